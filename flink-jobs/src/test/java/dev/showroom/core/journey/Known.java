package dev.showroom.core.journey;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Envelope;

/** A fact and the span of event time in which it is known of the customer of a test. */
record Known(Fact fact, long from, long until) {

  static Known always(Fact fact) {
    return new Known(fact, fact.time(), Envelope.FOREVER);
  }

  Envelope give() {
    return envelope(Envelope.Kind.GIVE);
  }

  Envelope takeBack() {
    return envelope(Envelope.Kind.TAKE_BACK);
  }

  private Envelope envelope(Envelope.Kind kind) {
    return new Envelope(
        Facts.ANNA,
        false,
        kind,
        fact.topic(),
        fact.time(),
        from,
        until,
        FactCodec.pack(fact),
        null);
  }
}
