package dev.showroom.reconcile;

/**
 * One thing that is missing, double or at odds.
 *
 * @param id of what it is about
 * @param time event time in epoch milliseconds, or {@link #NO_TIME}
 * @param detail what else is known, may be empty
 */
public record Finding(Kind kind, String id, long time, String detail) {
  public static final long NO_TIME = Long.MIN_VALUE;
}
