package dev.showroom.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * One of the two keyed operators, with a function that says what it sees. An element is {@code
 * key@time} and asks for a timer then; each line told ends with the watermark that was seen.
 */
final class PacedHarness implements AutoCloseable {
  /** Of the operator. */
  enum Inputs {
    ONE,
    WITH_BROADCAST
  }

  final AbstractStreamOperatorTestHarness<String> harness;
  private final List<String> told = new ArrayList<>();
  private long now;
  private long checkpoint;

  PacedHarness(Inputs inputs, Pace pace) throws Exception {
    this(inputs, pace, null);
  }

  PacedHarness(Inputs inputs, Pace pace, OperatorSubtaskState from) throws Exception {
    harness =
        inputs == Inputs.ONE
            ? new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyMemory.Keyed<>(new Says(), 0, pace),
                PacedHarness::keyOf,
                Types.STRING,
                8,
                1,
                0)
            : new KeyedBroadcastOperatorTestHarness<>(
                new KeyMemory.WithBroadcast<>(new SaysAndHears(), List.of(), 0, pace),
                PacedHarness::keyOf,
                Types.STRING,
                8,
                1,
                0);
    harness.setup(Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()));
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
  }

  private static String keyOf(String element) {
    return element.substring(0, element.indexOf('@'));
  }

  @SuppressWarnings("unchecked")
  private KeyedOneInputStreamOperatorTestHarness<String, String, String> one() {
    return (KeyedOneInputStreamOperatorTestHarness<String, String, String>) harness;
  }

  @SuppressWarnings("unchecked")
  private KeyedBroadcastOperatorTestHarness<String, String, String, String> both() {
    return (KeyedBroadcastOperatorTestHarness<String, String, String, String>) harness;
  }

  private boolean hasOne() {
    return harness instanceof KeyedOneInputStreamOperatorTestHarness;
  }

  PacedHarness element(String element) throws Exception {
    if (hasOne()) {
      one().processElement(new StreamRecord<>(element));
    } else {
      both().processElement(new StreamRecord<>(element));
    }
    return collect();
  }

  PacedHarness broadcast(String element) throws Exception {
    both().processBroadcastElement(new StreamRecord<>(element));
    return collect();
  }

  PacedHarness watermark(long time) throws Exception {
    if (hasOne()) {
      one().processWatermark(time);
    } else {
      both().processWatermark(time);
      both().processBroadcastWatermark(time);
    }
    return collect();
  }

  PacedHarness idle(boolean idle) throws Exception {
    WatermarkStatus status = idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
    if (hasOne()) {
      one().processWatermarkStatus(status);
    } else {
      both().getTwoInputOperator().processWatermarkStatus1(status);
      both().getTwoInputOperator().processWatermarkStatus2(status);
    }
    return collect();
  }

  /** The clock goes on. */
  PacedHarness later(long millis) throws Exception {
    // A millisecond at a time, as clocks do.
    for (int i = 0; i < millis; i++) {
      harness.setProcessingTime(++now);
    }
    return collect();
  }

  PacedHarness finish() throws Exception {
    harness.getOperator().finish();
    return collect();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return snapshot(CheckpointType.CHECKPOINT);
  }

  OperatorSubtaskState snapshot(SnapshotType type) throws Exception {
    return harness.snapshotWithLocalState(++checkpoint, checkpoint, type).getJobManagerOwnedState();
  }

  private PacedHarness collect() {
    for (Object one : harness.getOutput()) {
      if (one instanceof StreamRecord<?> record) {
        told.add((String) record.getValue());
      } else if (one instanceof Watermark watermark) {
        told.add("watermark " + of(watermark.getTimestamp()));
      } else if (one instanceof WatermarkStatus status) {
        told.add(status.isIdle() ? "IDLE" : "ACTIVE");
      }
    }
    harness.getOutput().clear();
    return this;
  }

  PacedHarness forget() {
    told.clear();
    return this;
  }

  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  /** What it tells until there is nothing left that is due. */
  List<String> drained() throws Exception {
    return later(2_000).told();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  private static String of(long watermark) {
    return watermark == Long.MAX_VALUE
        ? "end"
        : watermark == Long.MIN_VALUE ? "none" : Long.toString(watermark);
  }

  private static long timeOf(String element) {
    return Long.parseLong(element.substring(element.indexOf('@') + 1));
  }

  private static ValueStateDescriptor<Long> timer() {
    return new ValueStateDescriptor<>("timer", Types.LONG);
  }

  /** A key has the timer that its last element asked for. */
  private static final class Says extends KeyedProcessFunction<String, String, String>
      implements KeyCache.User, OneTimer {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> timer;

    @Override
    public void use(KeyCache cache) {
      // It has none.
    }

    @Override
    public void open(OpenContext context) {
      timer = getRuntimeContext().getState(timer());
    }

    @Override
    public long timerAt() throws Exception {
      return timer.value() == null ? Long.MAX_VALUE : timer.value();
    }

    @Override
    public void processElement(String element, Context context, Collector<String> out)
        throws Exception {
      out.collect(element + " seen, " + of(context.timerService().currentWatermark()));
      timer.update(Timers.moved(context.timerService(), timerAt(), timeOf(element)));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      String key = context.getCurrentKey();
      out.collect(key + "@" + time + " fires, " + of(context.timerService().currentWatermark()));
      timer.clear();
      if (key.equals("again") && time < 15) {
        timer.update(Timers.moved(context.timerService(), Long.MAX_VALUE, time + 2));
      }
    }
  }

  /** Likewise, and says what is broadcast. */
  private static final class SaysAndHears
      extends KeyedBroadcastProcessFunction<String, String, String, String>
      implements KeyCache.User, OneTimer {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> timer;

    @Override
    public void use(KeyCache cache) {
      // It has none.
    }

    @Override
    public void open(OpenContext context) {
      timer = getRuntimeContext().getState(timer());
    }

    @Override
    public long timerAt() throws Exception {
      return timer.value() == null ? Long.MAX_VALUE : timer.value();
    }

    @Override
    public void processElement(String element, ReadOnlyContext context, Collector<String> out)
        throws Exception {
      out.collect(element + " seen, " + of(context.currentWatermark()));
      timer.update(Timers.moved(context.timerService(), timerAt(), timeOf(element)));
    }

    @Override
    public void processBroadcastElement(String element, Context context, Collector<String> out) {
      out.collect(element + " heard, " + of(context.currentWatermark()));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      String key = context.getCurrentKey();
      out.collect(key + "@" + time + " fires, " + of(context.currentWatermark()));
      timer.clear();
      if (key.equals("again") && time < 15) {
        timer.update(Timers.moved(context.timerService(), Long.MAX_VALUE, time + 2));
      }
    }
  }
}
