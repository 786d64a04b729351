package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for bytes in a savepoint. */
final class SavepointScan {
  private SavepointScan() {}

  /** Which of the texts any file of the savepoint holds, as UTF-8. */
  static Set<String> found(Path savepoint, Set<String> texts) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> tree = Files.walk(savepoint)) {
      List<Path> files = tree.filter(Files::isRegularFile).toList();
      assertThat(files).extracting(file -> file.getFileName().toString()).contains("_metadata");
      for (Path file : files) {
        // All that is looked for is ASCII, each byte of which is one character of this.
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        texts.stream().filter(bytes::contains).forEach(found::add);
      }
    }
    return found;
  }
}
