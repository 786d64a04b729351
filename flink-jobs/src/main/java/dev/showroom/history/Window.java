package dev.showroom.history;

import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.schemas.codec.InTopic;

/**
 * Of which time the records of a replay are.
 *
 * @param from event time of the first, epoch milliseconds; {@link Long#MIN_VALUE} for all
 * @param until event time of the last; {@link Long#MAX_VALUE} for all
 * @param cutByArrival whether {@code until} is a time of arrival instead, so that a live job can go
 *     on behind it and no record falls between
 */
public record Window(long from, long until, boolean cutByArrival) {
  boolean begins(InTopic stream, long time) {
    return time >= from || AlwaysKnown.contains(stream);
  }

  boolean isBehind(long time) {
    return !cutByArrival && time > until;
  }
}
