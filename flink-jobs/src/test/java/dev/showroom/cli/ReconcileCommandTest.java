package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole replay of late, broken and repeated lines adds up; with one line more or less it says
 * which.
 */
@Timeout(120)
class ReconcileCommandTest {
  @TempDir private static Path home;
  private static Path world;
  private static Path written;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void replay() throws IOException {
    var simulated = new Simulation(SimulationOptions.of(120, 30, 11)).world();
    long newest = simulated.events().get(simulated.events().size() - 1).eventTime();
    world = Files.createDirectory(home.resolve("world"));
    new WorldWriter(new FileOptions(60, 0.02, 0.01, false), lines -> {}).write(simulated, world);
    written = home.resolve("written");
    Replay.run(
        world,
        written,
        new ReplaySpan(
            Long.MIN_VALUE, Long.MAX_VALUE, newest + Duration.ofMinutes(10).toMillis(), 5_000, 0),
        ReplayRules.of(world, null),
        ReplayPolicies.of(world, null),
        2,
        (records, alerts, seconds) -> {});
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("reconcile"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  /** The files with one line of one of them taken out, or there twice. */
  private int runWith(String file, Predicate<String> which, boolean twice) throws IOException {
    Path other = Files.createDirectories(home.resolve("other"));
    try (var files = Files.list(written)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.write(other.resolve(each.getFileName()), Files.readAllBytes(each));
      }
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(other.resolve(file)));
    String line = lines.stream().filter(which).findFirst().orElseThrow();
    if (twice) {
      lines.add(line);
    } else {
      lines.remove(line);
    }
    Files.write(other.resolve(file), lines);
    return run("--input", world.toString(), "--written", other.toString(), "--json");
  }

  private int differences(String kind) throws IOException {
    return new ObjectMapper().readTree(out.toString()).get("differences").get(kind).asInt();
  }

  @Test
  void a_whole_run_is_reconciled() throws IOException {
    int status = run("--input", world.toString(), "--written", written.toString());

    assertThat(out.toString()).contains("nothing is missing and nothing is double");
    assertThat(status).isZero();
    for (String file : List.of("alerts", "coupon-decisions", "late-events", "dead-letters")) {
      assertThat(Files.readAllLines(written.resolve(file + ".jsonl"))).as(file).isNotEmpty();
      assertThat(out.toString()).contains(file);
    }
    assertThat(err.toString()).contains("reading purchases");
  }

  @Test
  void one_decision_less_is_told_and_so_is_one_more() throws IOException {
    assertThat(runWith("coupon-decisions.jsonl", any -> true, false)).isEqualTo(3);
    assertThat(differences("ALERT_WITHOUT_DECISION")).isEqualTo(1);
    out.getBuffer().setLength(0);
    assertThat(runWith("coupon-decisions.jsonl", any -> true, true)).isEqualTo(3);
    assertThat(differences("DECISION_TWICE")).isEqualTo(1);
  }

  @Test
  void one_alert_less_is_told_and_a_copy_is_none() throws IOException {
    assertThat(runWith("alerts.jsonl", line -> line.contains("\"revision\":2"), true)).isZero();
    assertThat(out.toString()).contains("\"copies of a revision\" : 1");
    out.getBuffer().setLength(0);
    List<String> lines = Files.readAllLines(written.resolve("alerts.jsonl"));
    String revised =
        lines.stream()
            .filter(line -> line.contains("\"revision\":2"))
            .map(line -> line.replaceFirst("\"revision\":2.*", "\"revision\":1,"))
            .findFirst()
            .orElseThrow();
    assertThat(runWith("alerts.jsonl", line -> line.startsWith(revised), false)).isEqualTo(3);
    assertThat(differences("ALERT_REVISION_MISSING")).isEqualTo(1);
  }

  @Test
  void one_dead_letter_less_is_told_in_the_files_that_are_asked_for() throws IOException {
    Path output = home.resolve("report");
    Path none = Files.createDirectories(home.resolve("letterless"));
    List<String> letters =
        new ArrayList<>(Files.readAllLines(written.resolve("dead-letters.jsonl")));
    letters.remove(
        letters.stream().filter(line -> line.contains("UNDECODABLE")).findFirst().orElseThrow());
    Files.write(none.resolve("dead-letters.jsonl"), letters);
    int status =
        run(
            "--input",
            world.toString(),
            "--written",
            none.toString(),
            "--output",
            output.toString());
    assertThat(status).isEqualTo(3);
    assertThat(out.toString()).contains("1 difference").doesNotContain("coupon-decisions");
    assertThat(Files.readAllLines(output.resolve("differences.jsonl")))
        .singleElement()
        .asString()
        .startsWith("{\"kind\":\"DEAD_WITHOUT_LETTER\",\"id\":\"");
    assertThat(output.resolve("reconcile.json")).content().contains("\"reconciled\" : false");
  }

  @Test
  void says_what_cannot_be_read_and_what_was_not_said() throws IOException {
    Path empty = Files.createDirectories(home.resolve("empty"));
    assertThat(run("--input", world.toString(), "--written", empty.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no alerts.jsonl in '" + empty + "'");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Say either --config, for a cluster, or --input");
  }
}
