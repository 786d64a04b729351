package dev.showroom.stream;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.MINUTE;
import static dev.showroom.core.insight.GivenNotices.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.OutcomeKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The newest of each figure is a function of the notices: whatever the order in which parts of the
 * graph tell them, the steps of the watermark, how often figures are told, and where it crashed.
 * What one part tells of one alert comes in order, as it does in the graph. The seed is fixed, so
 * that the build says the same of the same code.
 */
class InsightOrderPropertyTest {
  private static final long END = T0 + 90 * DAY;

  @Property(
      tries = 60,
      seed = "20260201",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void theNewestFiguresDoNotDependOnOrderStepsPaceOrCrashes(@ForAll long seed) throws Exception {
    List<NoticeWorld.Part> world = NoticeWorld.of(new Random(seed));

    Map<String, Insight> live =
        newest(world, new Random(seed + 1), InsightFunction.EACH_MINUTE, Backend.HEAP);
    Map<String, Insight> replayed =
        newest(world, new Random(seed + 2), InsightFunction.IN_THE_END, Backend.HEAP);

    assertThat(live).isNotEmpty().isEqualTo(replayed);
    assertThat(counts(live)).isEqualTo(byHand(world));
  }

  @Property(
      tries = 5,
      seed = "20260202",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void norOnTheStateBackend(@ForAll long seed) throws Exception {
    List<NoticeWorld.Part> world = NoticeWorld.of(new Random(seed));

    assertThat(newest(world, new Random(seed + 1), InsightFunction.EACH_MINUTE, Backend.ROCKSDB))
        .isEqualTo(newest(world, new Random(seed), InsightFunction.EACH_MINUTE, Backend.HEAP));
  }

  private static Map<String, Insight> newest(
      List<NoticeWorld.Part> world, Random dice, Duration every, Backend backend) throws Exception {
    List<Deque<Notice>> waiting = new ArrayList<>();
    world.forEach(part -> waiting.add(new ArrayDeque<>(part.notices())));
    try (InsightChain chain = new InsightChain(backend, every)) {
      long from = T0 - DAY;
      while (from < END) {
        // Long steps and short ones: what falls between two may come in any order.
        long to = from + 1 + (long) (Math.pow(dice.nextDouble(), 6) * 4 * DAY);
        List<Deque<Notice>> due = new ArrayList<>();
        for (Deque<Notice> part : waiting) {
          part.stream().filter(notice -> time(notice) <= to).forEach(notice -> due.add(part));
        }
        while (!due.isEmpty()) {
          chain.give(due.remove(dice.nextInt(due.size())).remove());
          if (dice.nextInt(200) == 0) {
            chain.crashAndRestore();
          }
        }
        chain.watermark(to);
        chain.newest();
        from = to;
      }
      if (dice.nextBoolean()) {
        chain.watermark(Long.MAX_VALUE);
        return Map.copyOf(chain.newest());
      }
      chain.watermark(END + 90 * DAY);
      Map<String, Insight> newest = Map.copyOf(chain.newest());
      assertThat(chain.keysInState()).isZero();
      assertThat(chain.timers()).isZero();
      return newest;
    }
  }

  private static long time(Notice notice) {
    return notice.time();
  }

  // ---- the same, counted by hand

  private static Map<String, Double> counts(Map<String, Insight> figures) {
    Map<String, Double> counts = new TreeMap<>();
    for (Insight insight : figures.values()) {
      boolean whole =
          insight.getStoreId() == null
              && insight.getCategory() == null
              && insight.getPattern() == null
              && insight.getOffer() == null
              && insight.getCampaign() == null;
      String metric = insight.getMetric();
      if (whole && metric.matches("(shadow.)?(alerts|coupons)") && insight.getValue() != 0) {
        counts.put(key(metric, insight, insight.getLabel()), insight.getValue());
      }
      if (whole && metric.endsWith("save.rate") && insight.getCount() != 0) {
        String arm = insight.getArm().toString();
        double hits = Math.rint(insight.getValue() * insight.getCount());
        counts.put(key(metric, insight, arm), hits);
        counts.put(key(metric + " of", insight, arm), (double) insight.getCount());
      }
    }
    counts.values().removeIf(value -> value == 0);
    return counts;
  }

  private static String key(String metric, Insight insight, String label) {
    long from = insight.getWindowStart().toEpochMilli();
    return key(metric, from, insight.getWindowEnd().toEpochMilli() - from, label);
  }

  private static String key(String metric, long from, long length, String label) {
    return metric + " " + from + " " + length + " " + label;
  }

  /** Of each part what was told last before its day was settled. */
  private static Map<String, Double> byHand(List<NoticeWorld.Part> world) {
    Map<String, Double> counts = new HashMap<>();
    for (NoticeWorld.Part part : world) {
      Notice last = null;
      for (Notice notice : part.notices()) {
        long day = Math.floorDiv(cohort(notice), DAY) * DAY;
        last = notice.time() < day + 61 * DAY ? notice : last;
      }
      if (last != null) {
        for (long length : new long[] {MINUTE, HOUR, DAY}) {
          count(last, length, counts);
        }
      }
    }
    counts.values().removeIf(value -> value == 0);
    return new TreeMap<>(counts);
  }

  private static long cohort(Notice notice) {
    return notice instanceof AlertNotice alert
        ? alert.raisedAt()
        : notice instanceof CouponNotice coupon
            ? coupon.decidedAt()
            : notice instanceof OutcomeNotice outcome
                ? outcome.decision().decidedAt()
                : notice.time();
  }

  private static void count(Notice last, long length, Map<String, Double> counts) {
    long start = Math.floorDiv(cohort(last), length) * length;
    if (last instanceof AlertNotice alert) {
      String metric = alert.shadow() ? "shadow.alerts" : "alerts";
      counts.merge(key(metric, start, length, alert.status().toString()), 1.0, Double::sum);
    } else if (last instanceof CouponNotice coupon) {
      counts.merge(key("coupons", start, length, coupon.state().toString()), 1.0, Double::sum);
    } else if (last instanceof OutcomeNotice outcome && outcome.outcome() != OutcomeKind.EXPIRED) {
      String metric = outcome.decision().shadow() ? "shadow.save.rate" : "save.rate";
      String arm = outcome.decision().arm().toString();
      boolean saved =
          outcome.outcome() == OutcomeKind.SAVED || outcome.outcome() == OutcomeKind.SETTLED;
      counts.merge(key(metric + " of", start, length, arm), 1.0, Double::sum);
      counts.merge(key(metric, start, length, arm), saved ? 1.0 : 0.0, Double::sum);
    }
  }
}
