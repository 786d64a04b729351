package dev.showroom.stream.type;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;

/** Every packed value that a canonical savepoint holds, as its bytes. */
public final class SavedForms {
  private final List<Saved> all = new ArrayList<>();

  private SavedForms() {}

  /** One packed value of that state. */
  public record Saved(String state, Packings packing, byte[] bytes) {
    public byte[] packedAgain() {
      return packing.pack(packing.unpack(bytes));
    }
  }

  public static List<Saved> in(Path savepoint) throws Exception {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(savepoint.toUri().toString());
    SavedForms forms = new SavedForms();
    try (DataInputStream in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(in, loader(), location.getExternalPointer())
              .getOperatorStates()) {
        for (OperatorSubtaskState subtask : operator.getStates()) {
          for (KeyedStateHandle keyed : subtask.getManagedKeyedState()) {
            forms.keyed((KeyGroupsStateHandle) keyed);
          }
          for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            forms.broadcast(handle);
          }
        }
      }
    }
    return forms.all;
  }

  private void keyed(KeyGroupsStateHandle handle) throws Exception {
    KeyedBackendSerializationProxy<Object> proxy = new KeyedBackendSerializationProxy<>(loader());
    try (FSDataInputStream in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    KeyGroupRange range = handle.getKeyGroupRange();
    FullSnapshotRestoreOperation<Object> restore =
        new FullSnapshotRestoreOperation<>(
            range,
            loader(),
            List.of(handle),
            StateSerializerProvider.fromNewRegisteredSerializer(
                proxy.getKeySerializerSnapshot().restoreSerializer()));
    try (ThrowingIterator<SavepointRestoreResult> results = restore.restore()) {
      while (results.hasNext()) {
        SavepointRestoreResult result = results.next();
        List<StateMetaInfoSnapshot> states = result.getStateMetaInfoSnapshots();
        try (ThrowingIterator<KeyGroup> groups = result.getRestoredKeyGroups()) {
          while (groups.hasNext()) {
            try (ThrowingIterator<KeyGroupEntry> entries = groups.next().getKeyGroupEntries()) {
              while (entries.hasNext()) {
                KeyGroupEntry entry = entries.next();
                values(states.get(entry.getKvStateId()), entry.getValue());
              }
            }
          }
        }
      }
    }
  }

  private void values(StateMetaInfoSnapshot state, byte[] value) throws IOException {
    if (state.getBackendStateType() != BackendStateType.KEY_VALUE) {
      return;
    }
    TypeSerializer<?> serializer =
        state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER).restoreSerializer();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(value));
    switch (state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE)) {
      case "LIST" -> {
        while (in.available() > 0) {
          add(state.getName(), ((ListSerializer<?>) serializer).getElementSerializer(), in);
          // What stands between two.
          in.read();
        }
      }
      case "MAP" -> {
        in.readBoolean();
        add(state.getName(), ((MapSerializer<?, ?>) serializer).getValueSerializer(), in);
      }
      default -> add(state.getName(), serializer, in);
    }
  }

  private void broadcast(OperatorStateHandle handle) throws IOException {
    OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(loader());
    try (FSDataInputStream in = handle.openInputStream()) {
      DataInputViewStreamWrapper view = new DataInputViewStreamWrapper(in);
      proxy.read(view);
      for (StateMetaInfoSnapshot state : proxy.getBroadcastStateMetaInfoSnapshots()) {
        in.seek(handle.getStateNameToPartitionOffsets().get(state.getName()).getOffsets()[0]);
        TypeSerializer<?> keys = serializer(state, CommonSerializerKeys.KEY_SERIALIZER);
        TypeSerializer<?> values = serializer(state, CommonSerializerKeys.VALUE_SERIALIZER);
        for (int left = view.readInt(); left > 0; left--) {
          keys.deserialize(view);
          add(state.getName(), values, view);
        }
      }
    }
  }

  private static TypeSerializer<?> serializer(
      StateMetaInfoSnapshot state, CommonSerializerKeys which) {
    return state.getTypeSerializerSnapshot(which).restoreSerializer();
  }

  private void add(String state, TypeSerializer<?> serializer, DataInput in) throws IOException {
    if (serializer instanceof PackedSerializer<?> packed) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      all.add(new Saved(state, packed.packing(), bytes));
    }
  }

  private static ClassLoader loader() {
    return SavedForms.class.getClassLoader();
  }
}
