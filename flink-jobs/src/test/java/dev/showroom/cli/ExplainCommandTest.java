package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --explain}: what it prints, and what it says to a wrong use of it. */
class ExplainCommandTest {
  private static final String LINES =
      """
      {"eventId":"e-1","eventTime":"2026-01-05T10:00:00Z","customerId":"c-1","consentPersonalisation":true,"consentPush":true,"staff":false}
      {"eventId":"e-2","eventTime":"2026-01-07T10:00:00Z","customerId":"c-1","consentPersonalisation":true,"consentPush":true,"staff":true}
      """;

  @TempDir Path input;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINES);
  }

  @Test
  void aJourneyIsPrintedAndNothingIsWritten() throws IOException {
    assertThat(explain("c-1")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "customer c-1, up to 2026-01-07T10:00:00Z: 2 events, 0 alerts",
            "2026-01-05T10:00:00Z      profile   no staff, no household",
            "2026-01-07T10:00:00Z      profile   staff, no household");
    assertThat(err.toString()).isEmpty();
    try (var files = Files.list(input)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void atAMomentOrWithinASpanOnlyWhatWasThenIsPrinted() {
    assertThat(explain("c-1", "--at", "2026-01-06")).isZero();
    assertThat(out.toString()).contains("2026-01-05T10:00:00Z").doesNotContain("2026-01-07");

    assertThat(explain("c-1", "--from", "2026-01-06")).isZero();
    assertThat(out.toString())
        .as("a profile is known however long ago it was stated")
        .contains("2026-01-07T10:00:00Z", "2026-01-05T10:00:00Z");
  }

  @Test
  void anUnknownCustomerIsSaidToBeUnknown() {
    assertThat(explain("c-2")).isEqualTo(1);
    assertSaid("No record in the range asked for is of a customer 'c-2'.");

    assertThat(explain("c-1", "--until", "2026-01-01")).isEqualTo(1);
    assertSaid("No record in the range asked for is of a customer 'c-1'.");

    assertThat(explain("c-1", "--from", "2027-01-01")).isEqualTo(1);
    assertSaid("There is no record in the range asked for.");
  }

  @Test
  void aRuleFileThatIsWrongOrMissingIsSaidToBe() throws IOException {
    Path rules = Files.writeString(input.resolve("mine.yaml"), "id: mine\nversion: nought\n");

    assertThat(explain("c-1", "--rules", rules.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("The rule file '" + rules + "' is wrong in ");

    assertThat(explain("c-1", "--rules", input.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none.yaml");
  }

  @Test
  void itsOptionsGoTogether() {
    assertThat(explain("c-1", "--output", "somewhere")).isEqualTo(2);
    assertThat(err.toString()).contains("--explain prints and writes no files");
    assertThat(explain("c-1", "--at", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--at must be a date or an ISO-8601 time");
    assertThat(replay("--output", "somewhere", "--at", "2026-01-06")).isEqualTo(2);
    assertThat(err.toString()).contains("--at goes with --explain only");
    assertThat(replay("--output", "somewhere", "--verbose")).isEqualTo(2);
    assertThat(err.toString()).contains("--verbose goes with --explain only");
    assertThat(replay()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required option: '--output=DIR'");
    assertThat(Path.of("somewhere")).doesNotExist();
  }

  private int explain(String customer, String... more) {
    List<String> args = new ArrayList<>(List.of("--explain", customer));
    args.addAll(List.of(more));
    return replay(args.toArray(String[]::new));
  }

  private int replay(String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> args = new ArrayList<>(List.of("replay", "--input", input.toString()));
    args.addAll(List.of(more));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(String[]::new));
  }

  private void assertSaid(String sentence) {
    assertThat(err.toString()).isEqualToIgnoringNewLines("showroom: " + sentence);
    assertThat(out.toString()).isEmpty();
  }
}
