package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final String ALERT =
      """
      {"alertId":"a","revision":1,"status":"SUSPECTED","customerId":"c-1","pattern":"STORE_HOP",\
      "family":"f1","decidedAt":"2026-02-01T12:00:00Z","score":0.5,"reasons":[],\
      "counterEvidence":[],"evidence":[],"clearedBy":[],"valueAtRiskMinor":1,"ruleId":"r",\
      "ruleVersion":1,"shadow":false}""";
  private static final String POSITIVE =
      """
      {"customerId":"c-1","label":"STORE_HOPPER","positive":true,"pattern":"STORE_HOP",\
      "family":"f1","anchorTime":"2026-02-01T12:00:00Z","retracted":false}""";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path alerts;
  private Path truth;

  @BeforeEach
  void files() throws IOException {
    alerts = Files.createDirectory(directory.resolve("alerts"));
    Files.write(alerts.resolve("alerts.jsonl"), List.of(ALERT));
    truth = Files.write(directory.resolve("truth.jsonl"), List.of(POSITIVE));
  }

  @Test
  void printsTheTableAndWritesTheFigures() throws IOException {
    Path file = directory.resolve("deep/figures.json");
    assertThat(evaluate("--output", file.toString())).isZero();
    assertThat(out.toString()).contains("STORE_HOP").contains("100.0 (20.7 to 100.0)");
    assertThat(Files.readString(file)).contains("\"pattern\" : \"STORE_HOP\"");
  }

  @Test
  void saysThatADirectoryIsMissing() throws IOException {
    Files.delete(alerts.resolve("alerts.jsonl"));
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("There is no alerts.jsonl in");
    Files.delete(alerts);
    err.getBuffer().setLength(0);
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("There is no directory");
  }

  @Test
  void saysThatTheTruthIsMissingOrEmpty() throws IOException {
    Files.write(truth, List.of());
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("is empty");
    Files.delete(truth);
    err.getBuffer().setLength(0);
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("There is no file");
  }

  @Test
  void saysWhichLineIsBroken() throws IOException {
    Files.write(alerts.resolve("alerts.jsonl"), List.of(ALERT, "{\"alertId\":"));
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("Line 2 of").contains("is not an alert");
  }

  @Test
  void aPositiveWithoutAPatternIsNoLabel() throws IOException {
    for (String line :
        List.of("7", "", "{}", "{\"customerId\":\"c\",\"label\":\"x\",\"positive\":true}")) {
      Files.write(truth, List.of(POSITIVE, POSITIVE, line));
      err.getBuffer().setLength(0);
      assertThat(evaluate()).as(line).isEqualTo(1);
      assertThat(oneSentence()).contains("Line 3 of").contains("is not a label");
    }
  }

  @Test
  void refusesTheTruthOfAnotherWorld() throws IOException {
    Files.write(truth, List.of(POSITIVE.replace("c-1", "c-2")));
    assertThat(evaluate()).isEqualTo(1);
    assertThat(oneSentence()).contains("of another world").contains("c-1");
  }

  @Test
  void explainsItself() {
    assertThat(execute("evaluate", "--help")).isZero();
    assertThat(out.toString()).contains("--alerts", "--truth", "--output", "--shadow", "Wilson");
  }

  private int evaluate(String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("evaluate", "--alerts", alerts.toString(), "--truth", truth.toString()));
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
}
