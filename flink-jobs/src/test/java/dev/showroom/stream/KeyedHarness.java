package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One of the two keyed operators alone, on a real state backend and real timers.
 *
 * @param <T> what it sends on
 */
abstract class KeyedHarness<T> implements AutoCloseable {
  private final Backend backend;
  final long cacheBytes;
  final Pace pace;
  private AbstractStreamOperatorTestHarness<T> harness;
  private final List<T> out = new ArrayList<>();
  private final List<Outbound> aside = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private long checkpoint;

  private KeyedHarness(Backend backend, long cacheBytes, Pace pace) throws Exception {
    this.backend = backend;
    this.cacheBytes = cacheBytes;
    this.pace = pace;
    open(null);
  }

  static Journeys journeys(Backend backend) throws Exception {
    return journeys(backend, 0);
  }

  /** With so many bytes of cache before the state. */
  static Journeys journeys(Backend backend, long cacheBytes) throws Exception {
    return journeys(backend, cacheBytes, Pace.UNBROKEN);
  }

  static Journeys journeys(Backend backend, long cacheBytes, Pace pace) throws Exception {
    return new Journeys(backend, cacheBytes, pace);
  }

  static Actors actors(Backend backend) throws Exception {
    return actors(backend, 0);
  }

  static Actors actors(Backend backend, long cacheBytes) throws Exception {
    return actors(backend, cacheBytes, Pace.UNBROKEN);
  }

  static Actors actors(Backend backend, long cacheBytes, Pace pace) throws Exception {
    return new Actors(backend, cacheBytes, pace);
  }

  abstract AbstractStreamOperatorTestHarness<T> create() throws Exception;

  abstract TypeInformation<T> type();

  abstract void push(Envelope envelope) throws Exception;

  abstract void pushWatermark(long watermark) throws Exception;

  private void open(OperatorSubtaskState from) throws Exception {
    harness = create();
    harness.setStateBackend(backend.create());
    harness.setup(type().createSerializer(new ExecutionConfig().getSerializerConfig()));
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
  }

  /** Takes a checkpoint, throws the operator away, and goes on in another from the checkpoint. */
  void crashAndRestore() throws Exception {
    OperatorSubtaskState state = snapshot();
    close();
    open(state);
  }

  /** Writes what a cache has not, as each checkpoint does. */
  void flush() throws Exception {
    snapshot();
  }

