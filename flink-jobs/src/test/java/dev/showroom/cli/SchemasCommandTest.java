package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.registry.FakeRegistry;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SchemasCommandTest {
  private static final int STREAMS = InTopic.values().length + OutTopic.values().length;

  @TempDir Path directory;
  private final FakeRegistry registry = FakeRegistry.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void all_streams_are_registered_once_under_the_names_of_their_topics() throws IOException {
    assertThat(schemas("register", "--config", config())).isZero();
    assertThat(registry.subjects())
        .hasSize(STREAMS)
        .contains("shop.purchases-value", "shop.alerts-value");
    assertThat(out.toString().lines())
        .hasSize(STREAMS)
        .allMatch(line -> line.matches("shop\\.[a-z-]+-value: registered, id \\d+"));

    out.getBuffer().setLength(0);
    assertThat(schemas("register", "--config", config())).isZero();
    assertThat(out.toString().lines())
        .hasSize(STREAMS)
        .allMatch(line -> line.matches("shop\\.[a-z-]+-value: is there, id \\d+, version 1"));
  }

  @Test
  void a_check_says_how_they_stand_and_registers_nothing() throws IOException {
    registry.put("shop.erasures-value", without("customerId", InTopic.ERASURES.schema()));
    registry.put("shop.insights-value", without("count", OutTopic.INSIGHTS.schema()));

    assertThat(schemas("register", "--check", "--config", config())).isEqualTo(1);

    assertThat(out.toString())
        .contains("shop.purchases-value: is not there")
        .contains("shop.insights-value: other versions are there, and this may follow them\n")
        .contains("shop.erasures-value: other versions are there, and this may not follow them: ")
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(err.toString()).contains("1 of " + STREAMS + " schemas may not follow");
    assertThat(registry.subjects()).hasSize(2);
    assertThat(registry.requests()).noneMatch(r -> r.matches("POST /subjects/.*/versions"));
  }

  @Test
  void nothing_is_registered_where_one_may_not_be() throws IOException {
    registry.put("shop.erasures-value", without("customerId", InTopic.ERASURES.schema()));

    assertThat(schemas("register", "--config", config())).isEqualTo(1);

    assertThat(err.toString()).contains("; nothing was registered.");
    assertThat(registry.subjects()).hasSize(1);
  }

  @Test
  void a_newer_schema_becomes_the_next_version() throws IOException {
    registry.put("shop.insights-value", without("count", OutTopic.INSIGHTS.schema()));

    assertThat(schemas("register", "--config", config())).isZero();
    assertThat(schemas("register", "--config", config())).isZero();
    assertThat(out.toString()).containsPattern("shop.insights-value: is there, id \\d+, version 2");
  }

  @Test
  void without_a_registry_there_is_nothing_to_register() throws IOException {
    Path file = Files.writeString(directory.resolve("none.yaml"), "kafka: {topic-prefix: x.}\n");

    assertThat(schemas("register", "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("set 'kafka.schema-registry.url' in the file");
  }

  @Test
  void a_schema_is_shown_as_it_is_registered() {
    assertThat(schemas("show", "purchases")).isZero();
    assertThat(SchemaNormalization.toParsingForm(new Schema.Parser().parse(out.toString())))
        .isEqualTo(SchemaNormalization.toParsingForm(InTopic.PURCHASES.schema()));
    assertThat(out.toString()).doesNotContain("avro.java");

    assertThat(schemas("show", "purchase")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'purchases'?");
  }

  @Test
  void their_names_are_listed() {
    assertThat(schemas("show")).isZero();
    assertThat(out.toString().lines())
        .hasSize(STREAMS)
        .startsWith("rules")
        .endsWith("dead-letters");
  }

  private String config() throws IOException {
    return Files.writeString(
            directory.resolve("showroom.yaml"),
            """
            kafka:
              topic-prefix: shop.
              schema-registry:
                url: %s
            """
                .formatted(registry.url()))
        .toString();
  }

  /** As an earlier release may have had it. */
  private static String without(String field, Schema schema) {
    Schema earlier =
        Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
    earlier.setFields(
        schema.getFields().stream()
            .filter(f -> !f.name().equals(field))
            .map(f -> new Schema.Field(f, f.schema()))
            .toList());
    return earlier.toString();
  }

  private int schemas(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] all = new String[args.length + 1];
    all[0] = "schemas";
    System.arraycopy(args, 0, all, 1, args.length);
    int status = line.execute(all);
    line.getOut().flush();
    line.getErr().flush();
    return status;
  }
}
