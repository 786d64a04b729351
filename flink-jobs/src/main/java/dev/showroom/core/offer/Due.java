package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.time.Duration;

/**
 * What the desk has told itself to do at a time. It names nobody: keys are digests, or ids that are
 * hashes.
 *
 * @param key of what it is to be done to
 * @param amountMinor of {@link Chore#LAPSE}, else 0
 */
record Due(Chore chore, String key, long amountMinor, long time) implements DeskInput {
  private static final Chore[] CHORES = Chore.values();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The order is that in which they are done. */
  enum Chore {
    /** A promise ends unless it was taken up. */
    EXPIRE,
    /** Points that were given are owed no longer. */
    LAPSE,
    FORGET_PROMISE,
    FORGET_ALERT,
    FORGET_ACCOUNT,
    TIDY_CUSTOMER,
    TIDY_HOUSEHOLD
  }

  static Due at(long time, Chore chore, String key) {
    return new Due(chore, key, 0, time);
  }

  /** What only tidies up is done once an hour: nothing depends on its moment. */
  static Due after(long time, Chore chore, String key) {
    return at(Math.floorDiv(time, HOUR) * HOUR + HOUR, chore, key);
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public String id() {
    return key;
  }

  @Override
  public int number() {
    return chore.ordinal();
  }

  void pack(PackWriter out) {
    out.constant(chore).text(key).number(amountMinor).number(time);
  }

  static Due unpack(PackReader in) {
    return new Due(in.constant(CHORES), in.text(), in.number(), in.number());
  }
}
