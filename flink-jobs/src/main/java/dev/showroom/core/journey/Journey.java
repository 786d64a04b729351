package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.BlockLog;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * All that is kept of one customer, packed. Arrivals go to an inbox of bytes and set the wake-up
 * time where something may be decided by them; only the wake-up reads the whole. Times are event
 * times in epoch milliseconds.
 */
public final class Journey {
  private static final int FORM = 1;
  private static final byte[] NOTHING = new byte[0];

  /** Nothing has been decided before the first wake-up. */
  static final long NEVER = Long.MIN_VALUE;

  private long clock = NEVER;
  private long nextStep = Long.MAX_VALUE;
  private long forgetAt = Long.MAX_VALUE;
  private long timerAt = Long.MAX_VALUE;
  private boolean hasReturns;
  private byte[] facts = NOTHING;
  private byte[] ledger = NOTHING;
  private byte[] inbox = NOTHING;

  /** Up to which moment all has been decided. */
  long clock() {
    return clock;
  }

  /** When something has to be decided next; {@link Long#MAX_VALUE} for never. */
  public long nextStep() {
    return nextStep;
  }

  /**
   * When something can be forgotten next, which need not be done at once; {@link Long#MAX_VALUE}
   * for never.
   */
  public long forgetAt() {
    return forgetAt;
  }

  /** The one timer that this customer holds; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return facts.length == 0 && ledger.length == 0 && inbox.length == 0;
  }

  /**
   * Takes an arrival, without judging; may bring {@link #nextStep()} and {@link #forgetAt()}
   * forward.
   */
  public void accept(Envelope envelope) {
    PackWriter out = new PackWriter(envelope.fact().length + 24);
    envelope.packWithoutKey(out);
    inbox = BlockLog.append(inbox, out.toBytes());
    hasReturns |= envelope.topic() == InTopic.RETURNS;
    forgetAt = Math.min(forgetAt, Retention.leastOf(envelope.topic(), envelope.time()));
    nextStep = Math.min(nextStep, stepOf(envelope));
  }

  private long stepOf(Envelope envelope) {
    boolean touchesThePast = envelope.knownAt() <= clock || envelope.late() != null;
    if (touchesThePast) {
      return envelope.knownAt();
    }
    if (envelope.kind() == Envelope.Kind.TAKE_BACK) {
      return Long.MAX_VALUE;
    }
    boolean decidesNothing =
        envelope.topic() == InTopic.BROWSING
            && !hasReturns
            && envelope.knownAt() == envelope.time()
            && envelope.knownUntil() == Envelope.FOREVER;
    return decidesNothing
        ? Long.MAX_VALUE
        : stepAfter(
            new KnownFact(
                FactCodec.unpack(envelope.fact()), envelope.knownAt(), envelope.knownUntil()),
            hasReturns,
            NEVER);
  }

  /** The first moment after {@code after} at which this fact may bring a decision about. */
  static long stepAfter(KnownFact known, boolean hasReturns, long after) {
    Fact fact = known.fact();
    long step;
    if (fact.topic() == InTopic.BROWSING) {
      // Research is only asked for by a visit's end, which has its own step, and around a return.
      step = known.isRetroactive() || hasReturns ? known.knownAt() : Long.MAX_VALUE;
    } else if (fact instanceof VisitStep visit && visit.action() != VisitAction.EXIT) {
      // What comes retroactively may belong to a visit that an EXIT has closed already.
      boolean sinceLink = known.isRetroactive() && known.knownAt() > after;
      long gap = fact.time() + RuleSet.VISIT_GAP.toMillis();
      step = sinceLink ? known.knownAt() : Math.max(known.knownAt(), gap);
    } else {
      step = known.knownAt();
    }
    if (step > after && step < known.until()) {
      return step;
    }
    return known.until() > after ? known.until() : Long.MAX_VALUE;
  }

  // ---- the unpacked form, for the fold
  // -----------------------------------------------------------------------

  NavigableSet<KnownFact> unpackFacts() {
    NavigableSet<KnownFact> result = new TreeSet<>(KnownFact.ORDER);
    BlockLog.forEach(facts, block -> result.add(KnownFact.unpack(new PackReader(block))));
    return result;
  }

  Map<String, AlertEntry> unpackLedger() {
    Map<String, AlertEntry> result = new LinkedHashMap<>();
    BlockLog.forEach(
        ledger,
        block -> {
          AlertEntry entry = AlertEntry.unpack(block);
          result.put(entry.suspicion().alertId(), entry);
        });
    return result;
  }

  /** Empties the inbox; in order of arrival. */
  List<Envelope> takeInbox(String customerId) {
    List<Envelope> result = new ArrayList<>();
    BlockLog.forEach(
        inbox,
        block -> result.add(Envelope.unpackWithoutKey(customerId, false, new PackReader(block))));
    inbox = NOTHING;
    return result;
  }

  /** Takes the unpacked form back after a walk. */
  void replace(Walk walk) {
    PackWriter factsOut = new PackWriter(facts.length + 256);
    hasReturns = false;
    for (KnownFact known : walk.facts()) {
      PackWriter block = new PackWriter(64);
      known.pack(block);
      factsOut.block(block.toBytes());
      hasReturns |= known.fact() instanceof Returned;
    }
    facts = factsOut.toBytes();
    List<AlertEntry> entries = new ArrayList<>(walk.ledger());
    entries.sort(Comparator.comparing(entry -> entry.suspicion().alertId()));
    PackWriter ledgerOut = new PackWriter(ledger.length + 256);
    entries.forEach(entry -> ledgerOut.block(entry.pack()));
    ledger = ledgerOut.toBytes();
    clock = walk.clock();
    nextStep = walk.nextStep();
    forgetAt = walk.forgetAt();
  }

  // ---- the packed form
  // ---------------------------------------------------------------------------------------

  public byte[] pack() {
    return new PackWriter(64 + facts.length + ledger.length + inbox.length)
        .number(FORM)
        .number(clock)
        .number(nextStep)
        .number(forgetAt)
        .number(timerAt)
        .flag(hasReturns)
        .block(facts)
        .block(ledger)
        .block(inbox)
        .toBytes();
  }

  public static Journey unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    if (form != FORM) {
      throw new IllegalStateException("state holds a journey of form " + form);
    }
    Journey journey = new Journey();
    journey.clock = in.number();
    journey.nextStep = in.number();
    journey.forgetAt = in.number();
    journey.timerAt = in.number();
    journey.hasReturns = in.flag();
    journey.facts = in.block();
    journey.ledger = in.block();
    journey.inbox = in.block();
    return journey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Journey that && Arrays.equals(pack(), that.pack());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pack());
  }
}
