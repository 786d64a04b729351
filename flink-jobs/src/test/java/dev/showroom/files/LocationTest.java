package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.replay.ReplayRules;
import dev.showroom.schemas.codec.InTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs on file systems that only Flink reaches. */
class LocationTest {
  @TempDir private Path directory;

  @Test
  void what_the_jdk_makes_of_an_address_is_undone() {
    assertThat(Location.of(Path.of("s3://bucket/a/b"))).hasToString("s3://bucket/a/b");
    assertThat(Location.of(Path.of("file:///a/b"))).hasToString("file:/a/b");
    assertThat(Location.of(Path.of("/a/./b c"))).hasToString("file:/a/b c");
    assertThat(Location.isRemote(Path.of("s3://bucket/a"))).isTrue();
    assertThat(Location.isRemote(Path.of("file:///a"))).isFalse();
    assertThat(Location.isRemote(Path.of("a:b"))).isFalse();
  }

  @Test
  void an_input_is_listed_and_read_through_flinks_file_system() throws Exception {
    Path day = Files.createDirectories(directory.resolve("purchases/dt=2026-01-31"));
    Files.writeString(day.resolve("a.jsonl"), "{\"eventTime\":\"2026-01-31T00:00:00Z\"}\n");
    int listed = ShelfFactory.LISTED.get();

    StreamInputs inputs = InputFolder.open(remote(), Long.MIN_VALUE, Long.MAX_VALUE);

    assertThat(ShelfFactory.LISTED.get()).isGreaterThan(listed);
    try (RecordReader reader = inputs.topics().get(InTopic.PURCHASES).open(Long.MAX_VALUE)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.origin()).isEqualTo("purchases/dt=2026-01-31/a.jsonl:1");
    }
  }

  @Test
  void rules_that_would_be_passed_over_are_told() throws Exception {
    Files.writeString(directory.resolve("rules.yaml"), "");

    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> ReplayRules.of(remote(), null))
        .withMessageContaining(
            "rules.yaml is read from a local disk only; copy it and name the copy with --rules.");
  }

  private Path remote() {
    return Path.of("shelf://any" + directory);
  }
}
