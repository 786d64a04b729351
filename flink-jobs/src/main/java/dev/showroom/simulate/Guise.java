package dev.showroom.simulate;

import dev.showroom.schemas.Actor;

/**
 * Under what a shopper is seen for a while.
 *
 * @param knownFrom when this is known to be the customer; {@code Long.MIN_VALUE} if always
 */
record Guise(Actor actor, long knownFrom) {}
