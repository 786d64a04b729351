package dev.showroom.core.feed;

import dev.showroom.core.History;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one feed has reported, as steps of event time at which it became complete further. A
 * function of the set of reports, but for those that no late record can ask for any more.
 * Immutable.
 */
public final class FeedHistory {
  private static final long KEPT = History.HORIZON.plus(Duration.ofDays(2)).toMillis();

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final FeedHistory EMPTY = new FeedHistory(Long.MAX_VALUE, List.of());

  private record Step(long time, long completeThrough) {}

  private final long first;
  private final List<Step> steps;

  private FeedHistory(long first, List<Step> steps) {
    this.first = first;
    this.steps = steps;
  }

  public static FeedHistory empty() {
    return EMPTY;
  }

  /**
   * @param decided up to when all is decided, event time: only a late record asks for what was
   *     then, while reports may be far ahead of decisions
   */
  public FeedHistory with(FeedReport report, long decided) {
    List<Step> next = new ArrayList<>(steps.size() + 1);
    Step added = new Step(report.time(), report.completeThrough());
    for (Step step : steps) {
      boolean saysNoMore =
          step.time() >= added.time() && step.completeThrough() <= added.completeThrough();
      boolean saysAll =
          step.time() <= added.time() && step.completeThrough() >= added.completeThrough();
      if (saysAll) {
        return report.time() < first ? new FeedHistory(report.time(), steps) : this;
      }
      if (!saysNoMore) {
        next.add(step);
      }
    }
    int at = next.size();
    while (at > 0 && next.get(at - 1).time() > added.time()) {
      at--;
    }
    next.add(at, added);
    while (next.size() > 1 && next.get(1).time() + KEPT < decided) {
      next.remove(0);
    }
    return new FeedHistory(Math.min(first, report.time()), next);
  }

  /** Event time of its first report. */
  public long first() {
    return first;
  }

  /** Event time of its newest report that said something new. */
  public long newest() {
    return steps.isEmpty() ? Long.MIN_VALUE : steps.get(steps.size() - 1).time();
  }

  /** Up to when it is complete by all that it has reported; {@link Long#MIN_VALUE} for never. */
  long completeThrough() {
    return steps.isEmpty() ? Long.MIN_VALUE : steps.get(steps.size() - 1).completeThrough();
  }

  /** From when on it is complete through {@code time}; {@link Long#MAX_VALUE} for not yet. */
  long reaches(long time) {
    for (Step step : steps) {
      if (step.completeThrough() >= time) {
        return step.time();
      }
    }
    return Long.MAX_VALUE;
  }

  public byte[] pack() {
    PackWriter out =
        new PackWriter(16 + 12 * steps.size()).number(FORM).number(first).number(steps.size());
    steps.forEach(step -> out.number(step.time()).number(step.time() - step.completeThrough()));
    return out.toBytes();
  }

  public static FeedHistory unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a feed's reports");
    long first = in.number();
    int count = in.integer();
    List<Step> steps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long time = in.number();
      steps.add(new Step(time, time - in.number()));
    }
    return new FeedHistory(first, steps);
  }
}
