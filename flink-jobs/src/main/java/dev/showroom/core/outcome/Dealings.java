package dev.showroom.core.outcome;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.KnownFacts;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** What a customer, and the household, bought, and what came back of it. */
final class Dealings {
  /**
   * More purchases, or returns, than these in one day (UTC) of one customer are not a person's, nor
   * a household's: only the first ones of the day count, whatever order they arrive in.
   */
  static final int MOST_PER_DAY = 50;

  private static final long DAY = Duration.ofDays(1).toMillis();

  private final KnownFacts known;

  Dealings() {
    this(List.of());
  }

  private Dealings(List<KnownFact> facts) {
    known = new KnownFacts(facts);
  }

  /** Gives or takes back; whether anything is another now. */
  boolean apply(Envelope envelope) {
    boolean changed = known.apply(envelope) != KnownFacts.NEVER;
    return changed && !isTooMany(KnownFact.of(envelope), envelope.kind());
  }

  /** Lets the last of the day go if there are too many; whether that is the new one itself. */
  private boolean isTooMany(KnownFact added, Envelope.Kind kind) {
    if (kind == Envelope.Kind.TAKE_BACK) {
      return false;
    }
    int count = 0;
    KnownFact last = null;
    for (KnownFact fact : known.asList()) {
      if (isOfSameDay(fact, added)) {
        count++;
        last = fact;
      }
    }
    if (count <= MOST_PER_DAY) {
      return false;
    }
    known.asList().remove(last);
    return last.isSameBut(added);
  }

  private static boolean isOfSameDay(KnownFact one, KnownFact other) {
    return one.topic() == other.topic()
        && Math.floorDiv(one.time(), DAY) == Math.floorDiv(other.time(), DAY)
        && one.fact() instanceof MemberBought == other.fact() instanceof MemberBought;
  }

  List<KnownFact> all() {
    return known.asList();
  }

  /** Purchases with an event time in the span, both ends included, known or not. */
  List<KnownFact> purchases(long from, long to) {
    List<KnownFact> purchases = new ArrayList<>();
    for (KnownFact fact : known.asList()) {
      if (fact.topic() == InTopic.PURCHASES && fact.time() >= from && fact.time() <= to) {
        purchases.add(fact);
      }
    }
    return purchases;
  }

  List<KnownFact> returns() {
    return known.asList().stream().filter(fact -> fact.topic() == InTopic.RETURNS).toList();
  }

  static List<Returned> returnsAt(List<KnownFact> returns, long moment) {
    return AsOf.of(returns, moment).stream().map(fact -> (Returned) fact.fact()).toList();
  }

  /** When each of them becomes known, and is no longer. */
  static void moments(List<KnownFact> facts, LongConsumer each) {
    for (KnownFact fact : facts) {
      each.accept(fact.knownAt());
      if (fact.until() != Envelope.FOREVER) {
        each.accept(fact.until());
      }
    }
  }

  boolean forget(Predicate<KnownFact> isUnneeded) {
    return known.asList().removeIf(isUnneeded);
  }

  void pack(PackWriter out) {
    out.number(known.asList().size());
    known.asList().forEach(fact -> fact.pack(out));
  }

  static Dealings unpack(PackReader in) {
    int count = in.integer();
    List<KnownFact> facts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      facts.add(KnownFact.unpack(in));
    }
    return new Dealings(facts);
  }
}
