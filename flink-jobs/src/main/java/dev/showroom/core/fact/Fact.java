package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;

/**
 * One thing that a stream said of a person, without the wire format's burden. A fact is a value:
 * equal when all it says is equal.
 */
public sealed interface Fact
    permits Browse,
        VisitStep,
        Bought,
        MemberBought,
        Returned,
        LinkChanged,
        ProfileStated,
        CaseChanged,
        CouponChanged,
        Erased {

  /** Unique within the fact's stream. */
  String eventId();

  /** Event time, epoch milliseconds UTC. */
  long time();

  /** The stream that said so. */
  InTopic topic();
}
