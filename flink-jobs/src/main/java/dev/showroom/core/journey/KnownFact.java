package dev.showroom.core.journey;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.Comparator;

/**
 * A fact of a customer with the event-time span in which it is known to be theirs: what an as-of
 * question needs. Keeps its packed form, as most facts are only read and put back.
 */
final class KnownFact {
  /** Event time, then the fixed stream order, then the event id; the spans last. */
  static final Comparator<KnownFact> ORDER =
      Comparator.<KnownFact>comparingLong(known -> known.fact().time())
          .thenComparing(known -> known.fact().topic())
          .thenComparing(known -> known.fact().eventId())
          .thenComparingLong(KnownFact::knownAt)
          .thenComparingLong(KnownFact::until);

  private final Fact fact;
  private final long knownAt;
  private final long until;
  private final byte[] packedFact;

  KnownFact(Fact fact, long knownAt, long until) {
    this(fact, knownAt, until, FactCodec.pack(fact));
  }

  private KnownFact(Fact fact, long knownAt, long until, byte[] packedFact) {
    this.fact = fact;
    this.knownAt = knownAt;
    this.until = until;
    this.packedFact = packedFact;
  }

  static KnownFact of(Envelope envelope) {
    return new KnownFact(
        FactCodec.unpack(envelope.fact()),
        envelope.knownAt(),
        envelope.knownUntil(),
        envelope.fact());
  }

  Fact fact() {
    return fact;
  }

  /** From when on, in event time, it is known. */
  long knownAt() {
    return knownAt;
  }

  /** Until when, exclusive. */
  long until() {
    return until;
  }

  boolean isKnownAt(long time) {
    return knownAt <= time && time < until;
  }

  /** Whether it came to the customer after the event, through a link. */
  boolean isRetroactive() {
    return knownAt > fact.time();
  }

  void pack(PackWriter out) {
    out.number(knownAt - fact.time());
    out.number(until == Long.MAX_VALUE ? -1 : until - knownAt);
    out.block(packedFact);
  }

  static KnownFact unpack(PackReader in) {
    long after = in.number();
    long span = in.number();
    byte[] packedFact = in.block();
    Fact fact = FactCodec.unpack(packedFact);
    long knownAt = fact.time() + after;
    return new KnownFact(fact, knownAt, span < 0 ? Long.MAX_VALUE : knownAt + span, packedFact);
  }

  @Override
  public String toString() {
    return fact + " known from " + knownAt + (until == Long.MAX_VALUE ? "" : " until " + until);
  }
}
