package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.LocalOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was asked to write. */
final class WrittenFile {
  private WrittenFile() {}

  /** Replaces the file if there is one, and makes the directories above it. */
  static void write(Path file, String text) {
    LocalOutput.require(file, "file");
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' could not be written: " + Causes.of(e) + ".", e);
    }
  }
}
