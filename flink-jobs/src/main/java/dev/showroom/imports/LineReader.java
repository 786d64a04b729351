package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a plain or gzipped text file. One byte becomes one character (ISO 8859-1), so that
 * the original bytes of a line can be had back whatever its encoding was.
 */
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 1 << 20;
  private static final byte[] UTF8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int filled;
  private byte[] line = new byte[1 << 10];
  private long lineNumber;

  LineReader(Path file) {
    this.file = file;
    if (!Files.exists(file)) {
      throw new CommandFailure("There is no file " + file + ".");
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(file + " is not a file but a directory or device.");
    }
    InputStream raw = null;
    try {
      raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      this.in = decompress(raw);
      if (fill() == 0) {
        throw new CommandFailure(file + " is empty.");
      }
    } catch (IOException e) {
      closeQuietly(raw);
      throw unreadable(e);
    } catch (CommandFailure e) {
      closeQuietly(raw);
      throw e;
    }
    if (filled >= 3 && Arrays.equals(buffer, 0, 3, UTF8_BYTE_ORDER_MARK, 0, 3)) {
      next = 3;
    }
  }

  /** The file's first bytes say what it is; its name is only looked at to say what is wrong. */
  private InputStream decompress(InputStream raw) throws IOException {
    raw.mark(4);
    byte[] start = raw.readNBytes(4);
    raw.reset();
    if (start.length >= 2 && start[0] == (byte) 0x1F && start[1] == (byte) 0x8B) {
      return new GZIPInputStream(raw, BUFFER);
    }
    if (start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
      throw new CommandFailure(
          file + " is a zip archive or an Excel workbook; save its sheet as CSV first.");
    }
    if (start.length > 0 && file.getFileName().toString().endsWith(".gz")) {
      throw new CommandFailure(file + " is not a gzip file, although its name says so.");
    }
    return raw;
  }

  /** The next line without its line end (LF or CRLF), or null after the last. */
  String next() {
    int length = 0;
    boolean any = false;
    while (true) {
      if (next == filled) {
        try {
          if (fill() == 0) {
            break;
          }
        } catch (IOException e) {
          throw unreadable(e);
        }
      }
      any = true;
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      int part = end - next;
      if (length + part > LONGEST_LINE) {
        throw new CommandFailure(
            "Line " + (lineNumber + 1) + " of " + file + " is over 1 MiB long; is it a CSV file?");
      }
      if (length + part > line.length) {
        line = Arrays.copyOf(line, Math.max(length + part, 2 * line.length));
      }
      System.arraycopy(buffer, next, line, length, part);
      length += part;
      next = end;
      if (end < filled) {
        next++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    lineNumber++;
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Number of the line that {@link #next()} gave last; the header is line 1. */
  long lineNumber() {
    return lineNumber;
  }

  private int fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.readNBytes(buffer, 0, BUFFER));
    return filled;
  }

  private CommandFailure unreadable(IOException e) {
    if (e instanceof EOFException) {
      return new CommandFailure(file + " breaks off: the gzip file is not whole.", e);
    }
    if (e instanceof ZipException) {
      return new CommandFailure(file + " is damaged: it cannot be unzipped.", e);
    }
    return new CommandFailure(file + " cannot be read.", e);
  }

  private static void closeQuietly(InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // The failure that led here is the one to tell.
    }
  }

  @Override
  public void close() {
    closeQuietly(in);
  }
}
