package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;

/**
 * The few numbers of a customer that each arrival needs: whether and when it has to be judged. Kept
 * apart from the facts, so that the many events which decide nothing by themselves cost a small
 * read and an append. Times are event times in epoch milliseconds.
 */
public final class JourneyHead {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 4;

  /** Nothing has been decided before the first wake-up. */
  static final long NEVER = Long.MIN_VALUE;

  /** To within this the newest browsing is noted, so that not every event of it writes the head. */
  private static final long COARSE = 10 * 60_000;

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private String customerId;
  private long clock = NEVER;
  private long nextStep = Long.MAX_VALUE;
  private long forgetAt = Long.MAX_VALUE;
  private long timerAt = Long.MAX_VALUE;
  private int settled;
  private boolean hasAlerts;
  private long ownStep = Long.MAX_VALUE;
  private long overdueSince = Overdue.NONE;

  /** Whether something waits for the next wake-up besides the tills; kept where an alert waits. */
  private boolean busy;

  private boolean erased;
  private long insideUntil = NEVER;
  private long browsingMattersUntil = NEVER;
  private final Watches watches = new Watches();
  private final Doubtful doubtful = new Doubtful();
  private long newestBrowsing = NEVER;
  private long burstsToldUntil = NEVER;
  private long wakingDay = NEVER;
  private int wakings;

  /**
   * Whose journey it is; null before anything has arrived, and after the customer was erased.
   * State's key is only a digest of it.
   */
  public String customerId() {
    return customerId;
  }

  /** Whether the customer asked to be forgotten: nothing may be taken in any more. */
  public boolean isErased() {
    return erased;
  }

  /** Whether an alert's deadline has passed, and only the tills' word is missing. */
  public boolean waitsForFeeds() {
    return overdueSince != Overdue.NONE;
  }

