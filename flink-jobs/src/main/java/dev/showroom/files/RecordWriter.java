package dev.showroom.files;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Writes the records of one stream into one file. */
public interface RecordWriter {
  void write(SpecificRecord record) throws IOException;

  void flush() throws IOException;

  /**
   * Writes what is left, and the file's end; leaves it to others to close what it was written to.
   */
  void finish() throws IOException;
}
