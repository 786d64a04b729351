package dev.showroom.stream;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * How much memory a job may take to hold the state of the keys that were touched last, and how it
 * paces their timers; and the operators that do so.
 *
 * @param bytes of all operators and their subtasks together; 0 for no such memory
 */
public record KeyMemory(long bytes, Pace pace) {
  private static final long MOST = 4L << 30;
  private static final long BESIDE_OTHERS = 32L << 20;

  /** The name that Flink's operators give their timers. */
  private static final String TIMERS = "user-timers";

  /** A third of the heap: for a bounded run, which has the process for itself. */
  static KeyMemory ofHeap() {
    return new KeyMemory(Math.min(MOST, Runtime.getRuntime().maxMemory() / 3), Pace.UNBROKEN);
  }

  /**
   * As much as is written within some ten milliseconds: for a job that runs on, whose checkpoints
   * alerts must not wait for, nor they for timers.
   */
  static KeyMemory small() {
    return new KeyMemory(BESIDE_OTHERS, Pace.LIVE);
  }

  /**
   * Flink's own operator, with a cache before its state.
   *
   * @param percent of all the memory
   */
  <F extends KeyedProcessFunction<String, I, O> & KeyCache.User & OneTimer, I, O>
      SingleOutputStreamOperator<O> process(
          KeyedStream<I, String> in, F function, int percent, TypeInformation<O> out) {
    return in.transform("keyed", out, new Keyed<>(function, bytes * percent / 100, pace));
  }

  /**
   * Likewise, with what is broadcast to it.
   *
   * @param states the broadcast states
   */
  <F extends KeyedBroadcastProcessFunction<String, I, B, O> & KeyCache.User & OneTimer, I, B, O>
      SingleOutputStreamOperator<O> process(
          KeyedStream<I, String> in,
          DataStream<B> broadcast,
          List<MapStateDescriptor<?, ?>> states,
          F function,
          int percent,
          TypeInformation<O> out) {
    return in.connect(broadcast.broadcast())
        .transform(
            "keyed", out, new WithBroadcast<>(function, states, bytes * percent / 100, pace));
  }

  private static KeyCache cache(AbstractStreamOperator<?> operator, long bytes) {
    if (bytes == 0) {
      return null;
    }
    int subtasks = operator.getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    return new KeyCache(
        bytes / subtasks,
        new KeyCache.Keys() {
          @Override
          public Object current() {
            return operator.getCurrentKey();
          }

          @Override
          public void switchTo(Object key) {
            operator.setCurrentKey(key);
          }
        });
  }

  /** Runs a keyed function. */
  static final class Keyed<I, O> extends KeyedProcessOperator<String, I, O> {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final Pace pace;
    private transient KeyCache cache;
    private transient PacedTimers timers;

    <F extends KeyedProcessFunction<String, I, O> & KeyCache.User & OneTimer> Keyed(
        F function, long bytes, Pace pace) {
      super(function);
      this.bytes = bytes;
      this.pace = pace;
    }

    @Override
    public void open() throws Exception {
      cache = cache(this, bytes);
      ((KeyCache.User) userFunction).use(cache);
      super.open();
      timers =
          new PacedTimers(
              pace,
              (OneTimer) userFunction,
              new PacedTimers.Parts(
                  timeServiceManager,
                  getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this),
                  this,
                  output,
                  getProcessingTimeService()));
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
      timers.catchUp(getCurrentKey());
      super.processElement(element);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
      timers.advance(watermark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
      timers.status(status);
    }

    @Override
    public void finish() throws Exception {
      timers.finish();
      super.finish();
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
        long checkpoint, long time, CheckpointOptions options, CheckpointStreamFactory storage)
        throws Exception {
      timers.snapshot(options.getCheckpointType());
      return super.snapshotState(checkpoint, time, options, storage);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      if (cache != null) {
        cache.flush();
      }
      super.snapshotState(context);
    }
  }

  /** Runs a keyed function that something is broadcast to. */
  static final class WithBroadcast<I, B, O> extends CoBroadcastWithKeyedOperator<String, I, B, O> {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final Pace pace;
    private transient KeyCache cache;
    private transient PacedTimers timers;

    <F extends KeyedBroadcastProcessFunction<String, I, B, O> & KeyCache.User & OneTimer>
        WithBroadcast(F function, List<MapStateDescriptor<?, ?>> states, long bytes, Pace pace) {
      super(function, states);
      this.bytes = bytes;
      this.pace = pace;
    }

    @Override
    public void open() throws Exception {
      cache = cache(this, bytes);
      ((KeyCache.User) userFunction).use(cache);
      super.open();
      timers =
          new PacedTimers(
              pace,
              (OneTimer) userFunction,
              new PacedTimers.Parts(
                  timeServiceManager,
                  getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this),
                  this,
                  output,
                  getProcessingTimeService()));
    }

    @Override
    public void processElement1(StreamRecord<I> element) throws Exception {
      timers.catchUp(getCurrentKey());
      super.processElement1(element);
    }

    @Override
    public void processElement2(StreamRecord<B> element) throws Exception {
      timers.beforeBroadcast();
      super.processElement2(element);
      timers.afterBroadcast();
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
      timers.advance(watermark);
    }

    /** As Flink's, but for who passes the status on. */
    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
      boolean wasIdle = combinedWatermark.isIdle();
      if (combinedWatermark.updateStatus(input, status.isIdle())) {
        processWatermark(new Watermark(combinedWatermark.getCombinedWatermark()));
      }
      if (wasIdle != combinedWatermark.isIdle()) {
        timers.status(status);
      }
    }

    @Override
    public void finish() throws Exception {
      timers.finish();
      super.finish();
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
        long checkpoint, long time, CheckpointOptions options, CheckpointStreamFactory storage)
        throws Exception {
      timers.snapshot(options.getCheckpointType());
      return super.snapshotState(checkpoint, time, options, storage);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      if (cache != null) {
        cache.flush();
      }
      super.snapshotState(context);
    }
  }
}
