package dev.showroom.stream;

import dev.showroom.core.outbound.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A keyed operator with one input, alone, on a real state backend and real timers. */
final class OperatorHarness<I, O> implements AutoCloseable {
  private final Backend backend;
  private final Supplier<KeyedProcessFunction<String, I, O>> function;
  private final KeySelector<I, String> key;
  private final TypeInformation<O> type;
  private KeyedOneInputStreamOperatorTestHarness<String, I, O> harness;
  private long checkpoint;

  OperatorHarness(
      Backend backend,
      Supplier<KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      TypeInformation<O> type)
      throws Exception {
    this.backend = backend;
    this.function = function;
    this.key = key;
    this.type = type;
    open(null);
  }

  private void open(OperatorSubtaskState from) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function.get()), key, Types.STRING, 128, 1, 0);
    harness.setStateBackend(backend.create());
    harness.setup(type.createSerializer(new ExecutionConfig().getSerializerConfig()));
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
  }

  void give(I record) throws Exception {
    harness.processElement(new StreamRecord<>(record));
  }

  void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  /** What has been sent on since the last call. */
  List<O> taken() {
    List<O> out = new ArrayList<>(harness.extractOutputValues());
    harness.getOutput().clear();
    return out;
  }

  /** What has gone to a side output since the last call. */
  <T> List<T> taken(OutputTag<T> tag) {
    var side = harness.getSideOutput(tag);
    if (side == null) {
      return List.of();
    }
    List<T> out = side.stream().map(StreamRecord::getValue).toList();
    side.clear();
    return out;
  }

  List<Outbound> aside() {
    return taken(IntakeGate.ASIDE);
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  int keysInState() {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    Set<String> held = new HashSet<>();
    for (StateDescriptor<?, ?> state : TestStates.keyed()) {
      try (var stream = keyed.getKeys(state.getName(), VoidNamespace.INSTANCE)) {
        stream.forEach(held::add);
      }
    }
    return held.size();
  }

  /** Whether anything is kept in that state. */
  boolean keeps(StateDescriptor<?, ?> state) {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    try (var keys = keyed.getKeys(state.getName(), VoidNamespace.INSTANCE)) {
      return keys.findAny().isPresent();
    }
  }

  void crashAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, checkpoint);
    close();
    open(state);
  }

  /** Whether a snapshot's bytes hold the text; on the heap, which writes plain bytes. */
  boolean stateHolds(String text) throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, checkpoint);
    List<KeyedStateHandle> handles = new ArrayList<>();
    state.getManagedKeyedState().forEach(handles::add);
    state.getRawKeyedState().forEach(handles::add);
    for (KeyedStateHandle handle : handles) {
      try (var in = ((StreamStateHandle) handle).openInputStream()) {
        if (new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
