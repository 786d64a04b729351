package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
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
    assertThat(execute("rules", "show")).isZero();
    Path shown = file(out.toString());
    out.getBuffer().setLength(0);
    assertThat(execute("rules", "check", shown.toString())).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("ok: 9 rules, version 1 of 'showroom', in force from the first event on");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theTimeFromWhichARuleSetIsInForceIsSaid() throws IOException {
    Path file =
        file(
            "id: mine\nversion: 4\neffectiveFrom: 2026-01-31T00:00:00Z\nrules:\n"
                + "  - {id: A, trigger: browse, level: sku, when: ['true']}\n");
    assertThat(execute("rules", "check", file.toString())).isZero();
    assertThat(out.toString())
        .startsWith("ok: 1 rule, version 4 of 'mine', in force from 2026-01-31T00:00:00");
  }

  @Test
  void everyProblemIsALineWithItsPlace() throws IOException {
    Path file = file("id: mine\nversion: none\nruls: []\n");
    assertThat(execute("rules", "check", file.toString())).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            one -> assertThat(one).startsWith(file + ":1:1: The key 'rules' is missing"),
            two -> assertThat(two).startsWith(file + ":2:10: 'version' must be a whole number"),
            three -> assertThat(three).contains(":3:1: There is no key 'ruls'", "'rules'?"));
    assertThat(out.toString()).isEmpty();
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
    assertThat(execute("rules")).isEqualTo(2);
    assertThat(err.toString()).contains("rules check FILE");
  }

  private void assertFails(Path file, String words) {
    err.getBuffer().setLength(0);
    assertThat(execute("rules", "check", file.toString())).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("showroom: The rule file '")
        .endsWith(words)
        .doesNotContain("\n");
  }
}
