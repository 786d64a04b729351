package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
            + RunConfig.Time.class.getRecordComponents().length
            + RunConfig.Job.class.getRecordComponents().length
            + RunConfig.Coupons.class.getRecordComponents().length
            + RunConfig.Metrics.class.getRecordComponents().length
            + RunConfig.Push.class.getRecordComponents().length;
    assertThat(Options.ALL).hasSize(fields);
  }
}
