package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job goes on from, wherever Flink keeps it. */
class CheckpointsTest {
  @TempDir private Path directory;

  @Test
  void whole_checkpoints_are_found_on_a_file_system_that_only_flink_reaches() throws IOException {
    checkpoint("a", 9, 1_000);
    checkpoint("a", 10, 1_000);
    checkpoint("b", 1, 2_000);
    Files.createDirectories(directory.resolve("b/chk-2"));
    Files.createDirectories(directory.resolve("b/shared"));

    assertThat(Checkpoints.newestFirst(remote("")))
        .extracting(checkpoint -> checkpoint.getParent().getName() + "/" + checkpoint.getName())
        .as("by when they were written, then by their numbers; one without metadata is not whole")
        .containsExactly("b/chk-1", "a/chk-10", "a/chk-9");
  }

  @Test
  void a_directory_that_is_not_there_yet_has_none() throws IOException {
    assertThat(Checkpoints.newestFirst(remote("/state"))).isEmpty();
    assertThat(Checkpoints.newestFirst(Location.of(directory.resolve("state")))).isEmpty();
  }

  private org.apache.flink.core.fs.Path remote(String below) {
    return new org.apache.flink.core.fs.Path("shelf://any" + directory + below);
  }

  private void checkpoint(String job, int number, long writtenAt) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(job + "/chk-" + number));
    Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAt));
  }
}
