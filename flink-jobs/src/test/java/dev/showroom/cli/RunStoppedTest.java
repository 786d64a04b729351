package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoppedTest {
  @TempDir Path directory;

  @Test
  void the_newest_whole_checkpoint_is_named() throws IOException {
    checkpoint("a/chk-9", 1);
    Path newest = checkpoint("b/chk-2", 2);
    Files.createDirectories(directory.resolve("b/chk-3"));
    assertThat(sentence(directory))
        .isEqualTo("stopped; the same command goes on from checkpoint " + newest + ".");
  }

  @Test
  void or_that_there_is_none() {
    String none =
        "stopped before its first checkpoint; the same command begins where this one did.";
    assertThat(sentence(directory)).isEqualTo(none);
    assertThat(sentence(directory.resolve("absent"))).isEqualTo(none);
  }

  private Path checkpoint(String name, long second) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(name));
    Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1_000));
    return checkpoint;
  }

  private static String sentence(Path state) {
    return RunStopped.sentence(
        new RunConfig.Job(1, state.toString(), Duration.ofSeconds(1), false));
  }
}
