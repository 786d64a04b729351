package dev.showroom.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices when reading comes no nearer to its end: a consumer waits for a broker for ever. */
public final class Headway {
  private final long patienceNanos;
  private final LongSupplier nanos;
  private long least = Long.MAX_VALUE;
  private long since;

  /**
   * @param patience how long nothing may come
   */
  public Headway(Duration patience) {
    this(patience, System::nanoTime);
  }

  Headway(Duration patience, LongSupplier nanos) {
    this.patienceNanos = patience.toNanos();
    this.nanos = nanos;
  }

  /**
   * @param left how much there is to read still
   * @return whether it has not become less for the whole time
   */
  public boolean isStuck(long left) {
    long now = nanos.getAsLong();
    if (left < least) {
      least = left;
      since = now;
    }
    return now - since >= patienceNanos;
  }
}
