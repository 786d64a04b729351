package dev.showroom.stream;

import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager.ShouldStopAdvancingFn;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Fires the timers of a keyed operator in slices, however many a watermark makes due: Flink fires
 * them in one go, and the barrier of a checkpoint waits as long as that takes. Between two slices
 * it is the turn of what arrives.
 *
 * <p>Each key sees what it would see if all had fired at once: before anything of a key is
 * processed, the key's own timer fires if it is due, and the watermark is the one that has come. A
 * watermark goes on only when all timers up to it have fired. Those that have not are in the state
 * of timers as ever: a snapshot holds them, and after a restore the next watermark makes them due.
 *
 * <p>The end of the input waits until all have fired.
 */
final class PacedTimers {
  private static final ShouldStopAdvancingFn NEVER = () -> false;

  /**
   * What Flink gives an operator.
   *
   * @param timers of the operator's one service of them
   * @param operator whose timers they are
   * @param clock paces the slices
   */
  record Parts(
      InternalTimeServiceManager<?> manager,
      InternalTimerService<VoidNamespace> timers,
      Triggerable<String, VoidNamespace> operator,
      Output<?> output,
      ProcessingTimeService clock) {}

  private final Pace pace;
  private final Parts parts;
  private final OneTimer function;

  /** All timers up to here have fired, and who comes next in the graph knows. */
  private long done = Long.MIN_VALUE;

  /** Up to here timers fire at present. */
  private long firing = Long.MIN_VALUE;

  /** The watermark that has come. */
  private long reached = Long.MIN_VALUE;

  /** Whether it is the turn of what arrives, after which the firing goes on. */
  private boolean waits;

  private boolean arrived;

  /** Whether the input has become idle, which is told only after the watermark. */
  private boolean becomesIdle;

  private boolean stopped;

  PacedTimers(Pace pace, OneTimer function, Parts parts) {
    this.pace = pace;
    this.function = function;
    this.parts = parts;
  }

  /** Fires what has become due, or the first slice of it. */
  void advance(Watermark watermark) throws Exception {
    boolean ends = watermark.equals(Watermark.MAX_WATERMARK);
    if (ends) {
      // By the largest watermark functions know the end, at which deadlines stay open. What was due
      // before is none of those.
      finish();
    }
    reached = Math.max(reached, watermark.getTimestamp());
    if (ends) {
      finish();
    } else if (waits) {
      parts.timers.initializeWatermark(reached);
    } else {
      fire();
    }
  }

  /** Whether timers that are due have not fired yet. */
  private boolean isBehind() {
    return done < reached;
  }

  /** Before an element of the key is processed. */
  void catchUp(Object key) throws Exception {
    arrived = true;
    if (!isBehind()) {
      return;
    }
    for (long due = function.timerAt(); due <= reached; due = function.timerAt()) {
      parts.timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, due);
      parts.operator.onEventTime(
          new TimerHeapInternalTimer<>(due, (String) key, VoidNamespace.INSTANCE));
    }
  }

  /**
   * Before something that is for all keys is processed, which sees as the watermark up to when all
   * has been decided. No key has to catch up for it: of what holds from later than the watermark on
   * no decision up to there can know, and what is late has always overtaken watermarks, which take
   * longer ways through the graph.
   */
  void beforeBroadcast() {
    arrived = true;
    if (isBehind()) {
      parts.timers.initializeWatermark(done);
    }
  }

  void afterBroadcast() {
    if (isBehind()) {
      parts.timers.initializeWatermark(reached);
    }
  }

  /**
   * When a snapshot is taken. After the one that a job stops with nothing may fire: the job that
   * goes on from it would tell the same again. Flink stops the clock of an operator with one input
   * even before; that of one with two goes on.
   */
  void snapshot(SnapshotType type) {
    stopped |= type instanceof SavepointType savepoint && savepoint.isSynchronous();
  }

  /** Passes on whether the input is idle, in its order with watermarks. */
  void status(WatermarkStatus status) {
    if (isBehind() && status.isIdle()) {
      becomesIdle = true;
    } else if (becomesIdle) {
      becomesIdle = false;
    } else {
      parts.output.emitWatermarkStatus(status);
    }
  }

  /** Fires all that is due. */
  void finish() throws Exception {
    fire(NEVER);
  }

  private void fire() throws Exception {
    if (pace.isUnbroken()) {
      fire(NEVER);
    } else {
      long end = System.nanoTime() + pace.slice().toNanos();
      fire(() -> System.nanoTime() - end >= 0);
    }
  }

  private void fire(ShouldStopAdvancingFn isOver) throws Exception {
    while (isBehind() && !stopped) {
      if (firing == done) {
        firing = reached;
      }
      if (!parts.manager.tryAdvanceWatermark(new Watermark(firing), isOver)) {
        parts.timers.initializeWatermark(reached);
        giveTurn();
        return;
      }
      done = firing;
      parts.output.emitWatermark(new Watermark(done));
    }
    if (becomesIdle) {
      becomesIdle = false;
      parts.output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  private void giveTurn() {
    waits = true;
    letArrive(pace.turn().toMillis());
  }

  /** For a millisecond, and on while something arrives in each: it may have nothing to take. */
  private void letArrive(long millis) {
    arrived = false;
    parts.clock.registerTimer(
        parts.clock.getCurrentProcessingTime() + 1,
        later -> {
          if (arrived && millis > 1) {
            letArrive(millis - 1);
          } else {
            goOn();
          }
        });
  }

  private void goOn() throws Exception {
    waits = false;
    fire();
  }
}
