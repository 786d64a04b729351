package dev.showroom.core.outcome;

import dev.showroom.core.History;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How long what is needed for outcomes is kept, in event time. A decision reaches a customer before
 * the watermark has passed its time, so that of somebody about whom nothing is open only that has
 * to be kept which a later decision may ask for from before its time: what is being tried out.
 *
 * <ul>
 *   <li>Decisions, and all purchases that they ask about: as long as a link or a late record can
 *       give or take anything that makes a difference.
 *   <li>Other orders: for their trial days.
 *   <li>Other purchases by members of the household: not at all.
 *   <li>Returns: as long as the order, or for as long as it may still turn up.
 * </ul>
 */
final class Keeping {
  /** The watermark of one customer's decisions may be behind the one that records are late by. */
  private static final Duration SLACK = Duration.ofDays(1);

  /** So long after its time a link, or its end, can still come and make an event known, or not. */
  static final long REVISED_FOR = History.LOOK_BACK.plus(History.HORIZON).plus(SLACK).toMillis();

  private static final long SLACK_MILLIS = SLACK.toMillis();

  private final Map<KnownFact, Long> keptUntil = new HashMap<>();

  /** What the open questions ask about is kept as long as they are. */
  Keeping(Dealings dealings, Collection<Question> open) {
    for (Question question : open) {
      for (KnownFact purchase : question.asked()) {
        keptUntil.merge(purchase, question.closesAt(), Math::max);
      }
    }
    Map<String, Long> orders = new HashMap<>();
    for (KnownFact fact : dealings.all()) {
      if (fact.topic() == InTopic.PURCHASES) {
        long until = leastOf(fact);
        until = keptUntil.merge(fact, until, Math::max);
        if (fact.fact() instanceof Bought bought) {
          orders.merge(bought.orderId(), until, Math::max);
        }
      }
    }
    for (KnownFact fact : dealings.all()) {
      if (fact.topic() == InTopic.RETURNS) {
        String order = ((Returned) fact.fact()).orderId();
        long itself = leastOf(fact);
        keptUntil.put(fact, Math.max(itself, orders.getOrDefault(order, itself)));
      }
    }
  }

  /** Up to when (inclusive) the fact is kept where nothing asks for it. */
  static long leastOf(KnownFact fact) {
    if (fact.topic() == InTopic.RETURNS) {
      return fact.time() + REVISED_FOR;
    }
    return SLACK_MILLIS
        + (fact.fact() instanceof Bought bought ? Sale.trialEndOf(bought) : fact.time());
  }

  /** Up to when (inclusive) the fact is kept. */
  long until(KnownFact fact) {
    return keptUntil.get(fact);
  }
}
