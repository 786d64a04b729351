package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesTheStreamsAndTheTruthAndSumsThemUp() throws IOException {
    Path world = directory.resolve("deep/world");
    assertThat(simulate(world)).isZero();
    assertThat(names(world))
        .contains("browsing.jsonl", "purchases.jsonl", "products.jsonl", "truth.jsonl");
    assertThat(names(world.getParent())).as("nothing half-written").containsExactly("world");
    assertThat(out.toString()).contains("browsing").contains("ORDINARY");
  }

  @Test
  void takesAnEmptyDirectory() throws IOException {
    assertThat(simulate(directory)).isZero();
    assertThat(names(directory)).contains("truth.jsonl");
  }

  @Test
  void refusesADirectoryThatIsNotEmptyAndLeavesItUntouched() throws IOException {
    Path world = Files.createDirectory(directory.resolve("world"));
    Files.writeString(world.resolve("mine.txt"), "precious");
    assertThat(simulate(world)).isEqualTo(1);
    assertThat(oneSentence()).contains("is not empty");
    assertThat(names(world)).containsExactly("mine.txt");
    assertThat(world.resolve("mine.txt")).hasContent("precious");
    assertThat(names(directory)).containsExactly("world");
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("world"), "precious");
    assertThat(simulate(file)).isEqualTo(1);
    assertThat(oneSentence()).contains("is a file");
    assertThat(file).hasContent("precious");
  }

  @Test
  void refusesAnOptionOutOfRangeWithOneSentenceAndWritesNothing() throws IOException {
    for (List<String> bad :
        List.of(
            List.of("--stores", "0"),
            List.of("--garbage", "1.5"),
            List.of("--garbage", "NaN"),
            List.of("--duplicates", "-0.1"),
            List.of("--shuffle-seconds", "-1"),
            List.of("--start", "tomorrow"),
            List.of("--start", "+99999999-01-01"),
            List.of("--nonsense", "1"))) {
      err.getBuffer().setLength(0);
      assertThat(simulate(directory.resolve("world"), bad.toArray(String[]::new)))
          .as(bad.toString())
          .isEqualTo(2);
      assertThat(oneSentence()).as(bad.toString()).isNotBlank();
    }
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void explainsItself() {
    assertThat(execute("simulate", "--help")).isZero();
    assertThat(out.toString())
        .contains("--customers", "--garbage", "--shuffle-seconds", "--duplicates", "truth.jsonl");
  }

  private int simulate(Path output, String... more) {
    List<String> args = new ArrayList<>(List.of("simulate", "--customers", "20", "--days", "5"));
    args.addAll(List.of("--seed", "7", "--output", output.toString()));
    args.addAll(List.of(more));
    return execute(args.toArray(String[]::new));
  }

  private int execute(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private String oneSentence() {
    String said = err.toString().strip();
    assertThat(said).startsWith("showroom: ").endsWith(".").doesNotContain("\n");
    return said;
  }

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
