package dev.showroom.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.showroom.config.RunConfig;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * The topics as AsyncAPI: payloads from the Avro schemas, keys, descriptions and examples from
 * docs/streams.md.
 */
final class AsyncApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR))
          .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
  private static final String BINDING = "0.5.0";

  private final String streams;
  private final RunConfig.Kafka kafka = RunConfig.defaults().kafka();
  private final Map<String, Object> channels = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();
  private final Map<String, Object> messages = new LinkedHashMap<>();

  private AsyncApiDocument(String streams) {
    this.streams = streams;
  }

  static String text() throws IOException {
    return new AsyncApiDocument(Files.readString(Path.of("..", "docs", "streams.md"))).yaml();
  }

  private String yaml() throws JsonProcessingException {
    for (InTopic topic : InTopic.values()) {
      add(topic.topic(), topic.schema(), "receive");
    }
    for (OutTopic topic : OutTopic.values()) {
      add(topic.topic(), topic.schema(), "send");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("asyncapi", "3.0.0");
    document.put(
        "info",
        map(
            "title",
            "Showrooming detector",
            "version",
            "0.1.0",
            "description",
            "What the detector reads (receive) and writes (send). Addresses are those of the"
                + " default topic prefix. Values are Avro in single-object encoding: C3 01, the"
                + " fingerprint of the schema, the binary record; examples show them as JSON.",
            "license",
            map(
                "name", "Apache-2.0",
                "url", "https://www.apache.org/licenses/LICENSE-2.0.txt")));
    document.put("defaultContentType", "avro/binary");
    document.put(
        "servers",
        map("kafka", map("host", String.join(",", kafka.bootstrapServers()), "protocol", "kafka")));
    document.put("channels", channels);
    document.put("operations", operations);
    document.put("components", map("messages", messages));
    return YAML.writeValueAsString(document);
  }

  private void add(String topic, Schema schema, String action) throws JsonProcessingException {
    String section = section(topic);
    String name = schema.getName();
    channels.put(
        topic,
        map(
            "address", kafka.topicPrefix() + topic,
            "messages", map(name, ref("components/messages/" + name)),
            "bindings", map("kafka", map("bindingVersion", BINDING))));
    operations.put(
        action + "-" + topic, map("action", action, "channel", ref("channels/" + topic)));
    Map<String, Object> message =
        map(
            "name",
            name,
            "summary",
            found(section, "(?s)keyed by .*?[.;] (.*?)\\.(?:\\s|$)") + ".",
            "contentType",
            "avro/binary",
            "bindings",
            map(
                "kafka",
                map(
                    "key",
                    map("type", "string", "description", key(section)),
                    "bindingVersion",
                    BINDING)),
            "payload",
            map("schemaFormat", AVRO, "schema", JSON.readTree(schema.toString())));
    Matcher example = Pattern.compile("(?s)```json\\n(.*?)\\n```").matcher(section);
    if (example.find()) {
      JsonNode payload = JSON.readTree(example.group(1));
      message.put("examples", List.of(map("payload", payload)));
    }
    messages.put(name, message);
  }

  private String key(String section) {
    String key = found(section, "(?s)keyed by (.*?)(?:; at least once|; exactly once)?\\.\\s");
    return key.equals("as browsing") ? key(section("browsing")) : key;
  }

  private String section(String topic) {
    return raw(streams, "(?s)### `" + topic + "`[^\\n]*\\n(.*?)(?=\\n##|\\z)");
  }

  /** On one line. */
  private static String found(String text, String pattern) {
    return raw(text, pattern).replaceAll("\\s+", " ").strip();
  }

  private static String raw(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("docs/streams.md has nothing like " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }

  private static Map<String, Object> ref(String to) {
    return map("$ref", "#/" + to);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
