package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.files.InputDigests.Digest;
import dev.showroom.replay.run.ReplayManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before a live job goes on from a replay of files. */
class SeamOfFilesTest {
  @TempDir private Path directory;

  @Test
  void streams_of_long_ago_that_the_files_lack_are_told_of() throws IOException {
    assertThat(warnings("products.jsonl", "customers/dt=2026-01-01/a.avro", "browsing.jsonl"))
        .containsExactly(
            "the files of the replay hold no identity-links, erasures; of those in Kafka, what is"
                + " older than the newest event of the files is not read.");
  }

  @Test
  void nothing_is_told_where_the_files_have_them_all() throws IOException {
    assertThat(
            warnings(
                "products.jsonl", "customers.jsonl", "identity-links.avro", "erasures/a.jsonl"))
        .isEmpty();
  }

  @Test
  void a_replay_of_dead_letters_only_is_no_place_to_go_on_from() throws IOException {
    write(null, "browsing.jsonl");

    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> Seam.of(directory, RunConfig.defaults(), said -> {}))
        .withMessageStartingWith("No record of the replay in '" + directory + "' could be read");
  }

  private List<String> warnings(String... files) throws IOException {
    write("2026-01-01T00:00:00Z", files);
    List<String> said = new ArrayList<>();
    Seam seam = Seam.of(directory, RunConfig.defaults(), said::add);
    assertThat(seam.savepoint()).isEqualTo(directory.resolve("savepoint/savepoint-1"));
    return said;
  }

  private void write(String reached, String... files) throws IOException {
    Files.createFile(
        Files.createDirectories(directory.resolve("savepoint/savepoint-1")).resolve("_metadata"));
    List<Digest> digests = Stream.of(files).map(name -> new Digest(name, 1, "")).toList();
    new ReplayManifest(
            ReplayManifest.FORMAT,
            "",
            true,
            reached,
            new ReplayManifest.Input("in", digests, null, null, null),
            null,
            null,
            null,
            "event-time",
            "2026-01-01T00:00:00Z",
            Map.of(),
            null,
            null,
            "files",
            "savepoint/savepoint-1",
            Map.of())
        .write(directory);
  }
}
