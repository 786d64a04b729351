package dev.showroom.files;

import dev.showroom.core.intake.Encoding;
import java.io.IOException;

/** The records of one JSON Lines file. */
final class JsonFile implements RecordReader {
  private final LineFile lines;
  private final String name;
  private long time = UNKNOWN;

  JsonFile(FileRef file) throws IOException {
    this.name = file.name();
    this.lines = new LineFile(name, file.open());
  }

  @Override
  public byte[] next() throws IOException {
    byte[] line = lines.next();
    if (line == null) {
      return null;
    }
    if (lines.endless() && !ends(line)) {
      throw new IOException(
          name + " breaks off in line " + lines.line() + ", which is not a whole JSON object");
    }
    time = EventTimeGlance.at(line);
    return line;
  }

  private static boolean ends(byte[] line) {
    int last = line.length - 1;
    while (last > 0 && (line[last] == ' ' || line[last] == '\t')) {
      last--;
    }
    return line[last] == '}';
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public String origin() {
    return lines.origin();
  }

  @Override
  public Encoding encoding() {
    return Encoding.JSON;
  }

  @Override
  public long position() {
    return lines.line();
  }

  @Override
  public void skip(long position) throws IOException {
    lines.skip(position);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
