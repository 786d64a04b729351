package dev.showroom.files;

import dev.showroom.core.intake.Encoding;
import java.io.Closeable;
import java.io.IOException;

/**
 * One stream's records, one by one, as they stand where they are kept. Only bytes and a glance at
 * the time: decoding, the costly part, is done by others in parallel. Not thread-safe.
 */
public interface RecordReader extends Closeable {
  /** What {@link #time} says of a record whose time a glance does not tell. */
  long UNKNOWN = Long.MIN_VALUE;

  /**
   * The next record's bytes, or null at the end and ever after.
   *
   * @throws IOException one sentence without full stop that names the file and how far it was read,
   *     where what is kept is damaged or breaks off
   */
  byte[] next() throws IOException;

  /** Event time of the record read last, epoch milliseconds, or {@link #UNKNOWN}. */
  long time();

  /** Where the record read last stands: {@code file:line} or {@code file:record}, from 1. */
  String origin();

  /** What the bytes of the record read last are. */
  Encoding encoding();

  /** How far this reader is, counted in any unit of its own; 0 at the start. */
  long position();

  /** Goes, from the start, to where another reader of the same input was at {@code position}. */
  void skip(long position) throws IOException;
}
