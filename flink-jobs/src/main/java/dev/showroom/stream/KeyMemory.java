package dev.showroom.stream;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * How much memory a job may take to hold the state of the keys that were touched last; and the
 * operators that hold it.
 *
 * @param bytes of all operators and their subtasks together; 0 for no such memory
 */
public record KeyMemory(long bytes) {
  private static final long MOST = 2L << 30;
  private static final long BESIDE_OTHERS = 32L << 20;

  /** A quarter of the heap: for a bounded run, which has the process for itself. */
  static KeyMemory ofHeap() {
    return new KeyMemory(Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
  }

  /**
   * As much as is written within some ten milliseconds: for a job that runs on, whose checkpoints
   * alerts must not wait for.
   */
  static KeyMemory small() {
    return new KeyMemory(BESIDE_OTHERS);
  }

  /**
   * Flink's own operator, with a cache before its state.
   *
   * @param percent of all the memory
   */
  <F extends KeyedProcessFunction<String, I, O> & KeyCache.User, I, O>
      SingleOutputStreamOperator<O> process(
          KeyedStream<I, String> in, F function, int percent, TypeInformation<O> out) {
    return in.transform("keyed", out, new Keyed<>(function, bytes * percent / 100));
  }

  /**
   * Likewise, with what is broadcast to it.
   *
   * @param states the broadcast states
   */
  <F extends KeyedBroadcastProcessFunction<String, I, B, O> & KeyCache.User, I, B, O>
      SingleOutputStreamOperator<O> process(
          KeyedStream<I, String> in,
          DataStream<B> broadcast,
          List<MapStateDescriptor<?, ?>> states,
          F function,
          int percent,
          TypeInformation<O> out) {
    return in.connect(broadcast.broadcast())
        .transform("keyed", out, new WithBroadcast<>(function, states, bytes * percent / 100));
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
    private transient KeyCache cache;

    <F extends KeyedProcessFunction<String, I, O> & KeyCache.User> Keyed(F function, long bytes) {
      super(function);
      this.bytes = bytes;
    }

    @Override
    public void open() throws Exception {
      cache = cache(this, bytes);
      ((KeyCache.User) userFunction).use(cache);
      super.open();
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
    private transient KeyCache cache;

    <F extends KeyedBroadcastProcessFunction<String, I, B, O> & KeyCache.User> WithBroadcast(
        F function, List<MapStateDescriptor<?, ?>> states, long bytes) {
      super(function, states);
      this.bytes = bytes;
    }

    @Override
    public void open() throws Exception {
      cache = cache(this, bytes);
      ((KeyCache.User) userFunction).use(cache);
      super.open();
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
