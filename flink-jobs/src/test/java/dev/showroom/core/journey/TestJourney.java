package dev.showroom.core.journey;

import dev.showroom.core.Facts;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.detect.Burst;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.journey.JourneyFold.Correction;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One customer's journey in a test: facts go in, watermarks pass, revisions come out. */
public final class TestJourney {
  private static final RuleBook SHIPPED = RuleBooks.shipped();

  private final JourneyFold fold;
  private final Surroundings surroundings;
  private final List<AlertRevision> revisions = new ArrayList<>();
  private final List<AlertNotice> notices = new ArrayList<>();
  private final List<Burst> bursts = new ArrayList<>();
  private final List<Correction> corrections = new ArrayList<>();
  private Journey journey = new Journey();
  private int lateRecords;

  private TestJourney(Catalogue catalogue) {
    this(new Surroundings(catalogue, SHIPPED, FeedClock.unused()));
  }

  private TestJourney(Surroundings surroundings) {
    this.fold = new JourneyFold(Observer.NONE);
    this.surroundings = surroundings;
  }

  public static TestJourney journey() {
    return new TestJourney(Facts.SHOP);
  }

  /** Judged by the shipped rules of these patterns only. */
  public static TestJourney journey(String... patterns) {
    return journey(FeedClock.unused(), patterns);
  }

  /** Likewise, where tills say how far they have reported. */
  public static TestJourney journey(FeedClock feeds, String... patterns) {
    List<String> wanted = List.of(patterns);
    RuleSet all = SHIPPED.inForce(Facts.T0);
    RuleSet some =
        new RuleSet(
            all.id(),
            all.version(),
            all.inForceFrom(),
            all.rules().stream().filter(rule -> wanted.contains(rule.pattern())).toList());
    return journey(new Surroundings(Facts.SHOP, new RuleBook(List.of(some)), feeds));
  }

  public static TestJourney journey(Surroundings surroundings) {
    return new TestJourney(surroundings);
  }

  public static TestJourney journey(Catalogue catalogue) {
    return new TestJourney(catalogue);
  }

  /** Facts of the customer's own, known when they happen. */
  public TestJourney with(Fact... facts) {
    for (Fact fact : facts) {
      with(Envelope.of(Facts.ANNA, false, fact));
    }
    return this;
  }

  /** A fact that is known of the customer in this span only. */
  public TestJourney with(Fact fact, long knownAt, long until) {
    return with(new Known(fact, knownAt, until).give());
  }

  public TestJourney with(Envelope envelope) {
    journey.accept(envelope, surroundings.allBrowsingMatters());
    return this;
  }

  /** A fact that came behind the watermark. */
  public TestJourney late(Fact fact, long watermark) {
    return late(Envelope.of(Facts.ANNA, false, fact), watermark);
  }

  public TestJourney late(Envelope envelope, long watermark) {
    return late(List.of(envelope), watermark);
  }

  /** What one late record brought. */
  public TestJourney late(List<Envelope> envelopes, long watermark) {
    LateNote note = new LateNote("late:" + ++lateRecords, watermark, new byte[] {1});
    envelopes.forEach(envelope -> with(envelope.late(note)));
    return this;
  }

  /** Lets everything up to {@code time} be decided; what left for it. */
  public List<AlertRevision> advanceTo(long time) {
    JourneyFold.Outcome outcome = fold.advance(Facts.ANNA, journey, time, surroundings);
    revisions.addAll(outcome.revisions());
    notices.addAll(outcome.notices());
    corrections.addAll(outcome.corrections());
    bursts.addAll(outcome.bursts());
    return outcome.revisions();
  }

  /** As the graph does it: only the moments that the journey asks for. */
  public void advanceByTimersTo(long time) {
    int steps = 0;
    for (long due = due(); due <= time; due = due()) {
      boolean tidies = due >= journey.forgetAt();
      if (tidies || !passesFromHead(due)) {
        advanceTo(due);
      }
      if (++steps > 10_000) {
        throw new AssertionError("the journey asks to be woken for ever, at " + due);
      }
    }
  }

  private boolean passesFromHead(long due) {
    return journey.head().waitsOn(due, surroundings.feeds())
        || journey.head().passesOver(due, surroundings);
  }

  private long due() {
    return journey.isEmpty() ? Long.MAX_VALUE : Math.min(journey.nextStep(), journey.forgetAt());
  }

  /** A crash and a restore. */
  public void restart() {
    journey =
        new Journey(
            JourneyHead.unpack(journey.head().pack()),
            JourneyBody.unpack(journey.body().pack()),
            journey.inbox().stream().map(envelope -> Envelope.unpack(envelope.pack())).toList());
  }

  /** What is kept, in bytes. */
  public int size() {
    return journey.head().pack().length
        + journey.body().pack().length
        + journey.inbox().stream().mapToInt(envelope -> envelope.pack().length).sum();
  }

  public Journey state() {
    return journey;
  }

  public List<AlertRevision> revisions() {
    return revisions;
  }

  /** The revisions again, for those who act on alerts. */
  public List<AlertNotice> notices() {
    return notices;
  }

  public List<Correction> corrections() {
    return corrections;
  }

  /** Revisions by alert id, in the order in which they left. */
  public Map<String, List<AlertRevision>> byAlert() {
    Map<String, List<AlertRevision>> result = new LinkedHashMap<>();
    for (AlertRevision revision : revisions) {
      result
          .computeIfAbsent(revision.suspicion().alertId(), any -> new ArrayList<>())
          .add(revision);
    }
    return result;
  }

  /** What was told of machines. */
  public List<Burst> bursts() {
    return bursts;
  }

  /**
   * Each revision in the form {@code tv SUSPECTED +3600000}, the time counted from T0; of an alert
   * about all of a customer's {@code null} stands for the family.
   */
  public List<String> told() {
    return revisions.stream().map(TestJourney::inWords).toList();
  }

  /** Likewise, the revisions of one pattern's alerts only. */
  public List<String> told(String pattern) {
    return revisions.stream()
        .filter(revision -> revision.suspicion().rule().pattern().equals(pattern))
        .map(TestJourney::inWords)
        .toList();
  }

  static String inWords(AlertRevision revision) {
    RetractReason reason = revision.transition().reason();
    return revision.suspicion().subject().family()
        + " "
        + revision.transition().status()
        + (reason == null ? "" : " " + reason)
        + " "
        + at(revision.transition().decidedAt());
  }

  /** How {@link #told()} writes a time. */
  static String at(long time) {
    return String.format("%+d", time - Facts.T0);
  }
}
