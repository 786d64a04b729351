package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointLockTest {
  @TempDir Path directory;

  @Test
  void one_job_at_a_time_works_with_a_directory() {
    Path state = directory.resolve("not/there/yet");
    try (CheckpointLock first = take(state)) {
      assertRefused(state);
      take(directory.resolve("another")).close();
      assertRefused(state);
    }
    take(state).close();
  }

  @Test
  void a_process_that_is_killed_leaves_no_lock() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("locked");
      assertRefused(directory);
      process.destroyForcibly().waitFor();
      take(directory).close();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Holds the lock until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (CheckpointLock lock = take(Path.of(args[0]))) {
        System.out.println("locked");
        Thread.sleep(Duration.ofMinutes(1).toMillis());
      }
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_told() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> take(file.resolve("state")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(
            "The checkpoint directory " + file.resolve("state") + " cannot be written: ");
  }

  @Test
  void on_a_remote_file_system_nothing_is_locked() {
    try (CheckpointLock first = take("s3://bucket/state")) {
      take("s3://bucket/state").close();
    }
  }

  private static void assertRefused(Path state) {
    assertThatThrownBy(() -> take(state))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Another 'run' is at work with the checkpoint directory %s; stop that one first, or give"
                    .formatted(state)
                + " this one a 'job.checkpoint-dir' of its own.");
  }

  private static CheckpointLock take(Path state) {
    return take(state.toString());
  }

  private static CheckpointLock take(String state) {
    return CheckpointLock.take(
        new RunConfig.Job(1, state, Duration.ofSeconds(1), false),
        said -> {
          throw new AssertionError(said);
        });
  }
}
