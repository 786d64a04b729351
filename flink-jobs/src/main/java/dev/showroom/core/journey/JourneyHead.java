package dev.showroom.core.journey;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * The few numbers of a customer that each arrival needs: whether and when it has to be judged. Kept
 * apart from the facts, so that the many events which decide nothing by themselves cost a small
 * read and an append. Times are event times in epoch milliseconds.
 */
public final class JourneyHead {
  private static final int FORM = 2;

  /** Nothing has been decided before the first wake-up. */
  static final long NEVER = Long.MIN_VALUE;

  private String customerId;
  private long clock = NEVER;
  private long nextStep = Long.MAX_VALUE;
  private long forgetAt = Long.MAX_VALUE;
  private long timerAt = Long.MAX_VALUE;
  private int settled;
  private Steps.Context context = Steps.Context.NONE;

  /** Whose journey it is; null before anything has arrived. State's key is only a digest of it. */
  public String customerId() {
    return customerId;
  }

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

  /**
   * Takes note of an arrival; may bring {@link #nextStep()} and {@link #forgetAt()} forward.
   *
   * @return whether anything here is another now
   */
  public boolean accept(Envelope envelope) {
    customerId = envelope.key();
    long step = Math.min(nextStep, stepOf(envelope));
    long forget = Math.min(forgetAt, Retention.leastOf(envelope.topic(), envelope.time()));
    Steps.Context with = context.with(envelope.topic());
    boolean changed = step != nextStep || forget != forgetAt || !with.equals(context);
    nextStep = step;
    forgetAt = forget;
    context = with;
    return changed;
  }

  private long stepOf(Envelope envelope) {
    boolean touchesThePast = envelope.knownAt() <= clock || envelope.late() != null;
    if (touchesThePast) {
      return envelope.knownAt();
    }
    if (envelope.kind() == Envelope.Kind.TAKE_BACK) {
      return Long.MAX_VALUE;
    }
    if (envelope.knownUntil() != Envelope.FOREVER) {
      return envelope.knownAt();
    }
    // A fact is not unpacked where its stream tells already.
    return context
            .with(envelope.topic())
            .decidesNothing(envelope.topic(), envelope.knownAt() > envelope.time())
        ? Long.MAX_VALUE
        : Steps.of(KnownFact.of(envelope), context);
  }

  /** How many arrivals in the inbox have been decided by already. */
  int settled() {
    return settled;
  }

  void walked(Walk walk, int settledNow) {
    settled = settledNow;
    clock = walk.clock();
    nextStep = Math.min(walk.nextStep(), walk.pendingFrom());
    forgetAt = walk.forgetAt();
    context = walk.context();
  }

  public byte[] pack() {
    return new PackWriter(48)
        .number(FORM)
        .text(customerId)
        .number(clock)
        .number(nextStep)
        .number(forgetAt)
        .number(timerAt)
        .number(settled)
        .flag(context.hasReturns())
        .flag(context.hasVisits())
        .flag(context.hasAlerts())
        .toBytes();
  }

  public static JourneyHead unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    if (form != FORM) {
      throw new IllegalStateException("state holds a journey's head of form " + form);
    }
    JourneyHead head = new JourneyHead();
    head.customerId = in.text();
    head.clock = in.number();
    head.nextStep = in.number();
    head.forgetAt = in.number();
    head.timerAt = in.number();
    head.settled = in.integer();
    head.context = new Steps.Context(in.flag(), in.flag(), in.flag());
    return head;
  }
}
