package dev.showroom.core.detect;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A fact of a customer with the event-time span in which it is known to be theirs: what an as-of
 * question needs. The fact itself is unpacked when somebody asks for it, as most are only passed
 * over.
 */
public final class KnownFact {
  /** Event time, then the fixed stream order, then the event id; the spans last. */
  public static final Comparator<KnownFact> ORDER =
      (one, other) -> {
        int order = Long.compare(one.time, other.time);
        if (order == 0) {
          order = one.topic.compareTo(other.topic);
        }
        if (order == 0) {
          order = one.fact().eventId().compareTo(other.fact().eventId());
        }
        if (order == 0) {
          order = Long.compare(one.knownAt, other.knownAt);
        }
        return order == 0 ? Long.compare(one.until, other.until) : order;
      };

  private final InTopic topic;
  private final long time;
  private final long knownAt;
  private final long until;
  private final byte[] packedFact;
  private Fact fact;

  private KnownFact(InTopic topic, long time, long knownAt, long until, byte[] packedFact) {
    this.topic = topic;
    this.time = time;
    this.knownAt = knownAt;
    this.until = until;
    this.packedFact = packedFact;
  }

  public static KnownFact of(Envelope envelope) {
    return new KnownFact(
        envelope.topic(),
        envelope.time(),
        envelope.knownAt(),
        envelope.knownUntil(),
        envelope.fact());
  }

  public Fact fact() {
    if (fact == null) {
      fact = FactCodec.unpack(packedFact);
    }
    return fact;
  }

  public InTopic topic() {
    return topic;
  }

  /** Event time, epoch milliseconds. */
  public long time() {
    return time;
  }

  /** From when on, in event time, it is known. */
  public long knownAt() {
    return knownAt;
  }

  /** Until when, exclusive. */
  public long until() {
    return until;
  }

  public KnownFact withUntil(long otherUntil) {
    return new KnownFact(topic, time, knownAt, otherUntil, packedFact);
  }

  /** Whether the other is the same but for its end. */
  public boolean isSameBut(KnownFact other) {
    return knownAt == other.knownAt && isSameEvent(other);
  }

  /** Whether the other is of the same event, whenever it is known and whatever it says. */
  public boolean isSameEvent(KnownFact other) {
    return time == other.time
        && topic == other.topic
        && fact().eventId().equals(other.fact().eventId());
  }

  /**
   * Whether this is what holds where two records of the same stream, time and event id say
   * different things: the one whose packed form comes first, whichever arrived first.
   */
  public boolean outweighs(KnownFact other) {
    return Arrays.compareUnsigned(packedFact, other.packedFact) < 0;
  }

  public boolean isKnownAt(long moment) {
    return knownAt <= moment && moment < until;
  }

  /** Whether it came to the customer after the event, through a link. */
  public boolean isRetroactive() {
    return knownAt > time;
  }

  public void pack(PackWriter out) {
    out.constant(topic);
    out.number(time);
    out.number(knownAt - time);
    out.number(until == Long.MAX_VALUE ? -1 : until - knownAt);
    out.block(packedFact);
  }

  public static KnownFact unpack(PackReader in) {
    InTopic topic = InTopic.of(in.integer());
    long time = in.number();
    long knownAt = time + in.number();
    long span = in.number();
    return new KnownFact(
        topic, time, knownAt, span < 0 ? Long.MAX_VALUE : knownAt + span, in.block());
  }

  @Override
  public String toString() {
    return fact() + " known from " + knownAt + (until == Long.MAX_VALUE ? "" : " until " + until);
  }
}
