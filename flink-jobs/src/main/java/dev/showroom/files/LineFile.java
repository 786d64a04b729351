package dev.showroom.files;

import com.github.luben.zstd.ZstdInputStream;
import dev.showroom.common.Causes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads the lines of one file, plain or compressed, as bytes: a broken line's bytes must survive to
 * its dead letter.
 */
final class LineFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream(512);
  private int position;
  private int limit;
  private long line;
  private boolean endless;

  /**
   * @param name how the file is called where it is told of; what it ends in says how the file is
   *     compressed
   */
  LineFile(String name, InputStream raw) throws IOException {
    this.name = name;
    try {
      this.in = decompressed(name, raw);
    } catch (IOException e) {
      raw.close();
      throw new IOException(name + " is not a gzip file (" + Causes.of(e) + ")");
    }
  }

  private static InputStream decompressed(String name, InputStream raw) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(raw, BUFFER);
    } else if (name.endsWith(".zst")) {
      return new ZstdInputStream(new BufferedInputStream(raw, BUFFER));
    }
    return raw;
  }

  /** Lines read so far. */
  long line() {
    return line;
  }

  /** Where the line read last stands, {@code file:line}, counted from 1. */
  String origin() {
    return name + ":" + line;
  }

  /** Whether the file ended in the line read last before that line did. */
  boolean endless() {
    return endless;
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
        endless = partial.size() > 0;
        return endless ? take(0) : null;
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
