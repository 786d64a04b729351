package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  private static final String RIGHT =
      """
      id: mine
      version: 4
      effectiveFrom: 2026-01-31T00:00:00Z
      mode: shadow
      actOn: {patterns: [STORE_HOP]}
      timeZone: UTC
      holdOut: {share: 10%, salt: s}
      marginFloor: {default: 10%}
      offers: [{id: guide, kind: INFORMATION, uplift: 2%}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path work;

  private int execute(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(work.resolve("mine.yaml"), text);
  }

  @Test
  void whatIsShownIsAccepted() throws IOException {
    assertThat(execute("policy", "show")).isZero();
    Path shown = file(out.toString());
    out.getBuffer().setLength(0);
    assertThat(execute("policy", "check", shown.toString())).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "ok: 12 offers, 1 campaign, version 1 of 'showroom', in force from the first event on");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theTimeFromWhichAPolicyIsInForceIsSaidAndThatItIsOnlyLookedAt() throws IOException {
    assertThat(execute("policy", "check", file(RIGHT).toString())).isZero();
    assertThat(out.toString())
        .startsWith(
            "ok: 1 offer, 0 campaigns, shadow, version 4 of 'mine', in force from"
                + " 2026-01-31T00:00:00");
  }

  @Test
  void everyProblemIsALineWithItsPlace() throws IOException {
    Path file = file(RIGHT.replace("version: 4", "version: none").replace("STORE_HOP", "hop"));
    assertThat(execute("policy", "check", file.toString())).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            one -> assertThat(one).startsWith(file + ":2:10: 'version' must be a whole number"),
            two -> assertThat(two).startsWith(file + ":5:20: 'hop' is no name for a pattern"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatMayNotBeMeantIsToldAndAccepted() throws IOException {
    Path file = file(RIGHT.replace("STORE_HOP", "STORE_HOPS"));
    assertThat(execute("policy", "check", file.toString())).isZero();
    assertThat(err.toString().strip())
        .isEqualTo(
            file
                + ":5:20: Right, but: 'STORE_HOPS' is no pattern of the shipped rules; did you mean"
                + " 'STORE_HOP'?");
    assertThat(out.toString()).startsWith("ok: 1 offer");
  }

  @Test
  void aFileThatCannotBeReadIsOneSentence() throws IOException {
    assertFails(work.resolve("none.yaml"), "none.yaml' does not exist.");
    assertFails(work, "is a directory.");
    assertFails(file("  \n"), "is empty.");
    assertFails(
        Files.write(work.resolve("binary"), new byte[] {(byte) 0xff, 0, 1}), "is not UTF-8 text.");
  }

  @Test
  void aCommandThatIsLeftOutIsAskedFor() {
    assertThat(execute("policy")).isEqualTo(2);
    assertThat(err.toString()).contains("policy check FILE");
  }

  private void assertFails(Path file, String words) {
    err.getBuffer().setLength(0);
    assertThat(execute("policy", "check", file.toString())).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("showroom: The policy file '")
        .endsWith(words)
        .doesNotContain("\n");
  }
}
