package dev.showroom.core.journey;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.Comparator;

/**
 * A fact of a customer with the event-time span in which it is known to be theirs: what an as-of
 * question needs.
 *
 * @param until exclusive
 */
record KnownFact(Fact fact, long knownAt, long until) {

  /** Event time, then the fixed stream order, then the event id; the spans last. */
  static final Comparator<KnownFact> ORDER =
      Comparator.<KnownFact>comparingLong(known -> known.fact().time())
          .thenComparing(known -> known.fact().topic())
          .thenComparing(known -> known.fact().eventId())
          .thenComparingLong(KnownFact::knownAt)
          .thenComparingLong(KnownFact::until);

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
    out.block(FactCodec.pack(fact));
  }

  static KnownFact unpack(PackReader in) {
    long after = in.number();
    long span = in.number();
    Fact fact = FactCodec.unpack(in.block());
    long knownAt = fact.time() + after;
    return new KnownFact(fact, knownAt, span < 0 ? Long.MAX_VALUE : knownAt + span);
  }
}
