package dev.showroom.savepoint;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;

/**
 * What a savepoint or checkpoint says that it holds, read without starting a job: of which
 * operators, which states, in which form. Values are not read.
 */
public final class SavedState {
  private SavedState() {}

  /**
   * One state of one operator.
   *
   * @param kind VALUE, LIST, MAP, BROADCAST, OPERATOR (a list that is not keyed)
   * @param type the packing of its values and the form of that, or Flink's type
   */
  public record Entry(String name, String kind, String type) {}

  /**
   * @param uid of the operator; a number where this release knows no such operator
   * @param bytes of all its state
   * @param states by name; timers and what Flink's connectors pack by themselves are not told apart
   */
  public record Operator(
      String uid, int parallelism, int maxParallelism, long bytes, List<Entry> states) {
    public boolean isKnown() {
      return Arrays.stream(OperatorId.values()).anyMatch(id -> id.uid().equals(uid))
          || uid.startsWith(COMMITTER);
    }
  }

  /** What Flink puts before the uid of a sink for the operator that commits what it wrote. */
  private static final String COMMITTER = "Sink Committer: ";

  /**
   * Operators that have state, by uid.
   *
   * @param pointer a directory that holds {@code _metadata}, on any of Flink's file systems
   * @throws CommandFailure one sentence: there is none, or this release cannot read its states
   */
  public static List<Operator> read(String pointer) {
    try {
      CompletedCheckpointStorageLocation location =
          AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(pointer);
      CheckpointMetadata metadata;
      try (DataInputStream in =
          new DataInputStream(location.getMetadataHandle().openInputStream())) {
        metadata =
            Checkpoints.loadCheckpointMetadata(
                in, SavedState.class.getClassLoader(), location.getExternalPointer());
      }
      List<Operator> operators = new ArrayList<>();
      for (OperatorState operator : metadata.getOperatorStates()) {
        List<Entry> states = states(operator);
        if (!states.isEmpty() || operator.getCoordinatorState() != null) {
          operators.add(
              new Operator(
                  operator.getOperatorUid().orElse(operator.getOperatorID().toHexString()),
                  operator.getParallelism(),
                  operator.getMaxParallelism(),
                  operator.getStateSize(),
                  states));
        }
      }
      operators.sort(Comparator.comparing(Operator::uid));
      return operators;
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          "This release cannot go on from " + pointer + ": " + Causes.root(e) + ".", e);
    }
  }

  /**
   * Reads it and refuses what a job of this release could not go on from.
   *
   * @throws CommandFailure one sentence
   */
  public static List<Operator> check(String pointer) {
    List<Operator> operators = read(pointer);
    String unknown =
        operators.stream()
            .filter(operator -> !operator.isKnown())
            .map(Operator::uid)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          "This release cannot go on from "
              + pointer
              + ": it holds state of operators that there are none of here ("
              + unknown
              + "); a newer release wrote it, or another job.");
    }
    return operators;
  }

  private static List<Entry> states(OperatorState operator) throws IOException {
    Set<Entry> states = new TreeSet<>(Comparator.comparing(Entry::name));
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (KeyedStateHandle keyed : subtask.getManagedKeyedState()) {
        StreamStateHandle meta = meta(keyed);
        if (meta != null) {
          for (StateMetaInfoSnapshot state : keyed(meta)) {
            if (state.getBackendStateType() == BackendStateType.KEY_VALUE) {
              states.add(entry(state, state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE)));
            }
          }
        }
      }
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        OperatorBackendSerializationProxy proxy =
            new OperatorBackendSerializationProxy(SavedState.class.getClassLoader());
        try (InputStream in = handle.openInputStream()) {
          proxy.read(new DataInputViewStreamWrapper(in));
        }
        proxy.getOperatorStateMetaInfoSnapshots().forEach(s -> states.add(entry(s, "OPERATOR")));
        proxy.getBroadcastStateMetaInfoSnapshots().forEach(s -> states.add(entry(s, "BROADCAST")));
      }
    }
    return List.copyOf(states);
  }

  private static StreamStateHandle meta(KeyedStateHandle keyed) {
    if (keyed instanceof KeyGroupsStateHandle whole) {
      return whole;
    }
    return keyed instanceof IncrementalRemoteKeyedStateHandle incremental
        ? incremental.getMetaDataStateHandle()
        : null;
  }

  private static List<StateMetaInfoSnapshot> keyed(StreamStateHandle meta) throws IOException {
    KeyedBackendSerializationProxy<?> proxy =
        new KeyedBackendSerializationProxy<>(SavedState.class.getClassLoader());
    try (InputStream in = meta.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    return proxy.getStateMetaInfoSnapshots();
  }

  private static Entry entry(StateMetaInfoSnapshot state, String kind) {
    TypeSerializerSnapshot<?> values =
        state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
    return new Entry(state.getName(), kind, typeOf(values.restoreSerializer()));
  }

  private static String typeOf(TypeSerializer<?> serializer) {
    if (serializer instanceof ListSerializer<?> list) {
      return typeOf(list.getElementSerializer());
    } else if (serializer instanceof MapSerializer<?, ?> map) {
      return typeOf(map.getValueSerializer());
    }
    Optional<Packings> packed = Packings.of(serializer);
    return packed
        .map(packing -> packing + " " + packing.form())
        .orElseGet(() -> serializer.getClass().getSimpleName().replaceFirst("Serializer$", ""));
  }
}
