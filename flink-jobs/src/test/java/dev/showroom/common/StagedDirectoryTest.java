package dev.showroom.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {
  @TempDir Path work;

  @Test
  void nobodySeesTheResultsBeforeTheyAreWhole() throws IOException {
    Path target = work.resolve("out");
    try (StagedDirectory directory = StagedDirectory.prepare(target)) {
      Files.writeString(directory.path().resolve("a.txt"), "whole");
      assertThat(target).doesNotExist();
      directory.publish();
    }
    assertThat(target.resolve("a.txt")).hasContent("whole");
    assertThat(names(work)).containsExactly("out");
  }

  @Test
  void anAddressOfAnotherFileSystemIsNotTakenForAFolderOfThisDisk() {
    assertThatThrownBy(() -> StagedDirectory.prepare(Path.of("s3://bucket/out")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The output must be a local directory; 's3://bucket/out' is not.");
    assertThat(Path.of("s3:")).doesNotExist();
  }

  @Test
  void whatIsNotPublishedLeavesNothingNotEvenTheParentsThatWereMade() throws IOException {
    try (StagedDirectory directory = StagedDirectory.prepare(work.resolve("a/b/out"))) {
      Files.writeString(directory.path().resolve("a.txt"), "half");
    }
    assertThat(names(work)).isEmpty();
  }

  @Test
  void parentsThatSomebodyElseFilledMeanwhileStay() throws IOException {
    try (StagedDirectory ignored = StagedDirectory.prepare(work.resolve("a/b/out"))) {
      Files.writeString(work.resolve("a/other.txt"), "precious");
    }
    assertThat(work.resolve("a/other.txt")).hasContent("precious");
    assertThat(work.resolve("a/b")).doesNotExist();
  }

  @Test
  void anEmptyDirectoryIsTakenAndStaysEmptyUntilTheEnd() throws IOException {
    Path target = Files.createDirectory(work.resolve("out"));
    try (StagedDirectory directory = StagedDirectory.prepare(target)) {
      Files.writeString(directory.path().resolve("a.txt"), "whole");
      assertThat(names(target)).isEmpty();
      directory.publish();
    }
    assertThat(names(target)).containsExactly("a.txt");
  }

  @Test
  void aSymbolicLinkToAnEmptyDirectoryStaysALink() throws IOException {
    Path real = Files.createDirectory(work.resolve("real"));
    Path link = Files.createSymbolicLink(work.resolve("link"), real);
    try (StagedDirectory directory = StagedDirectory.prepare(link)) {
      Files.writeString(directory.path().resolve("a.txt"), "whole");
      directory.publish();
    }
    assertThat(link).isSymbolicLink();
    assertThat(real.resolve("a.txt")).hasContent("whole");
  }

  @Test
  void whatAKilledProcessOfTheSameNumberLeftIsClearedAway() throws IOException {
    Path stale = work.resolve(".out.partial-" + ProcessHandle.current().pid());
    Files.createDirectories(stale.resolve("deep"));
    Files.writeString(stale.resolve("deep/old.txt"), "old");
    try (StagedDirectory directory = StagedDirectory.prepare(work.resolve("out"))) {
      directory.publish();
    }
    assertThat(names(work)).containsExactly("out");
    assertThat(names(work.resolve("out"))).isEmpty();
  }

  @Test
  void aDirectoryThatIsNotEmptyIsRefusedAndLeftAsItIs() throws IOException {
    Files.writeString(work.resolve("mine.txt"), "precious");
    assertThatThrownBy(() -> StagedDirectory.prepare(work))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The output directory '" + work + "' is not empty; name another, or empty it first.");
    assertThat(names(work)).containsExactly("mine.txt");
  }

  @Test
  void aFileIsRefusedWhetherItIsTheOutputOrInItsWay() throws IOException {
    Path file = Files.writeString(work.resolve("file"), "precious");
    assertThatThrownBy(() -> StagedDirectory.prepare(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> StagedDirectory.prepare(file.resolve("out")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is in the way");
    assertThat(names(work)).containsExactly("file");
    assertThat(file).hasContent("precious");
  }

  @Test
  void theRootDirectoryIsRefused() {
    assertThatThrownBy(() -> StagedDirectory.prepare(Path.of("/")))
        .isInstanceOf(CommandFailure.class);
  }

  @Test
  void whatAppearedAtTheTargetMeanwhileIsNotOverwritten() throws IOException {
    Path target = work.resolve("out");
    try (StagedDirectory directory = StagedDirectory.prepare(target)) {
      Files.writeString(directory.path().resolve("a.txt"), "whole");
      Files.createDirectory(target);
      Files.writeString(target.resolve("mine.txt"), "precious");
      assertThatThrownBy(directory::publish)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("is not empty");
    }
    assertThat(names(target)).containsExactly("mine.txt");
    assertThat(names(work)).containsExactly("out");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
