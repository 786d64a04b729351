package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {
  private static final Path KEPT =
      Path.of("src", "test", "resources", "savepoints", "0.1.0", "savepoint.zip");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tells_what_a_savepoint_holds_and_that_this_release_can_go_on_from_it() throws IOException {
    unzip(directory);

    assertThat(run("state", directory.toString())).as(err.toString()).isZero();

    assertThat(out.toString())
        .containsPattern("(?m)^journey: [0-9,]+ bytes, 2 of 128 instances$")
        .containsPattern("(?m)^  journey-body +VALUE +JOURNEY_BODY 2$");
    assertThat(err.toString()).contains("can go on from it");
  }

  @Test
  void of_the_directory_of_a_jobs_checkpoints_it_tells_of_the_newest() throws IOException {
    unzip(Files.createDirectories(directory.resolve("job").resolve("chk-41")));
    Files.createDirectories(directory.resolve("job").resolve("chk-42"));

    assertThat(run("state", directory.toString())).as(err.toString()).isZero();

    assertThat(out.toString()).contains("journey-body");
    assertThat(err.toString())
        .as("42 is not whole")
        .contains("the newest checkpoint there is chk-41.")
        .contains("can go on from it");
  }

  private static void unzip(Path to) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(KEPT))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, to.resolve(entry.getName()));
      }
    }
  }

  @Test
  void says_in_one_sentence_that_there_is_none() {
    assertThat(run("state", directory.resolve("none").toString())).isEqualTo(1);

    assertThat(err.toString().strip())
        .startsWith("showroom: This release cannot go on from")
        .doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void prints_the_tables_of_a_deployment_or_of_a_directory() throws IOException {
    Path config =
        Files.writeString(directory.resolve("run.yaml"), "kafka: {topic-prefix: shop.}\n");

    assertThat(run("schemas", "sql", "--config", config.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("'topic' = 'shop.alerts'").contains("CREATE VIEW");
    assertThat(run("schemas", "sql", "--files", directory.toString())).isZero();
    assertThat(out.toString()).contains("'path' = 'file:///").contains("/alerts.jsonl'");
    assertThat(run("schemas", "sql")).isEqualTo(2);
  }

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
