package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in a JVM of its own whose temporary directory is seen. */
class DemoCommandTest {
  private static final Pattern LAST_LINE =
      Pattern.compile(
          "The simulated world is over\\. [\\d,]+ records in, [\\d,]+ alert revisions out, [\\d,]+ late"
              + " \\(([\\d,]+) of them not on purpose\\), ([\\d,]+) dead letters of ([\\d,]+) broken"
              + " records; first alert after [\\d.]+ s\\.");

  @TempDir Path directory;
  private Path temporary;
  private Process demo;

  @BeforeEach
  void makeTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
  }

  @AfterEach
  void endIt() {
    if (demo != null) {
      demo.destroyForcibly();
    }
  }

  @Test
  void shows_alerts_and_counts_until_the_world_is_over_and_leaves_nothing() throws Exception {
    start("--customers", "800", "--days", "13", "--day-seconds", "2", "--seed", "11");
    assertThat(exitStatus()).as(this::everything).isZero();
    List<String> lines = lines();
    assertThat(lines)
        .anyMatch(
            line -> line.matches("alert 20\\S+Z c-\\d+ [A-Z_]+ SUSPECTED [\\d.]+ [\\d.]+ .+=.+"))
        .anyMatch(line -> line.startsWith("counts in "));
    Matcher last = LAST_LINE.matcher(lines.get(lines.size() - 1));
    assertThat(last.matches()).as(this::everything).isTrue();
    assertThat(last.group(2)).as("each broken record has its dead letter").isEqualTo(last.group(3));
    assertNothingIsLeft();
  }

  @Test
  void ctrl_c_ends_it_with_130_and_leaves_nothing() throws Exception {
    start("--customers", "300");
    awaitOutput("a simulated day is");
    signal("INT");
    assertThat(exitStatus()).as(this::everything).isEqualTo(130);
    assertThat(everything()).contains("Stopped. ");
    assertNothingIsLeft();
  }

  @Test
  void a_kill_while_it_starts_ends_it_with_143_and_leaves_nothing() throws Exception {
    start("--customers", "300");
    awaitOutput("starting the detector");
    signal("TERM");
    assertThat(exitStatus()).as(this::everything).isEqualTo(143);
    assertNothingIsLeft();
  }

  @Test
  void a_second_ctrl_c_does_not_wait() throws Exception {
    start("--customers", "300");
    awaitOutput("starting the detector");
    signal("INT");
    await()
        .until(
            () -> {
              signal("INT");
              return !demo.isAlive();
            });
    assertThat(exitStatus()).isEqualTo(130);
  }

  @Test
  void a_broker_that_cannot_start_is_told_in_one_sentence() throws Exception {
    Files.delete(temporary);
    start();
    assertThat(exitStatus()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("err")))
        .isEqualTo(
            "showroom: No temporary directory can be made in "
                + temporary
                + "."
                + System.lineSeparator());
  }

  @Test
  void a_time_that_is_none_is_wrong_use() throws Exception {
    assertThat(Main.execute("demo", "--for", "soon")).isEqualTo(2);
    assertThat(Main.execute("demo", "--day-seconds", "0")).isEqualTo(2);
  }

  private void start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.showroom.cli.Main",
                "demo"));
    command.addAll(Arrays.asList(options));
    demo =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(demo.pid())).start().waitFor();
  }

  private void awaitOutput(String text) {
    await("'" + text + "'")
        .atMost(Duration.ofMinutes(3))
        .until(() -> !demo.isAlive() || everything().contains(text));
    assertThat(demo.isAlive()).as(this::everything).isTrue();
  }

  private int exitStatus() throws InterruptedException {
    assertThat(demo.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    return demo.exitValue();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve("out"));
  }

  private String everything() {
    try {
      return Files.readString(directory.resolve("out"))
          + Files.readString(directory.resolve("err"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.walk(temporary)) {
      assertThat(left.filter(path -> !path.equals(temporary))).isEmpty();
    }
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
  }
}
