package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.intake.Envelope.FOREVER;

import dev.showroom.core.Facts;
import dev.showroom.core.History;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.outcome.OutcomeWorld.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * One way in which a world may arrive: in any order, twice, in between watermarks that move by any
 * steps, with restarts; as long as what is punctual is there before its watermark. Decisions always
 * are.
 */
final class OutcomeDelivery {
  private record Item(int step, int order, Runnable arrival) {}

  private final OutcomeWorld world;
  private final Random random;
  private final double lateShare;
  private final List<Long> watermarks;
  private final List<Item> items = new ArrayList<>();
  private final TestOutcomes outcomes;
  private int late;

  OutcomeDelivery(OutcomeWorld world, long seed, double lateShare) {
    this.world = world;
    this.random = new Random(seed);
    this.lateShare = lateShare;
    this.watermarks = randomWatermarks();
    this.outcomes = new TestOutcomes(world::product);
    plan();
  }

  /** How many facts came late. */
  int lateFacts() {
    return late;
  }

  private List<Long> randomWatermarks() {
    TreeSet<Long> result = new TreeSet<>();
    int steps = 1 + random.nextInt(40);
    for (int i = 0; i < steps; i++) {
      long about =
          random.nextBoolean()
              ? T0 - 20 * DAY + (long) (random.nextDouble() * 150 * DAY)
              : world.spans.get(random.nextInt(world.spans.size())).from();
      result.add(about + random.nextInt(3) - 1);
    }
    result.add(OutcomeWorld.end());
    return new ArrayList<>(result);
  }

  private void plan() {
    for (Decided decided : world.decisions) {
      int times = 1 + random.nextInt(2);
      for (int i = 0; i < times; i++) {
        int by = punctualBy(decided.at());
        int step = random.nextBoolean() ? by : random.nextInt(by + 1);
        items.add(new Item(step, random.nextInt(1_000), () -> outcomes.with(decided)));
      }
    }
    for (Span span : world.spans) {
      plan(span);
    }
    if (world.erasedAt != Long.MAX_VALUE) {
      int step = random.nextInt(punctualBy(world.erasedAt) + 1);
      items.add(
          new Item(step, random.nextInt(1_000), () -> outcomes.with(Facts.erased(world.erasedAt))));
    }
  }

  private void plan(Span span) {
    boolean unlinkComesLater = span.until() != FOREVER && random.nextBoolean();
    Span first = unlinkComesLater ? new Span(span.fact(), span.from(), FOREVER) : span;
    int given = plan(first.from(), 0, 0, () -> give(first));
    if (unlinkComesLater) {
      plan(span.until(), given, 1, () -> give(span));
    } else if (span.until() == FOREVER && random.nextInt(5) == 0) {
      plan(first.from(), 0, 0, () -> give(first));
    }
    long mistaken = span.from() + random.nextInt(20) * DAY / 2 + 7;
    boolean isThere = world.spans.stream().anyMatch(other -> other.from() == mistaken);
    if (!isThere && random.nextInt(10) == 0) {
      Span mistake = new Span(span.fact(), mistaken, FOREVER);
      int step = plan(mistaken, 0, 0, () -> give(mistake));
      plan(mistaken, step, 1, () -> takeBack(mistake));
    }
  }

  private void give(Span span) {
    outcomes.with(TestOutcomes.given(span.fact(), span.from(), span.until()));
  }

  private void takeBack(Span span) {
    outcomes.with(TestOutcomes.takenBack(span.fact(), span.from(), span.until()));
  }

  private int punctualBy(long due) {
    int by = 0;
    while (watermarks.get(by) < due) {
      by++;
    }
    return by;
  }

  /** Puts an arrival somewhere; returns where. */
  private int plan(long due, int notBefore, int rank, Runnable arrival) {
    int by = punctualBy(due);
    int latest = by;
    while (latest + 1 < watermarks.size()
        && watermarks.get(latest) <= due + History.HORIZON.toMillis()) {
      latest++;
    }
    int step;
    if (latest > by && random.nextDouble() < lateShare) {
      step = by + 1 + random.nextInt(latest - by);
    } else {
      step = random.nextBoolean() ? by : random.nextInt(by + 1);
    }
    step = Math.max(step, notBefore);
    late += step > by ? 1 : 0;
    items.add(new Item(step, rank * 1_000 + random.nextInt(1_000), arrival));
    return step;
  }

  /** Lets all of it arrive. */
  TestOutcomes run() {
    items.sort(Comparator.comparingInt(Item::step).thenComparingInt(Item::order));
    // Reports may be there before anybody can ask, or only just in time.
    long ahead = random.nextBoolean() ? 1_000 * DAY : 0;
    boolean byTimers = random.nextBoolean();
    int next = 0;
    int reported = 0;
    List<FeedReport> reports = new ArrayList<>(world.reports);
    reports.sort(Comparator.comparingLong(FeedReport::time));
    for (int step = 0; step < watermarks.size(); step++) {
      for (; next < items.size() && items.get(next).step() == step; next++) {
        items.get(next).arrival().run();
        if (random.nextInt(8) == 0) {
          outcomes.restart();
        }
      }
      long watermark = watermarks.get(step);
      for (;
          reported < reports.size() && reports.get(reported).time() <= watermark + ahead;
          reported++) {
        FeedReport report = reports.get(reported);
        outcomes.report(report.feed(), report.time(), report.completeThrough());
      }
      if (byTimers || step == watermarks.size() - 1) {
        outcomes.advanceTo(watermark);
      } else {
        outcomes.advance(watermark);
      }
    }
    return outcomes;
  }
}
