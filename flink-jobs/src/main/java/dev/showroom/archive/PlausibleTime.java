package dev.showroom.archive;

import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;

/**
 * The times that folders are dated by. A broken clock's would make a folder for each of the quiet
 * days of centuries.
 */
final class PlausibleTime {
  /** No retailer's stream is older; epoch milliseconds. */
  static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  private PlausibleTime() {}

  /**
   * @param reportedAt what the record tells had happened by then, epoch milliseconds
   * @param tolerance how far clocks may be apart
   * @return epoch milliseconds
   * @throws MalformedRecordException where no folder should be dated by that time
   */
  static long of(Instant time, long reportedAt, Duration tolerance)
      throws MalformedRecordException {
    long millis = time.toEpochMilli();
    if (millis < EARLIEST || millis > reportedAt + tolerance.toMillis()) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_OUT_OF_RANGE, "the time is before 2000 or had yet to come");
    }
    return millis;
  }

  /** The nearest time that has come to pass, for what tells none itself. */
  static long nearest(long stamp, long now) {
    return Math.max(EARLIEST, Math.min(stamp, now));
  }
}
