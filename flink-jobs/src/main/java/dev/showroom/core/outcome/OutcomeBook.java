package dev.showroom.core.outcome;

import dev.showroom.core.History;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the decisions about one customer, and all that is needed to tell. What is told
 * depends on the set of what has come and not on its order: at each wake-up the whole life of each
 * open decision is looked at afresh, and what is otherwise than it was told leaves as a further
 * revision. Times are event times in epoch milliseconds.
 */
public final class OutcomeBook {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final long NEVER = Long.MAX_VALUE;
  private static final long SHORTEST_POLL = Duration.ofMinutes(1).toMillis();

  private Dealings dealings = new Dealings();
  private NotedProducts products = new NotedProducts();
  private final Map<String, Track> tracks = new LinkedHashMap<>();
  private long clock = Long.MIN_VALUE;
  private long nextStep = NEVER;
  private long forgetAt = NEVER;
  private long eraseAt = NEVER;
  private long timerAt = NEVER;
  private boolean waitsForFeeds;
  private boolean erased;

  /**
   * Takes what has come, without judging; of a customer who was erased, nothing.
   *
   * @return whether anything here is another now
   */
  public boolean accept(OutcomeInput input) {
    if (erased) {
      return false;
    }
    return input.envelope() == null ? accept(input.decision()) : accept(input.envelope());
  }

  private boolean accept(DecisionNotice decision) {
    if (!OutcomeInput.concerns(decision) || tracks.containsKey(decision.decisionId())) {
      return false;
    }
    tracks.put(decision.decisionId(), Track.of(decision));
    nextStep = Math.min(nextStep, decision.decidedAt());
    forgetAt = Math.min(forgetAt, decision.decidedAt());
    return true;
  }

  private boolean accept(Envelope envelope) {
    if (envelope.topic() == InTopic.ERASURES) {
      eraseAt = Math.min(eraseAt, envelope.time());
      return true;
    }
    if (!OutcomeInput.concerns(envelope) || !dealings.apply(envelope)) {
      return false;
    }
    KnownFact fact = KnownFact.of(envelope);
    forgetAt = Math.min(forgetAt, Keeping.leastOf(fact) + 1);
    if (!tracks.isEmpty() || isAlwaysNoted(fact)) {
      nextStep = Math.min(nextStep, fact.knownAt());
    }
    return true;
  }

  /** An own order may be asked about by a decision that comes later. */
  private static boolean isAlwaysNoted(KnownFact fact) {
    return fact.topic() == InTopic.PURCHASES && fact.fact() instanceof Bought;
  }

  /**
   * Tells everything up to {@code upTo} (inclusive) that has not been told, and forgets what nobody
   * can ask for any more. All that is known up to then must have been accepted, but for late
   * records.
   *
   * @return in the order of their times
   */
  public List<OutcomeNotice> advance(long upTo, Catalogue catalogue, FeedClock feeds) {
    if (erased) {
      return List.of();
    }
    if (eraseAt <= upTo) {
      List<OutcomeNotice> before =
          eraseAt <= clock ? List.of() : tell(eraseAt - 1, catalogue, feeds);
      erase();
      return before;
    }
    clock = Math.max(clock, upTo);
    List<OutcomeNotice> notices = tell(clock, catalogue, feeds);
    forget();
    plan(feeds);
    return notices;
  }

  private List<OutcomeNotice> tell(long now, Catalogue catalogue, FeedClock feeds) {
    List<OutcomeNotice> notices = new ArrayList<>();
    note(now, catalogue);
    for (Track track : List.copyOf(tracks.values())) {
      Track heard = hearTills(track, now, feeds);
      List<OutcomeStep> life = question(heard).life(heard.decision().decidedAt(), now);
      tracks.put(heard.decision().decisionId(), heard.tell(life, notices));
    }
    notices.sort(
        Comparator.comparingLong(OutcomeNotice::time)
            .thenComparing(notice -> notice.decision().decisionId())
            .thenComparingInt(OutcomeNotice::revision));
    return notices;
  }

  private void note(long now, Catalogue catalogue) {
    for (KnownFact fact : dealings.all()) {
      boolean isAskedFor = !tracks.isEmpty() || isAlwaysNoted(fact);
      if (fact.topic() == InTopic.PURCHASES && fact.knownAt() <= now && isAskedFor) {
        products.note(fact.fact(), catalogue);
      }
    }
  }

