package dev.showroom.core.journey;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.intake.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The facts of a customer in {@link KnownFact#ORDER}. Of several gifts of the same fact that begin
 * at the same moment, the one that ends first holds.
 */
public final class KnownFacts {
  /** When nothing changes. */
  public static final long NEVER = Long.MAX_VALUE;

  private final List<KnownFact> facts;
  private final DailyMost daily;

  public KnownFacts(List<KnownFact> facts) {
    this.facts = new ArrayList<>(facts);
    this.daily = new DailyMost(this.facts);
  }

  public List<KnownFact> asList() {
    return facts;
  }

  /** From when on, in event time, this makes what is known another; {@link #NEVER} if never. */
  long changesFrom(Envelope envelope) {
    KnownFact known = KnownFact.of(envelope);
    KnownFact held = held(known);
    if (envelope.kind() == Envelope.Kind.TAKE_BACK) {
      return held != null && held.until() == known.until() ? known.knownAt() : NEVER;
    }
    if (held == null) {
      return daily.admits(known) ? known.knownAt() : NEVER;
    }
    if (known.outweighs(held)) {
      return known.knownAt();
    }
    return known.until() < held.until() ? known.until() : NEVER;
  }

  /** Makes it part of what is known; returns {@link #changesFrom}. */
  public long apply(Envelope envelope) {
    if (isNewest(envelope)) {
      return append(KnownFact.of(envelope));
    }
    long from = changesFrom(envelope);
    if (from != NEVER) {
      KnownFact known = KnownFact.of(envelope);
      KnownFact held = held(known);
      if (held != null) {
        facts.remove(placeOf(held));
      }
      if (envelope.kind() == Envelope.Kind.GIVE) {
        KnownFact holds = held == null || known.outweighs(held) ? known : held;
        long until = held == null ? known.until() : Math.min(known.until(), held.until());
        KnownFact added = holds.withUntil(until);
        facts.add(-placeOf(added) - 1, added);
        if (held == null) {
          daily.added(added);
        }
      } else {
        daily.takenAway(held);
      }
    }
    return from;
  }

  /** Whether it is given and later than all that is known, as most are: nothing like it is held. */
  private boolean isNewest(Envelope envelope) {
    return envelope.kind() == Envelope.Kind.GIVE
        && (facts.isEmpty() || envelope.time() > facts.get(facts.size() - 1).time());
  }

  private long append(KnownFact known) {
    if (!daily.admits(known)) {
      return NEVER;
    }
    facts.add(known);
    daily.added(known);
    return known.knownAt();
  }

  /** Whether it gives, as an event of the key's own, what is known already. */
  boolean repeats(Envelope envelope) {
    return envelope.kind() == Envelope.Kind.GIVE
        && envelope.knownAt() == envelope.time()
        && held(KnownFact.of(envelope)) != null;
  }

  private int placeOf(KnownFact known) {
    return Collections.binarySearch(facts, known, KnownFact.ORDER);
  }

  /** The same fact, known from the same moment on, whatever its end; or null. */
  private KnownFact held(KnownFact known) {
    int place = placeOf(known.withUntil(Long.MIN_VALUE));
    int next = place < 0 ? -place - 1 : place;
    return next < facts.size() && facts.get(next).isSameBut(known) ? facts.get(next) : null;
  }
}
