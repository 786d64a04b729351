package dev.showroom.replay;

import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.schemas.codec.InTopic;
import java.io.Serializable;

/**
 * What of the input to replay, and how fast.
 *
 * @param from event time from which on lines are taken, epoch milliseconds; those of {@link
 *     AlwaysKnown} streams are from their beginning
 * @param until event time up to which lines are taken (inclusive)
 * @param newestPlausible lines dated after this cannot have happened yet; they move no watermark
 * @param latenessMillis how far behind its stream's newest line a line may stand and be punctual
 * @param speed event-time seconds a second; 0 for as fast as it goes
 */
public record ReplaySpan(
    long from, long until, long newestPlausible, long latenessMillis, double speed)
    implements Serializable {
  /** Whether a line is not before the span, or is of what a job must know however old it is. */
  boolean begins(InTopic stream, long time) {
    return time >= from || AlwaysKnown.contains(stream);
  }
}
