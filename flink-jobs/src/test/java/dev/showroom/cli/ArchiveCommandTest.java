package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the exit status and stderr say of archives. */
@Timeout(60)
class ArchiveCommandTest {
  @TempDir private Path directory;
  private Path input;
  private Path output;
  private String said;
  private String printed;

  @BeforeEach
  void writeOrders() throws IOException {
    input = Files.createDirectory(directory.resolve("in"));
    output = directory.resolve("out");
    orders("purchases.jsonl", 1, 2, 4);
  }

  @Test
  void filesOfAnyFormAreWrittenByDate() throws IOException {
    assertThat(execute("archive", "--input", input, "--output", output)).isZero();
    assertThat(printed).startsWith("3 records archived, 0 dead letters;");
    assertThat(files())
        .containsExactly(
            "purchases/dt=2026-01-01/part-0000.avro",
            "purchases/dt=2026-01-02/part-0000.avro",
            "purchases/dt=2026-01-03/_no-records",
            "purchases/dt=2026-01-04/part-0000.avro");
  }

  @Test
  void aMissingDayIsToldAndTheStatusSaysSo() throws IOException {
    execute("archive", "--input", input, "--output", output);
    assertThat(execute("archive", "--input", output, "--output", directory.resolve("whole")))
        .as("a day on which nothing happened is not missing")
        .isZero();
    Files.delete(output.resolve("purchases/dt=2026-01-03/_no-records"));
    Files.delete(output.resolve("purchases/dt=2026-01-03"));
    Path again = directory.resolve("again");

    assertThat(execute("archive", "--input", output, "--output", again, "--format", "parquet"))
        .isEqualTo(3);
    assertThat(said).contains("showroom: No stream has a folder for 2026-01-03.");
    assertThat(again.resolve("purchases/dt=2026-01-04")).exists();
    assertThat(again.resolve("purchases/dt=2026-01-03"))
        .as("a copy does not hide what is missing")
        .doesNotExist();

    assertThat(execute("replay", "--input", output, "--output", directory.resolve("alerts")))
        .isEqualTo(3);
    assertThat(said).contains("showroom: No stream has a folder for 2026-01-03.");
    assertThat(printed).startsWith("3 records in");
  }

  @Test
  void aBrokenFirstRecordIsFiledWithTheFirstThatCanBeReadAndMakesNoQuietDays() throws IOException {
    List<String> orders = Files.readAllLines(input.resolve("purchases.jsonl"));
    Files.write(
        input.resolve("purchases.jsonl"),
        List.of("broken", orders.get(0), orders.get(1), orders.get(2), "broken"));

    assertThat(execute("archive", "--input", input, "--output", output)).isZero();
    assertThat(files())
        .filteredOn(file -> file.startsWith("dead-letters"))
        .containsExactly(
            "dead-letters/dt=2026-01-01/part-0000.avro",
            "dead-letters/dt=2026-01-04/part-0000.avro");
  }

  @Test
  void aTimeBefore2000OrToComeIsADeadLetterAndMakesNoFolder() throws IOException {
    Path file = input.resolve("purchases.jsonl");
    List<String> orders = Files.readAllLines(file);
    Files.write(
        file,
        List.of(
            orders.get(0),
            orders.get(1).replace("2026-01-02T12:00:00Z", "9999-12-31T00:00:00Z"),
            orders.get(2).replace("2026-01-04T12:00:00Z", "1999-12-31T23:59:59Z")));

    assertThat(execute("archive", "--input", input, "--output", output, "--format", "jsonl"))
        .isZero();
    assertThat(printed).startsWith("1 records archived, 2 dead letters;");
    assertThat(files())
        .containsExactly(
            "dead-letters/dt=2026-01-01/part-0000.jsonl.zst",
            "purchases/dt=2026-01-01/part-0000.jsonl.zst");
  }

  @Test
  void aRangeIsTakenInclusively() throws IOException {
    assertThat(
            execute(
                "archive",
                "--input",
                input,
                "--output",
                output,
                "--format",
                "jsonl",
                "--compression",
                "none",
                "--from",
                "2026-01-02T12:00:00Z",
                "--until",
                "2026-01-04T11:59:59.999Z"))
        .isZero();
    assertThat(files()).containsExactly("purchases/dt=2026-01-02/part-0000.jsonl");
    assertThat(output.resolve(files().get(0)))
        .hasContent(Files.readAllLines(input.resolve("purchases.jsonl")).get(1));
  }

  @Test
  void aRangeWithoutRecordsIsOneSentenceAndStatusOne() {
    assertThat(execute("archive", "--input", input, "--output", output, "--until", "2020-01-01"))
        .isEqualTo(1);
    assertThat(said)
        .isEqualToIgnoringNewLines(
            "showroom: There is no record in the range asked for; nothing was written.");
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format jsonl --compression snappy|JSON Lines are compressed with gzip or zstd",
        "--follow|--follow goes with --config only",
        "--config f.yaml|Give one of --config and --input",
        "--topics purchases,alerts|There is no stream 'alerts'",
        "--from yesterday|--from must be a date or an ISO-8601 time",
        "--from 2026-02-01 --until 2026-01-01|--from must not lie after --until"
      })
  void wrongUseIsStatusTwo(String options, String sentence) {
    Object[] words =
        Stream.concat(
                Stream.of("archive", "--input", input, "--output", output),
                Stream.of((Object[]) options.split(" ")))
            .toArray();
    assertThat(execute(words)).isEqualTo(2);
    assertThat(said).contains(sentence);
  }

  private int execute(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    String[] args = Stream.of(words).map(Object::toString).toArray(String[]::new);
    int status = command.execute(args);
    printed = out.toString();
    said = err.toString();
    return status;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> tree = Files.walk(output)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void orders(String name, int... days) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int day : days) {
      lines.append(
          ("{\"eventId\":\"e%1$d\",\"eventTime\":\"2026-01-%1$02dT12:00:00Z\",\"actor\":{\"kind\":"
                  + "\"CUSTOMER\",\"id\":\"c\"},\"orderId\":\"o%1$d\",\"channel\":\"ONLINE\","
                  + "\"lines\":[{\"sku\":\"s\",\"quantity\":1,\"unitPriceMinor\":100}],"
                  + "\"couponIds\":[]}%n")
              .formatted(day));
    }
    Files.writeString(input.resolve(name), lines);
  }
}
