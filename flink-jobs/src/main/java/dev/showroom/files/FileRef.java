package dev.showroom.files;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * One file of a stream.
 *
 * @param location on any file system that Flink knows
 * @param name how it is told of: its path within the input directory
 * @param firstTime event time of its first record, epoch milliseconds; {@link RecordReader#UNKNOWN}
 *     where that tells none
 */
record FileRef(String location, String name, FileFormat format, long firstTime)
    implements Serializable {

  FSDataInputStream open() throws IOException {
    Path path = new Path(location);
    return path.getFileSystem().open(path);
  }

  long length() throws IOException {
    Path path = new Path(location);
    return path.getFileSystem().getFileStatus(path).getLen();
  }

  RecordReader records() throws IOException {
    return switch (format) {
      case JSONL -> new JsonFile(this);
      case AVRO -> new AvroFile(this);
      case PARQUET -> new ParquetFile(this);
    };
  }
}
