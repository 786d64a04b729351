package dev.showroom.stream;

import dev.showroom.core.insight.Change;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Insight;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The two operators that make figures, one behind the other, on real state and real timers. */
final class InsightChain implements AutoCloseable {
  private final OperatorHarness<Notice, Change> cases;
  private final OperatorHarness<Change, Outbound> accounts;
  private final Map<String, Insight> newest = new TreeMap<>();

  InsightChain(Backend backend, Duration every) throws Exception {
    cases =
        new OperatorHarness<>(
            backend,
            InsightCases::new,
            new InsightCases.BySubject(),
            Packings.INSIGHT_CHANGE.as(Change.class));
    accounts =
        new OperatorHarness<>(
            backend,
            () -> new InsightFunction(every),
            InsightFunction::accountOf,
            Packings.OUTBOUND.as(Outbound.class));
  }

  void give(Notice... notices) throws Exception {
    for (Notice notice : notices) {
      cases.give(notice);
    }
    for (Change change : cases.taken()) {
      accounts.give(change);
    }
  }

  void watermark(long time) throws Exception {
    cases.watermark(time);
    accounts.watermark(time);
  }

  /** What has been told since the last call. */
  List<Insight> taken() {
    List<Insight> insights = new ArrayList<>();
    for (Outbound outbound : accounts.taken()) {
      Insight insight = Told.insights(List.of(outbound)).get(0);
      insights.add(insight);
      newest.put(outbound.key(), insight);
    }
    return insights;
  }

  /** Of all that was ever taken, the newest of each key. */
  Map<String, Insight> newest() {
    taken();
    return newest;
  }

  int timers() {
    return cases.timers() + accounts.timers();
  }

  int keysInState() {
    return cases.keysInState() + accounts.keysInState();
  }

  void crashAndRestore() throws Exception {
    cases.crashAndRestore();
    accounts.crashAndRestore();
  }

  boolean stateHolds(String text) throws Exception {
    return cases.stateHolds(text) || accounts.stateHolds(text);
  }

  @Override
  public void close() throws Exception {
    cases.close();
    accounts.close();
  }
}