  private OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(++checkpoint, checkpoint);
  }

  /** Bytes of keyed state, with timers, as they stand in a checkpoint. */
  long stateBytes() throws Exception {
    OperatorSubtaskState state = snapshot();
    long bytes = 0;
    for (var handle : state.getManagedKeyedState()) {
      bytes += handle.getStateSize();
    }
    for (var handle : state.getRawKeyedState()) {
      bytes += handle.getStateSize();
    }
    return bytes;
  }

  void give(Envelope envelope) throws Exception {
    keys.add(envelope.key());
    push(envelope);
    collect();
  }

  void give(Iterable<Envelope> envelopes) throws Exception {
    for (Envelope envelope : envelopes) {
      give(envelope);
    }
  }

  void watermark(long watermark) throws Exception {
    pushWatermark(watermark);
    collect();
  }

  /** The clock goes on, a millisecond at a time. */
  void later(long millis) throws Exception {
    for (int i = 0; i < millis; i++) {
      harness.setProcessingTime(harness.getProcessingTime() + 1);
    }
    collect();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  int processingTimers() {
    return harness.numProcessingTimeTimers();
  }

  /** Keys that hold anything in any state. */
  Set<String> keysInState() {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    Set<String> held = new HashSet<>();
    for (StateDescriptor<?, ?> state : TestStates.keyed()) {
      try (var stream = keyed.getKeys(state.getName(), VoidNamespace.INSTANCE)) {
        stream.forEach(held::add);
      }
    }
    return named(held);
  }

  /** What a key holds in a state; null for nothing. */
  <V> V value(String key, ValueStateDescriptor<V> state) throws Exception {
    return partitioned(key, state).value();
  }

  /** What a key holds in a state, in order. */
  <V> List<V> list(String key, ListStateDescriptor<V> state) throws Exception {
    List<V> held = new ArrayList<>();
    Iterable<V> kept = partitioned(key, state).get();
    if (kept != null) {
      kept.forEach(held::add);
    }
    return held;
  }

  private <S extends State> S partitioned(String key, StateDescriptor<S, ?> state)
      throws Exception {
    KeyedStateBackend<String> keyed = harness.getOperator().getKeyedStateBackend();
    keyed.setCurrentKey(new KeyDigest().of(key));
    return keyed.getPartitionedState(
        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, state);
  }

  /** Flink's keys are digests; these are the keys they stand for. */
  private Set<String> named(Set<String> digests) {
    KeyDigest digest = new KeyDigest();
    Set<String> names = new HashSet<>();
    for (String key : keys) {
      if (digests.contains(digest.of(key))) {
        names.add(key);
      }
    }
    if (names.size() != digests.size()) {
      throw new AssertionError("state is held by keys that nobody gave");
    }
    return names;
  }

  /** What has been sent on so far. */
  List<T> out() {
    return out;
  }

  /** Late events and dead letters so far. */
  List<Outbound> aside() {
    return aside;
  }

  Set<String> keysGiven() {
    return keys;
  }

  void forgetOutput() {
    out.clear();
    aside.clear();
  }

  private void collect() {
    harness.extractOutputValues().forEach(out::add);
    harness.getOutput().clear();
    var side = harness.getSideOutput(IntakeGate.ASIDE);
    if (side != null) {
      side.forEach(record -> aside.add(record.getValue()));
      side.clear();
    }
  }

  AbstractStreamOperatorTestHarness<T> harness() {
    return harness;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  /** {@link JourneyFunction}. */
  static final class Journeys extends KeyedHarness<Outbound> {
    private Journeys(Backend backend, long cacheBytes, Pace pace) throws Exception {
      super(backend, cacheBytes, pace);
    }

    @Override
    AbstractStreamOperatorTestHarness<Outbound> create() throws Exception {
      return new KeyedBroadcastOperatorTestHarness<>(
          new KeyMemory.WithBroadcast<>(
              new JourneyFunction(InitialRules.shipped()),
              List.of(States.CATALOGUE, States.FEEDS, States.RULES),
              cacheBytes,
              pace),
          new Shard(),
          Types.STRING,
          128,
          1,
          0);
    }

    @Override
    TypeInformation<Outbound> type() {
      return Packings.OUTBOUND.as(Outbound.class);
    }

    private KeyedBroadcastOperatorTestHarness<String, Envelope, Announcement, Outbound> both() {
      return (KeyedBroadcastOperatorTestHarness<String, Envelope, Announcement, Outbound>)
          harness();
    }

    @Override
    void push(Envelope envelope) throws Exception {
      both().processElement(new StreamRecord<>(envelope));
    }

    void product(ProductVersion version) throws Exception {
      announce(version);
    }

    void announce(Announcement announcement) throws Exception {
      both().processBroadcastElement(new StreamRecord<>(announcement));
    }

    @Override
    void pushWatermark(long watermark) throws Exception {
      both().processWatermark(watermark);
      both().processBroadcastWatermark(watermark);
    }
  }

  /** {@link IdentityStitch}. */
  static final class Actors extends KeyedHarness<Envelope> {
    private Actors(Backend backend, long cacheBytes, Pace pace) throws Exception {
      super(backend, cacheBytes, pace);
    }

    @Override
    AbstractStreamOperatorTestHarness<Envelope> create() throws Exception {
      return new KeyedOneInputStreamOperatorTestHarness<>(
          new KeyMemory.Keyed<>(new IdentityStitch(), cacheBytes, pace),
          new Shard(),
          Types.STRING,
          128,
          1,
          0);
    }

    @Override
    TypeInformation<Envelope> type() {
      return Packings.ENVELOPE.as(Envelope.class);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Envelope, Envelope> one() {
      return (KeyedOneInputStreamOperatorTestHarness<String, Envelope, Envelope>) harness();
    }

    @Override
    void push(Envelope envelope) throws Exception {
      one().processElement(new StreamRecord<>(envelope));
    }

    @Override
    void pushWatermark(long watermark) throws Exception {
      one().processWatermark(watermark);
    }
  }
}
