package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.stream.type.Packings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** {@link OutcomeFunction} alone, on a real state backend and real timers. */
final class OutcomeHarness implements AutoCloseable {
  private final Backend backend;
  private final List<OutcomeNotice> out = new ArrayList<>();
  private KeyedBroadcastOperatorTestHarness<String, OutcomeInput, Announcement, Notice> harness;
  private long checkpoint;

  OutcomeHarness(Backend backend) throws Exception {
    this.backend = backend;
    open(null);
  }

  private void open(OperatorSubtaskState from) throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new OutcomeFunction(), List.of(States.CATALOGUE, States.FEEDS)),
            new OutcomeFunction.ByCustomer(),
            Types.STRING,
            128,
            1,
            0);
    harness.setStateBackend(backend.create());
    harness.setup(
        Packings.NOTICE
            .as(Notice.class)
            .createSerializer(new ExecutionConfig().getSerializerConfig()));
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
  }

  OutcomeHarness decide(DecisionNotice decision) throws Exception {
    harness.processElement(new StreamRecord<>(OutcomeInput.of(decision)));
    return this;
  }

  OutcomeHarness give(Envelope... facts) throws Exception {
    for (Envelope fact : facts) {
      harness.processElement(new StreamRecord<>(OutcomeInput.of(fact)));
    }
    return this;
  }

  OutcomeHarness announce(Announcement announcement) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(announcement));
    return this;
  }

  OutcomeHarness watermark(long time) throws Exception {
    harness.processWatermark(time);
    harness.processBroadcastWatermark(time);
    harness.extractOutputValues().forEach(notice -> out.add((OutcomeNotice) notice));
    harness.getOutput().clear();
    return this;
  }

  /** What has been sent on so far. */
  List<OutcomeNotice> out() {
    return out;
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  int processingTimers() {
    return harness.numProcessingTimeTimers();
  }

  /** How many customers hold anything. */
  int keysInState() {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    Set<String> held = new HashSet<>();
    try (var keys = keyed.getKeys(States.OUTCOME_BOOK.getName(), VoidNamespace.INSTANCE)) {
      keys.forEach(held::add);
    }
    return held.size();
  }

  /** What is kept of a customer, in bytes. */
  long bytesOf(String customerId) throws Exception {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    keyed.setCurrentKey(new KeyDigest().of(customerId));
    OutcomeBook book =
        keyed
            .getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, States.OUTCOME_BOOK)
            .value();
    return book == null ? 0 : book.pack().length;
  }

  /** Bytes of keyed state, with timers, as they stand in a checkpoint. */
  long stateBytes() throws Exception {
    long bytes = 0;
    for (KeyedStateHandle handle : handles()) {
      bytes += handle.getStateSize();
    }
    return bytes;
  }

  /** Whether a snapshot's bytes hold the text; on the heap, which writes plain bytes. */
  boolean stateHolds(String text) throws Exception {
    for (KeyedStateHandle handle : handles()) {
      try (var in = ((StreamStateHandle) handle).openInputStream()) {
        if (new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<KeyedStateHandle> handles() throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, checkpoint);
    List<KeyedStateHandle> handles = new ArrayList<>();
    state.getManagedKeyedState().forEach(handles::add);
    state.getRawKeyedState().forEach(handles::add);
    return handles;
  }

  void crashAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, checkpoint);
    close();
    open(state);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
