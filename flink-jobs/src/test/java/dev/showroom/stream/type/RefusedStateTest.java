package dev.showroom.stream.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.savepoint.SavedState;
import dev.showroom.savepoint.SavedState.Entry;
import dev.showroom.stream.OperatorId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints made by hand, such as other releases would leave. */
class RefusedStateTest {
  @TempDir private Path directory;

  @Test
  void state_of_this_release_is_told() throws IOException {
    write("journey", new PackedSerializerSnapshot<>(Packings.JOURNEY_HEAD));

    assertThat(SavedState.check(directory.toString()))
        .singleElement()
        .satisfies(
            operator -> {
              assertThat(operator.uid()).isEqualTo("journey");
              assertThat(operator.states())
                  .containsExactly(
                      new Entry(
                          "a-state", "VALUE", "JOURNEY_HEAD " + Packings.JOURNEY_HEAD.form()));
            });
  }

  @Test
  void a_newer_form_is_refused_in_one_sentence() throws IOException {
    write("journey", new PackedSerializerSnapshot<>(Packings.JOURNEY_BODY, 3));

    refused("State JOURNEY_BODY is of form 3, which a newer release wrote; this one reads form 2.");
  }

  @Test
  void an_older_form_that_nothing_reads_any_more_is_refused() throws IOException {
    write("journey", new PackedSerializerSnapshot<>(Packings.JOURNEY_BODY, 1));

    refused(
        "State JOURNEY_BODY is of form 1, which an older release wrote; this one reads form 2.");
  }

  @Test
  void a_type_that_is_not_known_is_refused() throws IOException {
    write("journey", new PackedSerializerSnapshot<>(Packings.WATCHED_FEED));
    Path metadata = directory.resolve("_metadata");
    String bytes = Files.readString(metadata, StandardCharsets.ISO_8859_1);
    Files.writeString(
        metadata, bytes.replace("WATCHED_FEED", "WATCHED_DOVE"), StandardCharsets.ISO_8859_1);

    refused("State WATCHED_DOVE is not known to this release: a newer one wrote it.");
  }

  @Test
  void state_of_an_operator_that_there_is_not_is_refused() throws IOException {
    write("dream-reader", new PackedSerializerSnapshot<>(Packings.JOURNEY_HEAD));

    refused(
        "it holds state of operators that there are none of here (dream-reader); a newer release"
            + " wrote it, or another job.");
  }

  @Test
  void what_is_no_savepoint_is_refused() {
    assertThatThrownBy(() -> SavedState.check(directory.resolve("none").toString()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("This release cannot go on from " + directory);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> SavedState.check(directory.toString()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("This release cannot go on from " + directory + ": " + why);
  }

  private void write(String uid, TypeSerializerSnapshot<?> values) throws IOException {
    StateMetaInfoSnapshot state =
        new StateMetaInfoSnapshot(
            "a-state",
            BackendStateType.KEY_VALUE,
            Map.of("KEYED_STATE_TYPE", "VALUE"),
            Map.of(
                "VALUE_SERIALIZER",
                values,
                "NAMESPACE_SERIALIZER",
                VoidNamespaceSerializer.INSTANCE.snapshotConfiguration()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new KeyedBackendSerializationProxy<>(StringSerializer.INSTANCE, List.of(state), false)
        .write(new DataOutputViewStreamWrapper(bytes));
    KeyGroupsStateHandle handle =
        new KeyGroupsStateHandle(
            new KeyGroupRangeOffsets(0, 0), new ByteStreamStateHandle("a", bytes.toByteArray()));
    OperatorState operator = new OperatorState("by hand", uid, new OperatorID(), 1, 128);
    operator.putState(
        0,
        OperatorSubtaskState.builder()
            .setManagedKeyedState(StateObjectCollection.singleton(handle))
            .build());
    try (OutputStream out = Files.newOutputStream(directory.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(operator), List.of()), out);
    }
    assertThat(OperatorId.JOURNEY.uid()).isEqualTo("journey");
  }
}
