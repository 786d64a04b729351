package dev.showroom.replay;

import dev.showroom.common.Causes;
import dev.showroom.schemas.codec.InTopic;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads the lines of one file, plain or gzip, as bytes: a broken line's bytes must survive to its
 * dead letter.
 */
final class LineFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final InTopic topic;
  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream(512);
  private int position;
  private int limit;
  private long line;

  LineFile(InTopic topic, Path path) throws IOException {
    this.topic = topic;
    this.name = path.getFileName().toString();
    InputStream raw = Files.newInputStream(path);
    try {
      this.in =
          name.endsWith(".gz")
              ? new GZIPInputStream(raw, BUFFER)
              : new BufferedInputStream(raw, BUFFER);
    } catch (IOException e) {
      raw.close();
      throw new IOException(name + " is not a gzip file (" + Causes.of(e) + ")");
    }
  }

  InTopic topic() {
    return topic;
  }

  /** Lines read so far. */
  long line() {
    return line;
  }

  /** Where the line read last stands, {@code file:line}, counted from 1. */
  String origin() {
    return name + ":" + line;
  }

  /** The next line without its end, or null; blank lines are counted and passed over. */
  byte[] next() throws IOException {
    while (true) {
      byte[] bytes = nextLine();
      if (bytes == null) {
        return null;
      }
      line++;
      if (bytes.length > 0) {
        return bytes;
      }
    }
  }

  void skip(long lines) throws IOException {
    while (line < lines && nextLine() != null) {
      line++;
    }
  }

  private byte[] nextLine() throws IOException {
    while (true) {
      for (int i = position; i < limit; i++) {
        if (buffer[i] == '\n') {
          byte[] bytes = take(i);
          position = i + 1;
          return bytes;
        }
      }
      partial.write(buffer, position, limit - position);
      position = 0;
      limit = read();
      if (limit <= 0) {
        limit = 0;
        return partial.size() == 0 ? null : take(0);
      }
    }
  }

  private int read() throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      // Told without a cause: what says the file and the line is then at the bottom of it.
      throw new IOException(
          name + " breaks off or is damaged after line " + line + " (" + Causes.of(e) + ")");
    }
  }

  private byte[] take(int end) {
    byte[] bytes;
    if (partial.size() == 0) {
      bytes = Arrays.copyOfRange(buffer, position, end);
    } else {
      partial.write(buffer, position, end - position);
      bytes = partial.toByteArray();
      partial.reset();
    }
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
        ? Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