  /**
   * Looks whether the tills have reported up to {@code upTo}, where that is all there is to do: it
   * takes no look at the facts. Otherwise nothing is changed, and all has to be looked at.
   *
   * @return whether they have not, and when to look again is set
   */
  public boolean waitsOn(long upTo, FeedClock feeds) {
    if (!waitsForFeeds()
        || busy
        || ownStep <= upTo
        || Overdue.letThroughAt(overdueSince, clock, feeds) <= upTo) {
      return false;
    }
    clock = Math.max(clock, upTo);
    nextStep = Math.min(ownStep, Overdue.askAt(overdueSince, clock, feeds));
    return true;
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
   * @param allBrowsing whether any browsing can decide something by itself
   * @return whether anything here is another now
   */
  public boolean accept(Envelope envelope, boolean allBrowsing) {
    boolean changed = customerId == null || waitsForFeeds() && !busy;
    busy = true;
    customerId = envelope.key();
    int doubtfulBefore = doubtful.size();
    long own = Math.min(ownStep, stepOf(envelope, allBrowsing));
    long step = Math.min(Math.min(nextStep, own), doubtful.first());
    long forget = Math.min(forgetAt, Retention.leastOf(envelope.topic(), envelope.time()));
    changed |= own != ownStep || step != nextStep || forget != forgetAt;
    changed |= doubtful.size() != doubtfulBefore;
    ownStep = own;
    nextStep = step;
    forgetAt = forget;
    return changed | takeNote(envelope);
  }

  private long stepOf(Envelope envelope, boolean allBrowsing) {
    boolean touchesThePast = envelope.knownAt() <= clock || envelope.late() != null;
    if (touchesThePast || envelope.knownAt() > envelope.time()) {
      return envelope.kind() == Envelope.Kind.TAKE_BACK && !touchesThePast
          ? Long.MAX_VALUE
          : envelope.knownAt();
    }
    if (envelope.kind() == Envelope.Kind.TAKE_BACK) {
      return Long.MAX_VALUE;
    }
    if (envelope.knownUntil() != Envelope.FOREVER) {
      return envelope.knownAt();
    }
    if (envelope.topic() == InTopic.BROWSING) {
      // Most of what arrives is not even unpacked.
      boolean matters = allBrowsing || envelope.time() <= browsingMattersUntil;
      if (!matters || !wakesYet(envelope.time())) {
        return Long.MAX_VALUE;
      }
      boolean isDoubtful = !allBrowsing && envelope.time() > insideUntil && !waitsForFeeds();
      return isDoubtful && doubtful.add(envelope) ? Long.MAX_VALUE : envelope.time();
    }
    boolean isFollowedByBrowsing =
        envelope.topic() == InTopic.STORE_VISITS && envelope.time() <= newestBrowsing;
    return isFollowedByBrowsing
        ? envelope.time()
        : Steps.of(KnownFact.of(envelope), hasAlerts, envelope.time() <= browsingMattersUntil);
  }

  /**
   * Passes over the browsing up to {@code upTo} that is of no goods which are watched, where that
   * is all there is to do: what the goods are is only known for sure when the watermark is there.
   *
   * @return whether that was all, and the next step is set
   */
  public boolean passesOver(long upTo, Surroundings surroundings) {
    if (waitsForFeeds()
        || ownStep <= upTo
        || doubtful.first() > upTo
        || doubtful.concern(upTo, watches, surroundings)) {
      return false;
    }
    doubtful.dropUpTo(upTo);
    watches.endBefore(clock);
    nextStep = Math.min(ownStep, doubtful.first());
    return true;
  }

  /**
   * Whether browsing of this time may wake the customer: not for more of it, copies and all, than
   * counts in a day. What is passed over here is decided with the next wake-up.
   */
  private boolean wakesYet(long time) {
    long day = Math.floorDiv(time, DAY);
    if (day != wakingDay) {
      wakingDay = day;
      wakings = 0;
    }
    return ++wakings <= 2 * History.MOST_PER_DAY;
  }

  /** Notes what later arrivals are judged by. */
  private boolean takeNote(Envelope envelope) {
    if (envelope.topic() == InTopic.BROWSING) {
      if (envelope.time() > newestBrowsing) {
        newestBrowsing = Math.floorDiv(envelope.time(), COARSE) * COARSE + COARSE;
        return true;
      }
      return false;
    }
    KnownFact known = KnownFact.of(envelope);
    long until = Steps.browsingMattersUntil(known);
    if (until == NEVER) {
      return false;
    }
    insideUntil = Math.max(insideUntil, Steps.insideUntil(known));
    browsingMattersUntil = Math.max(browsingMattersUntil, until);
    watches.add(known, Steps.watchedUntil(known));
    return true;
  }

  /** How many arrivals in the inbox have been decided by already. */
  int settled() {
    return settled;
  }

  /** Up to when bursts of browsing at machine speed have been told. */
  long burstsToldUntil() {
    return burstsToldUntil;
  }

  void walked(Walk walk, int settledNow) {
    burstsToldUntil = walk.burstsToldUntil();
    settled = settledNow;
    clock = walk.clock();
    overdueSince = walk.overdueSince();
    ownStep = Math.min(walk.nextOwnStep(), walk.pendingFrom());
    doubtful.clear();
    watches.endBefore(clock);
    nextStep = Math.min(ownStep, walk.askTillsAt());
    busy = !walk.pending().isEmpty() || mayHoldBurst(walk);
    forgetAt = walk.forgetAt();
    hasAlerts = !walk.ledger().isEmpty();
  }

  /** Whether browsing that has come already may turn out to be a burst when it is over. */
  private boolean mayHoldBurst(Walk walk) {
    return walk.facts().size() > History.MOST_PER_MINUTE && newestBrowsing + MINUTE > clock;
  }

  /** Leaves nothing but that there was somebody who is to be forgotten. */
  void erase() {
    customerId = null;
    nextStep = Long.MAX_VALUE;
    forgetAt = Long.MAX_VALUE;
    settled = 0;
    hasAlerts = false;
    ownStep = Long.MAX_VALUE;
    overdueSince = Overdue.NONE;
    busy = false;
    insideUntil = NEVER;
    browsingMattersUntil = NEVER;
    newestBrowsing = NEVER;
    watches.clear();
    doubtful.clear();
    erased = true;
  }

  /** About how many bytes it takes in memory. */
  public int weight() {
    return 480;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(128);
    out.number(FORM)
        .text(customerId)
        .number(clock)
        .number(nextStep)
        .number(forgetAt)
        .number(timerAt)
        .number(settled)
        .flag(hasAlerts)
        .number(ownStep)
        .number(overdueSince)
        .flag(busy)
        .flag(erased)
        .number(insideUntil)
        .number(browsingMattersUntil)
        .number(newestBrowsing)
        .number(burstsToldUntil)
        .number(wakingDay)
        .number(wakings);
    watches.pack(out);
    doubtful.pack(out);
    return out.toBytes();
  }

  public static JourneyHead unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a journey's head");
    JourneyHead head = new JourneyHead();
    head.customerId = in.text();
    head.clock = in.number();
    head.nextStep = in.number();
    head.forgetAt = in.number();
    head.timerAt = in.number();
    head.settled = in.integer();
    head.hasAlerts = in.flag();
    head.ownStep = in.number();
    head.overdueSince = in.number();
    head.busy = in.flag();
    head.erased = in.flag();
    head.insideUntil = in.number();
    head.browsingMattersUntil = in.number();
    head.newestBrowsing = in.number();
    head.burstsToldUntil = in.number();
    head.wakingDay = in.number();
    head.wakings = in.integer();
    head.watches.unpack(in);
    head.doubtful.unpack(in);
    return head;
  }
}
