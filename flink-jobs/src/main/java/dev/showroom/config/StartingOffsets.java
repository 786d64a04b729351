package dev.showroom.config;

/** Where the sources begin when there is no checkpoint to go on from. */
public enum StartingOffsets {
  EARLIEST,
  LATEST,
  /** Where the consumer group stands, or at the earliest if it stands nowhere. */
  COMMITTED
}
