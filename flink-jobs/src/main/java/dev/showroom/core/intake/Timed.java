package dev.showroom.core.intake;

/** What a replay reads, not decoded yet, with the watermark that belongs behind it. */
public interface Timed {
  /** Event time as far as a glance tells, epoch milliseconds. */
  long time();

  /** To be emitted behind this, or {@link RawLine#NONE}. */
  long watermark();

  /** Whether this is the mark that ends the input, which carries a watermark and nothing else. */
  boolean isEnd();
}
