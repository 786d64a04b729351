package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFileTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void each_line_is_read_without_its_end_and_knows_where_it_stands(boolean gzip) throws Exception {
    Path file = write("one\ntwo\nthree\n", gzip);
    String name = file.getFileName().toString();

    assertThat(lines(file, 0)).containsExactly(name + ":1 one", name + ":2 two", name + ":3 three");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_last_line_may_end_without_a_newline(boolean gzip) throws Exception {
    assertThat(texts(write("one\ntwo", gzip))).containsExactly("one", "two");
    assertThat(texts(write("one", gzip))).containsExactly("one");
  }

  @Test
  void windows_line_ends_are_line_ends_and_a_lone_return_is_not() throws Exception {
    assertThat(texts(write("one\r\ntw\ro\r\nthree\r", false)))
        .containsExactly("one", "tw\ro", "three");
  }

  @Test
  void blank_lines_are_counted_and_passed_over() throws Exception {
    Path file = write("\n\r\none\n\n\ntwo\n\n", false);

    assertThat(lines(file, 0)).containsExactly("purchases.jsonl:3 one", "purchases.jsonl:6 two");
  }

  @Test
  void a_line_of_blanks_is_a_line() throws Exception {
    assertThat(texts(write(" \none\n", false))).containsExactly(" ", "one");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_empty_file_has_no_lines(boolean gzip) throws Exception {
    assertThat(texts(write("", gzip))).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_survive() throws Exception {
    Path file = directory.resolve("purchases.jsonl");
    byte[] bytes = {(byte) 0xFF, 0, (byte) 0xFE, 'x'};
    Files.write(file, bytes);
    try (LineFile lines = new LineFile(file.getFileName().toString(), Files.newInputStream(file))) {
      assertThat(lines.next()).isEqualTo(bytes);
      assertThat(lines.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 2})
  void a_line_may_end_anywhere_about_the_end_of_the_read_buffer(int beside) throws Exception {
    String first = "x".repeat((1 << 16) + beside);
    String huge = "y".repeat(3 * (1 << 16));

    assertThat(texts(write(first + "\n" + huge + "\r\nlast\n", false)))
        .containsExactly(first, huge, "last");
    assertThat(texts(write(first + "\r\nlast", true))).containsExactly(first, "last");
  }

  @Test
  void skipped_lines_are_counted_blank_ones_too() throws Exception {
    Path file = write("one\n\nthree\nfour\n", false);

    assertThat(lines(file, 1)).containsExactly("purchases.jsonl:3 three", "purchases.jsonl:4 four");
    assertThat(lines(file, 2)).containsExactly("purchases.jsonl:3 three", "purchases.jsonl:4 four");
    assertThat(lines(file, 3)).containsExactly("purchases.jsonl:4 four");
    assertThat(lines(file, 4)).isEmpty();
    assertThat(lines(file, 99)).isEmpty();
  }

  @Test
  void a_compressed_file_that_breaks_off_is_told_with_its_name_and_line() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append("line ").append(i * 7_919L % 10_007).append('\n');
    }
    Path file = write(text.toString(), true);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> texts(file))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "purchases\\.jsonl\\.gz breaks off or is damaged after line \\d+ \\(.+\\)");
  }

  @Test
  void a_compressed_file_with_a_flipped_bit_is_told_too() throws Exception {
    Path file = write("one\ntwo\nthree\n", true);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> texts(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("purchases.jsonl.gz breaks off or is damaged after line");
  }

  @Test
  void a_file_that_only_calls_itself_compressed_is_told() throws Exception {
    Path file = directory.resolve("purchases.jsonl.gz");
    Files.writeString(file, "{\"eventId\":\"e1\"}\n");

    assertThatThrownBy(() -> texts(file))
        .hasMessageStartingWith("purchases.jsonl.gz is not a gzip file");
  }

  private Path write(String text, boolean gzip) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("purchases.jsonl" + (gzip ? ".gz" : ""));
    return Files.write(file, gzip ? gzipped(bytes) : bytes);
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static List<String> texts(Path file) throws IOException {
    return lines(file, 0).stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
  }

  private static List<String> lines(Path file, long skip) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineFile reader =
        new LineFile(file.getFileName().toString(), Files.newInputStream(file))) {
      reader.skip(skip);
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(reader.origin() + " " + new String(line, StandardCharsets.UTF_8));
      }
    }
    return lines;
  }
}
