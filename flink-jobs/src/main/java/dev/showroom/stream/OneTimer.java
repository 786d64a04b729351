package dev.showroom.stream;

/**
 * A keyed function that holds one event-time timer for each key at the most, and keeps with the key
 * when it is due: so that a key's own timer can fire before its turn among all that are due.
 */
interface OneTimer {
  /** When the current key's timer is due, event time; {@link Long#MAX_VALUE} for none. */
  long timerAt() throws Exception;
}
