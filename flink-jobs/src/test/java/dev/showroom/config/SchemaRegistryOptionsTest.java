package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryOptionsTest {
  @TempDir Path directory;

  private RunConfig.SchemaRegistry load(String yaml) {
    return load(yaml, Map.of());
  }

  private RunConfig.SchemaRegistry load(String yaml, Map<String, String> environment) {
    try {
      Path file =
          Files.writeString(
              directory.resolve("run.yaml"), "kafka: {schema-registry: {" + yaml + "}}\n");
      return RunConfig.load(file, environment).kafka().schemaRegistry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void there_is_none_unless_it_is_said_where() {
    assertThat(RunConfig.defaults().kafka().schemaRegistry().isOn()).isFalse();
    assertThat(load("url: ''").isOn()).isFalse();
    assertThat(load("url: 'https://registry.example'").isOn()).isTrue();
  }

  @Test
  void every_option_is_read() {
    assertThat(
            load(
                "url: ['https://one.example:8081', 'https://two.example/apis/ccompat/v7'],"
                    + " user: anna, password-file: p.txt, ca-file: ca.pem, timeout: 2s,"
                    + " patience: 3m"))
        .isEqualTo(
            new RunConfig.SchemaRegistry(
                List.of("https://one.example:8081", "https://two.example/apis/ccompat/v7"),
                "anna",
                "p.txt",
                "ca.pem",
                Duration.ofSeconds(2),
                Duration.ofMinutes(3)));
    assertThat(
            load(
                    "",
                    Map.of(
                        "SHOWROOM_KAFKA_SCHEMA_REGISTRY_URL", "http://a:8081, http://b:8081",
                        "SHOWROOM_KAFKA_SCHEMA_REGISTRY_PASSWORD", "swordfish"))
                .urls())
        .containsExactly("http://a:8081", "http://b:8081");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"registry:8081", "ftp://registry", "https://anna:swordfish@registry.example"})
  void an_address_that_is_none_is_refused_without_being_told(String url) {
    assertThatThrownBy(() -> load("url: ['" + url + "']"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("must be a list of http or https addresses with a host")
        .hasMessageNotContaining("swordfish");
  }

  @ParameterizedTest
  @CsvSource({
    "http://registry.example, false",
    "https://registry.example, true",
    "http://localhost:8081, true"
  })
  void a_password_does_not_travel_readable(String url, boolean accepted) {
    String yaml = "user: anna, password-file: p, url: '" + url + "'";
    if (accepted) {
      assertThat(load(yaml).user()).isEqualTo("anna");
    } else {
      assertThatThrownBy(() -> load(yaml)).hasMessageContaining("must be https where there is a");
    }
    assertThat(load("url: '" + url + "'").isOn()).isTrue();
  }

  @Test
  void a_password_is_no_option() {
    assertThatThrownBy(() -> load("url: 'https://r.example', user: anna, password: swordfish"))
        .hasMessageContaining("Unknown option 'kafka.schema-registry.password'")
        .hasMessageNotContaining("swordfish");
    assertThatThrownBy(() -> load("url: 'https://r.example', password-file: swordfish"))
        .hasMessageContaining("goes with 'kafka.schema-registry.user' only")
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void printing_tells_no_secret() {
    assertThat(
            load("url: 'https://r.example?token=swordfish', user: anna, password-file: swordfish")
                .toString())
        .contains("https://r.example?(hidden)")
        .doesNotContain("swordfish");
  }
}
