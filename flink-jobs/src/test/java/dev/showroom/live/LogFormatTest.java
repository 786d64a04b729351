package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** One log event is one JSON object on one line, whatever is in it. */
class LogFormatTest {
  private static final String BAD = "a \"quoted\" \\ text,\n\tof two lines; \u0001 ü";

  @Test
  void of_run() throws Exception {
    JsonNode json =
        written(
            appender(
                LogFormatTest.class.getResource("/log4j2.properties").toURI(), "console-json"));
    assertThat(json.get("error").asText()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void of_a_cluster() throws Exception {
    written(appender(Path.of("..", "docker", "log4j-json.properties").toUri(), "console"));
  }

  @Test
  void both_have_the_same_fields() throws Exception {
    JsonNode run =
        written(
            appender(
                LogFormatTest.class.getResource("/log4j2.properties").toURI(), "console-json"));
    JsonNode cluster =
        written(appender(Path.of("..", "docker", "log4j-json.properties").toUri(), "console"));
    Set<String> fields = names(run);
    fields.remove("error"); // The stack begins with it.
    assertThat(names(cluster)).isEqualTo(fields);
  }

  @Test
  void a_line_of_text_tells_the_first_cause_and_not_what_wrapped_it() throws Exception {
    Layout<?> text =
        appender(LogFormatTest.class.getResource("/log4j2.properties").toURI(), "console-text");
    String line =
        new String(
            text.toByteArray(
                Log4jLogEvent.newBuilder()
                    .setLoggerName("dev.showroom.X")
                    .setLevel(Level.ERROR)
                    .setMessage(new SimpleMessage("What it did."))
                    .setThrown(
                        new RuntimeException(
                            "wrapped", new IllegalStateException("offset 7 is out of range")))
                    .build()),
            StandardCharsets.UTF_8);
    assertThat(line)
        .contains(
            "ERROR X - What it did.", "java.lang.IllegalStateException: offset 7 is out of range")
        .doesNotContain("wrapped");
    assertThat(line.lines()).hasSizeLessThanOrEqualTo(3);
  }

  private static Set<String> names(JsonNode json) {
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Layout<?> appender(URI file, String name) {
    Configuration configuration =
        ConfigurationFactory.getInstance().getConfiguration(new LoggerContext("t"), "t", file);
    configuration.initialize();
    return configuration.getAppender(name).getLayout();
  }

  private static JsonNode written(Layout<?> layout) throws Exception {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue("flink-job-id", "j-1");
    String line =
        new String(
            layout.toByteArray(
                Log4jLogEvent.newBuilder()
                    .setLoggerName("dev.showroom.X")
                    .setLevel(Level.WARN)
                    .setThreadName("thread \"1\"")
                    .setTimeMillis(1_770_000_000_000L)
                    .setMessage(new SimpleMessage(BAD))
                    .setContextData(context)
                    .setThrown(new IllegalStateException(BAD))
                    .build()),
            StandardCharsets.UTF_8);
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo(BAD);
    assertThat(json.get("time").asText()).isEqualTo("2026-02-02T02:40:00.000Z");
    assertThat(
            List.of(
                json.get("level").asText(), json.get("thread").asText(), json.get("job").asText()))
        .containsExactly("WARN", "thread \"1\"", "j-1");
    assertThat(json.get("stack").asText())
        .startsWith("java.lang.IllegalStateException: a \"quoted\"")
        .contains("LogFormatTest");
    return json;
  }
}
