package dev.showroom.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any release has written stays readable: BACKWARD_TRANSITIVE, over every release. */
class SchemaCompatibilityTest {
  private static final Path RELEASED = Path.of("src/test/resources/released");

  /** One record's schema as one release wrote it. */
  record Released(String release, String name, Schema schema) {
    @Override
    public String toString() {
      return release + " " + name;
    }
  }

  static List<Released> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .sorted()
          .map(SchemaCompatibilityTest::read)
          .toList();
    }
  }

  private static Released read(Path file) {
    try {
      return new Released(
          file.getParent().getFileName().toString(),
          file.getFileName().toString().replace(".avsc", ""),
          new Schema.Parser().parse(Files.readString(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Schema> present() {
    Map<String, Schema> present = new TreeMap<>();
    for (InTopic topic : InTopic.values()) {
      present.put(topic.schema().getName(), topic.schema());
    }
    for (OutTopic topic : OutTopic.values()) {
      present.put(topic.schema().getName(), topic.schema());
    }
    return present;
  }

  private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities();
  }

  @ParameterizedTest
  @MethodSource("released")
  void the_present_schema_reads_what_a_release_wrote(Released released) {
    Schema reader = present().get(released.name());

    assertThat(reader)
        .as(
            "%s was released in %s and is gone: its records are still on topics and in files; keep it",
            released.name(), released.release())
        .isNotNull();
    assertThat(released.schema().getName()).isEqualTo(released.name());
    assertThat(incompatibilities(reader, released.schema()))
        .as("%s can no longer read what %s wrote", released.name(), released.release())
        .isEmpty();
  }

  @Test
  void every_present_record_has_a_released_copy() throws IOException {
    List<String> names = released().stream().map(Released::name).toList();

    present()
        .forEach(
            (name, schema) ->
                assertThat(names)
                    .as(
                        "%s has no released copy: write its schema to %s/<release>/%s.avsc:%n%s",
                        name, RELEASED, name, schema.toString(true))
                    .contains(name));
  }

  @Test
  void a_new_field_without_a_default_is_found() {
    assertThat(kindOf("{'name':'a','type':'int'},{'name':'b','type':'int'}"))
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    assertThat(kindOf("{'name':'a','type':'int'},{'name':'b','type':'int','default':0}"))
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType kindOf(String fields) {
    return SchemaCompatibility.checkReaderWriterCompatibility(
            record(fields), record("{'name':'a','type':'int'}"))
        .getResult()
        .getCompatibility();
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{'type':'record','name':'R','fields':[%s]}".formatted(fields).replace('\'', '"'));
  }
}