  /** That nothing was bought is only known when the tills have reported. */
  private static Track hearTills(Track track, long now, FeedClock feeds) {
    if (track.isAboutKeeping() || track.completeAt() <= now || now < track.end()) {
      return track;
    }
    long complete = feeds.completeFrom(track.end(), track.end());
    return complete <= now ? track.withCompleteAt(complete) : track;
  }

  private void erase() {
    dealings = new Dealings();
    products = new NotedProducts();
    tracks.clear();
    clock = Long.MIN_VALUE;
    nextStep = NEVER;
    forgetAt = NEVER;
    eraseAt = NEVER;
    waitsForFeeds = false;
    erased = true;
  }

  private void forget() {
    if (clock < forgetAt) {
      return;
    }
    tracks.values().removeIf(track -> question(track).closesAt() < clock);
    Keeping keeping = new Keeping(dealings, questions());
    dealings.forget(fact -> keeping.until(fact) < clock);
    products.retain(dealings.all());
    forgetAt = NEVER;
    for (KnownFact fact : dealings.all()) {
      forgetAt = Math.min(forgetAt, keeping.until(fact) + 1);
    }
    for (Question question : questions()) {
      forgetAt = Math.min(forgetAt, question.closesAt() + 1);
    }
  }

  private Question question(Track track) {
    return Question.of(track, dealings, products);
  }

  private List<Question> questions() {
    return tracks.values().stream().map(this::question).toList();
  }

  private void plan(FeedClock feeds) {
    nextStep = NEVER;
    waitsForFeeds = false;
    for (KnownFact fact : dealings.all()) {
      if (fact.knownAt() > clock && isAlwaysNoted(fact)) {
        nextStep = Math.min(nextStep, fact.knownAt());
      }
    }
    for (Track track : tracks.values()) {
      nextStep = Math.min(nextStep, question(track).nextAfter(clock));
      if (!track.isAboutKeeping() && track.completeAt() == NEVER) {
        nextStep = Math.min(nextStep, whenToAskTills(track, feeds));
      }
    }
  }

  /**
   * When to look whether the tills have reported what a decision waits for: the sooner the shorter
   * it has waited. It is only when the outcome leaves; from when on it holds, the reports say.
   * Where something was bought the answer is of use only if that is taken back: it is looked at
   * once, as long as reports are kept.
   */
  private long whenToAskTills(Track track, FeedClock feeds) {
    if (clock < track.end()) {
      return track.end();
    }
    if (!track.isOpen()) {
      long once = track.end() + History.HORIZON.toMillis();
      return once > clock ? once : NEVER;
    }
    waitsForFeeds = true;
    long complete = feeds.completeFrom(track.end(), track.end());
    return Math.min(complete, clock + Math.max(SHORTEST_POLL, (clock - track.end()) / 16));
  }

  /** Whether there is nothing to keep: not even that the customer was erased. */
  public boolean isEmpty() {
    return dealings.all().isEmpty() && tracks.isEmpty() && eraseAt == NEVER && !erased;
  }

  /** Whether the customer asked to be forgotten: nothing is taken in any more. */
  public boolean isErased() {
    return erased;
  }

  /** Whether time is over for a decision, and only the tills' word is missing. */
  public boolean waitsForFeeds() {
    return waitsForFeeds;
  }

  /** When something has to be looked at next; {@link Long#MAX_VALUE} for never. */
  public long nextStep() {
    return Math.min(nextStep, eraseAt);
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

  /** About how many bytes it takes in memory. */
  public int weight() {
    return 480 + 640 * dealings.all().size() + 4_000 * tracks.size();
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64 + 96 * dealings.all().size() + 384 * tracks.size());
    out.number(FORM)
        .flag(erased)
        .number(timerAt)
        .number(clock)
        .number(nextStep)
        .number(forgetAt)
        .number(eraseAt)
        .flag(waitsForFeeds);
    dealings.pack(out);
    products.pack(out);
    out.number(tracks.size());
    tracks.values().forEach(track -> track.pack(out));
    return out.toBytes();
  }

  public static OutcomeBook unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "outcomes");
    OutcomeBook book = new OutcomeBook();
    book.erased = in.flag();
    book.timerAt = in.number();
    book.clock = in.number();
    book.nextStep = in.number();
    book.forgetAt = in.number();
    book.eraseAt = in.number();
    book.waitsForFeeds = in.flag();
    book.dealings = Dealings.unpack(in);
    book.products = NotedProducts.unpack(in);
    for (int left = in.integer(); left > 0; left--) {
      Track track = Track.unpack(in);
      book.tracks.put(track.decision().decisionId(), track);
    }
    return book;
  }
}
