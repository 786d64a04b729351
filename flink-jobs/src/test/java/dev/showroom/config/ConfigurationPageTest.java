package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void stands_in_the_docs_as_the_table_of_options_makes_it() throws IOException {
    if (Boolean.getBoolean("showroom.docs.write")) {
      Files.writeString(PAGE, ConfigurationPage.text());
    }
    assertThat(PAGE)
        .as("write it anew with -Dshowroom.docs.write=true")
        .hasContent(ConfigurationPage.text());
  }

  @Test
  void describes_every_option_once_with_its_default_and_variable() {
    String page = ConfigurationPage.text();
    for (Option<?, ?> option : Options.ALL) {
      assertThat(page.split("\\| `" + option.name() + "`<br>", -1)).as(option.name()).hasSize(2);
      assertThat(page).contains("`" + option.environmentVariable());
      assertThat(option.doc()).as(option.name()).isNotBlank().endsWith(".").doesNotContain("\n");
    }
    assertThat(Options.ALL).extracting(Option::environmentVariable).doesNotHaveDuplicates();
    assertThat(Options.SECTIONS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Options.ALL.stream()
                .map(o -> o.name().substring(0, o.name().indexOf('.')))
                .distinct()
                .toList());
  }

  /** A field of RunConfig without an option, or the other way round, is a slip. */
  @Test
  void describes_as_many_options_as_the_configuration_has_fields() {
    int fields =
        RunConfig.Kafka.class.getRecordComponents().length
            - 1
            + RunConfig.SchemaRegistry.class.getRecordComponents().length
            + RunConfig.Time.class.getRecordComponents().length
            + RunConfig.Job.class.getRecordComponents().length
            + RunConfig.Coupons.class.getRecordComponents().length
            + RunConfig.Metrics.class.getRecordComponents().length
            + RunConfig.Push.class.getRecordComponents().length;
    assertThat(Options.ALL).hasSize(fields);
  }

  /** One that is not known there would be refused at the start. */
  @Test
  void knows_every_variable_that_a_page_a_script_or_a_deployment_names(@TempDir Path temp)
      throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Set<String> variables = new TreeSet<>();
    for (String place : List.of("README.md", "showroom", "docs", "docker")) {
      try (Stream<Path> files = Files.walk(root.resolve(place))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Pattern.compile("SHOWROOM_[A-Z0-9_]*[A-Z0-9]\\b")
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> variables.add(found.group()));
        }
      }
    }
    assertThat(variables).contains("SHOWROOM_JAVA_OPTS", "SHOWROOM_COUPON_KEYS");
    Path empty = Files.writeString(temp.resolve("empty.yaml"), "");
    for (String variable : variables) {
      try {
        RunConfig.load(empty, Map.of(variable, "x"));
      } catch (CommandFailure e) {
        assertThat(e.getMessage()).doesNotContain("Unknown option");
      }
    }
  }
}
