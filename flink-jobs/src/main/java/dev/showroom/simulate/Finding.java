package dev.showroom.simulate;

/**
 * A pattern that a customer's life meets, by its definition.
 *
 * @param family null where the pattern is about the customer as a whole
 * @param anchor when its last fact happened, in epoch milliseconds
 * @param knowable when the last of its facts could be given to the customer; not before the anchor
 * @param deadline when its outcome is settled; {@link #NONE} where it stands as it is
 */
record Finding(Pattern pattern, String family, long anchor, long knowable, long deadline) {
  static final long NONE = Long.MAX_VALUE;
}
