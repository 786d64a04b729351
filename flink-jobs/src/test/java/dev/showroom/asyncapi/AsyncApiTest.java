package dev.showroom.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");

  @Test
  void stands_in_the_docs_as_schemas_and_streams_make_it() throws IOException {
    if (Boolean.getBoolean("showroom.docs.write")) {
      Files.writeString(DOCUMENT, AsyncApiDocument.text());
    }
    assertThat(DOCUMENT)
        .as("write it anew with -Dshowroom.docs.write=true")
        .hasContent(AsyncApiDocument.text());
  }

  /** The schema is that of npm's @asyncapi/specs 6.11.1, Apache-2.0. */
  @Test
  void is_valid_by_the_schema_of_asyncapi_3() throws IOException {
    String schema;
    try (InputStream in =
        new GZIPInputStream(AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json.gz"))) {
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    var asyncApi =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);

    assertThat(asyncApi.validate(document().toString(), InputFormat.JSON)).isEmpty();
    String broken = document().toString().replace("\"action\":\"send\"", "\"action\":\"sand\"");
    assertThat(asyncApi.validate(broken, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void has_each_topic_with_its_schema_and_examples_that_its_reader_takes() throws Exception {
    JsonNode document = document();
    Schema[] schemas =
        Stream.concat(
                Arrays.stream(InTopic.values()).map(InTopic::schema),
                Arrays.stream(OutTopic.values()).map(OutTopic::schema))
            .toArray(Schema[]::new);
    assertThat(document.at("/channels").size()).isEqualTo(schemas.length);
    assertThat(document.at("/operations").size()).isEqualTo(schemas.length);
    for (Schema schema : schemas) {
      JsonNode message = document.at("/components/messages/" + schema.getName());
      assertThat(new Schema.Parser().parse(message.at("/payload/schema").toString()))
          .isEqualTo(schema);
      JsonNode example = message.at("/examples/0/payload");
      assertThat(example.isObject()).as("an example of " + schema.getName()).isTrue();
      new JsonRecords<>(schema).read(example.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static JsonNode document() throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(DOCUMENT.toFile());
  }
}
