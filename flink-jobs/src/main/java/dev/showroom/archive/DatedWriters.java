package dev.showroom.archive;

import dev.showroom.files.ArchivedStream;
import dev.showroom.files.FileForm;
import dev.showroom.files.RecordWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Files by date, a few of them open at a time: the date that was written to longest ago is closed
 * first, and gets another file when something comes for it again.
 */
final class DatedWriters implements Closeable {
  private static final int OPEN = 8;

  private record Open(RecordWriter writer, FSDataOutputStream out) {
    void close() throws IOException {
      writer.finish();
      out.close();
    }
  }

  private final Path directory;
  private final FileForm form;
  private final Map<String, Integer> files = new HashMap<>();
  private final LinkedHashMap<String, Open> open = new LinkedHashMap<>(OPEN * 2, 0.75f, true);

  DatedWriters(Path directory, FileForm form) {
    this.directory = directory;
    this.form = form;
  }

  void write(ArchivedStream stream, long time, SpecificRecord record) throws IOException {
    String folder = FileForm.folder(stream.name(), time);
    Open file = open.get(folder);
    if (file == null) {
      if (open.size() == OPEN) {
        String oldest = open.keySet().iterator().next();
        open.remove(oldest).close();
      }
      file = open(stream, folder);
      open.put(folder, file);
    }
    file.writer().write(record);
  }

  private Open open(ArchivedStream stream, String folder) throws IOException {
    int number = files.merge(folder, 1, Integer::sum) - 1;
    Path path =
        new Path(new Path(directory, folder), "part-%04d%s".formatted(number, form.ending()));
    path.getFileSystem().mkdirs(path.getParent());
    FSDataOutputStream out = path.getFileSystem().create(path, WriteMode.NO_OVERWRITE);
    return new Open(form.writer(stream, out), out);
  }

  @Override
  public void close() throws IOException {
    for (Open file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
