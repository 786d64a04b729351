package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSortTest {
  @TempDir Path directory;

  @Test
  void lines_are_sorted_by_key_then_text_however_small_the_pieces_are() throws Exception {
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sorted.add("%03d/é%d".formatted(i / 3, i % 3));
    }
    sorted.add("200/twice");
    sorted.add("200/twice");
    List<String> lines = new ArrayList<>(sorted);
    Collections.shuffle(lines, new Random(1));

    for (long pieceChars : new long[] {1, 50, 1 << 20}) {
      Path file = directory.resolve("lines.jsonl");
      Files.write(file, lines);

      assertThat(byNumber(pieceChars).sort(file)).isEqualTo(502);

      assertThat(Files.readAllLines(file)).isEqualTo(sorted);
      try (Stream<Path> left = Files.list(directory)) {
        assertThat(left).containsExactly(file);
      }
    }
  }

  @Test
  void an_empty_file_stays_empty() throws Exception {
    Path file = Files.createFile(directory.resolve("none.jsonl"));

    assertThat(byNumber(10).sort(file)).isZero();

    assertThat(file).isEmptyFile();
  }

  private static LineSort<Integer> byNumber(long pieceChars) {
    return new LineSort<Integer>(
        text -> Integer.parseInt(text.substring(0, 3)), Comparator.naturalOrder(), pieceChars);
  }
}
