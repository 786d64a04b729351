package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.InTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputDigestsTest {
  @TempDir Path directory;

  @Test
  void what_is_worked_out_in_the_background_is_what_is_worked_out_at_once() throws Exception {
    Path file = Files.writeString(directory.resolve("purchases.jsonl"), "abc");

    assertThat(InputDigests.begin(inputs(file)).get())
        .isEqualTo(InputDigests.of(inputs(file)))
        .containsExactly(
            new InputDigests.Digest(
                "purchases.jsonl",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void a_file_that_is_gone_is_told_by_who_waits_for_it() {
    InputDigests.Pending pending = InputDigests.begin(inputs(directory.resolve("gone.jsonl")));

    assertThatThrownBy(pending::get)
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The input could not be read: ")
        .hasMessageContaining("gone.jsonl");
  }

  private static StreamInputs inputs(Path file) {
    return StreamInputs.of(Map.of(InTopic.PURCHASES, FilesOfTest.input(file)));
  }
}
