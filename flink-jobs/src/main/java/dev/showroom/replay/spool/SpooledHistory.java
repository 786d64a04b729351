package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.PartitionWatermark;
import dev.showroom.core.intake.RawLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a spool, with the watermarks that belong between them: a function of the records
 * alone.
 *
 * <p>A watermark only shows in what it makes late. So of many that a live job would emit those are
 * left out behind which nothing late comes, but for one now and then that lets deadlines pass.
 */
final class SpooledHistory implements AutoCloseable {
  /** Watermarks are broadcast to all subtasks, so not each record has one. */
  private static final int RECORDS_PER_WATERMARK = 256;

  /** How often a live job looks at its clocks, as in its settings. */
  private static final long MILLIS_PER_TICK = 50;

  /** In a silence they are looked at in steps that grow to this: short for what counts as live. */
  private static final long LONGEST_STEP_MILLIS = 60_000;

  private final Reading reading;
  private final SpooledRuns runs;
  private final List<PartitionWatermark> feeds = new ArrayList<>();
  private HistoryRecord held;
  private long taken;
  private long emitted = RawLine.NONE;
  private long due = RawLine.NONE;
  private long newest = RawLine.NONE;
  private long clock = Long.MIN_VALUE;
  private long ticked = Long.MIN_VALUE;
  private int sinceWatermark;
  private boolean stopping;
  private boolean ended;

  /**
   * @param taken records that an earlier reader has taken already
   */
  SpooledHistory(Spool spool, Reading reading, long taken) throws IOException {
    this.reading = reading;
    this.runs = new SpooledRuns(spool);
    held = runs.next();
    if (held != null) {
      arrived(held);
    }
    while (this.taken < taken && held != null) {
      next();
    }
  }

  /** How many have been taken. */
  long taken() {
    return taken;
  }

  /** Ends before the next moment of event time. */
  void stop() {
    stopping = true;
  }

  /** The next record, last of all the end mark unless the job stays open, then null. */
  HistoryRecord next() throws IOException {
    if (held == null) {
      return end();
    }
    HistoryRecord record = held;
    held = runs.next();
    taken++;
    newest = Math.max(newest, record.time());
    if (stopping && (held == null || held.time() > record.time())) {
      held = null;
      return record.withWatermark(watermarkBehind(record, true));
    }
    return record.withWatermark(watermarkBehind(record, held == null));
  }

  private long watermarkBehind(HistoryRecord record, boolean last) {
    if (reading.order() == ReplayOrder.EVENT_TIME) {
      long known = last ? record.time() : held.time();
      due = known == RawLine.NONE ? due : Math.max(due, known - 1 - reading.lagMillis());
    } else if (held != null) {
      arrived(held);
    }
    boolean makesLate =
        reading.order() == ReplayOrder.ARRIVAL && held != null && held.time() <= due;
    if (due > emitted && (makesLate || last || ++sinceWatermark >= RECORDS_PER_WATERMARK)) {
      sinceWatermark = 0;
      emitted = due;
      return due;
    }
    return RawLine.NONE;
  }

  /** What a live job's clocks showed just before the record came, and the record itself. */
  private void arrived(HistoryRecord record) {
    if (reading.order() != ReplayOrder.ARRIVAL) {
      return;
    }
    clock = Math.max(clock, record.arrivedAt());
    tickUntil(clock);
    while (feeds.size() <= record.feed()) {
      feeds.add(new PartitionWatermark(reading.quietMillis(), reading.idleMillis(), clock));
    }
    PartitionWatermark feed = feeds.get(record.feed());
    feed.active(clock);
    if (record.time() != RawLine.NONE) {
      feed.accept(record.time(), reading.latenessMillis().get(record.topic()));
    }
  }

  /**
   * A partition that is live follows the clock, and so stays live however long it is silent: only
   * if the clock is looked at meanwhile.
   */
  private void tickUntil(long now) {
    if (ticked != Long.MIN_VALUE) {
      long step = MILLIS_PER_TICK;
      while (now - ticked > step) {
        tick(ticked + step);
        step = Math.min(2 * step, LONGEST_STEP_MILLIS);
      }
      if (now - ticked < MILLIS_PER_TICK) {
        return;
      }
    }
    tick(now);
  }

  private void tick(long now) {
    ticked = now;
    long lowest = Long.MAX_VALUE;
    for (PartitionWatermark feed : feeds) {
      feed.tick(now, now);
      if (!feed.isIdle()) {
        lowest = Math.min(lowest, feed.watermark());
      }
    }
    if (lowest != Long.MAX_VALUE) {
      due = Math.max(due, lowest);
    }
  }

  private HistoryRecord end() {
    if (ended || reading.staysOpen()) {
      return null;
    }
    ended = true;
    if (!stopping) {
      return HistoryRecord.end(reading.end());
    }
    return HistoryRecord.end(
        reading.order() == ReplayOrder.EVENT_TIME ? newest : Math.max(due, emitted));
  }

  @Override
  public void close() throws IOException {
    runs.close();
  }
}
