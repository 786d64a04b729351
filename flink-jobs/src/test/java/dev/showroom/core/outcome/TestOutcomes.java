package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.ANNA;
import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Envelope.Kind;
import dev.showroom.core.notice.OutcomeNotice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One customer's outcomes as the operator runs them: woken by one timer, packed in between. */
final class TestOutcomes {
  private final Catalogue catalogue;
  private final Map<String, FeedHistory> feeds = new HashMap<>();
  private final List<OutcomeNotice> notices = new ArrayList<>();
  private OutcomeBook book = new OutcomeBook();
  private long watermark = Long.MIN_VALUE;
  private int wakings;

  TestOutcomes() {
    this(Facts.SHOP);
  }

  TestOutcomes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  OutcomeBook book() {
    return book;
  }

  int wakings() {
    return wakings;
  }

  // ---- what comes

  TestOutcomes with(Decided... decisions) {
    for (Decided decided : decisions) {
      book.accept(OutcomeInput.unpack(OutcomeInput.of(decided.notice()).pack()));
    }
    return this;
  }

  TestOutcomes with(Fact... facts) {
    for (Fact fact : facts) {
      with(Envelope.of(ANNA, false, fact));
    }
    return this;
  }

  TestOutcomes with(Envelope... envelopes) {
    for (Envelope envelope : envelopes) {
      book.accept(OutcomeInput.unpack(OutcomeInput.of(envelope).pack()));
    }
    return this;
  }

  static Envelope given(Fact fact, long knownAt, long until) {
    return envelope(Kind.GIVE, fact, knownAt, until);
  }

  static Envelope takenBack(Fact fact, long knownAt, long until) {
    return envelope(Kind.TAKE_BACK, fact, knownAt, until);
  }

  private static Envelope envelope(Kind kind, Fact fact, long knownAt, long until) {
    return new Envelope(
        ANNA, false, kind, fact.topic(), fact.time(), knownAt, until, FactCodec.pack(fact), null);
  }

  TestOutcomes report(String feed, long time, long completeThrough) {
    FeedReport report = new FeedReport(feed, time, completeThrough);
    feeds.put(feed, feeds.getOrDefault(feed, FeedHistory.empty()).with(report, watermark));
    return this;
  }

  /** The state as a checkpoint would bring it back. */
  TestOutcomes restart() {
    book = OutcomeBook.unpack(book.pack());
    return this;
  }

  // ---- time

  /** Lets the watermark be {@code time}: the customer's timer fires as often as it is due. */
  TestOutcomes advanceTo(long time) {
    while (dueAt() <= time) {
      advance(dueAt());
    }
    watermark = time;
    return this;
  }

  private long dueAt() {
    return Math.min(book.nextStep(), book.forgetAt());
  }

  /** One wake-up, early or late. */
  void advance(long upTo) {
    wakings++;
    notices.addAll(book.advance(upTo, catalogue, new FeedClock(feeds::values)));
  }

  // ---- what is told

  List<OutcomeNotice> notices() {
    return notices;
  }

  /** What holds of each decision, by its id. */
  Map<String, String> holding() {
    Map<String, String> last = new LinkedHashMap<>();
    notices.forEach(notice -> last.put(notice.decision().decisionId(), words(notice)));
    return last;
  }

  List<String> told() {
    return notices.stream().map(notice -> notice.revision() + " " + words(notice)).toList();
  }

  List<String> told(String decisionId) {
    return notices.stream()
        .filter(notice -> notice.decision().decisionId().equals(decisionId))
        .map(notice -> notice.revision() + " " + words(notice))
        .toList();
  }

  static String words(OutcomeNotice notice) {
    return "%s %s %d %d%s"
        .formatted(
            notice.outcome(),
            at(notice.time()),
            notice.revenueMinor(),
            notice.marginMinor(),
            notice.redeemed() ? " redeemed" : "");
  }

  /** As a distance from {@link Facts#T0}. */
  static String at(long time) {
    long rest = time - T0;
    return "%dd%dh%dm%d"
        .formatted(rest / DAY, rest % DAY / HOUR, rest % HOUR / MINUTE, rest % MINUTE);
  }
}
