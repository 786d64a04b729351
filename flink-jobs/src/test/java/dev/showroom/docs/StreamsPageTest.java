package dev.showroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about the streams shows what the detector reads and writes. */
class StreamsPageTest {
  private final String page;

  StreamsPageTest() throws IOException {
    page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/streams.md"));
  }

  @ParameterizedTest
  @EnumSource(InTopic.class)
  void theExampleOfEachStreamThatIsReadIsAccepted(InTopic topic) {
    JsonRecords<?> reader = new JsonRecords<>(topic.schema());
    Arrival arrival =
        new Intake(Duration.ZERO)
            .accept(topic, "page:1", example(topic.topic()), Long.MAX_VALUE, reader::read);
    assertThat(arrival.detail()).isNull();
    assertThat(arrival.isDead()).isFalse();
    assertThat(section(topic.topic())).contains("`" + topic.schema().getName() + "`, keyed by");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutTopic.class,
      names = {"ALERTS", "INSIGHTS", "LATE_EVENTS", "DEAD_LETTERS"})
  void theExampleOfEachStreamThatIsWrittenIsOne(OutTopic topic) throws Exception {
    byte[] example = example(topic.topic());
    assertThat(JsonRecords.write(new JsonRecords<>(topic.schema()).read(example)))
        .isEqualTo(new String(example, StandardCharsets.UTF_8));
  }

  @Test
  void everyStreamAndEveryReasonIsTold() {
    for (OutTopic topic : OutTopic.values()) {
      assertThat(page).contains("`" + topic.topic() + "`");
    }
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      assertThat(section("dead-letters")).contains("| `" + reason + "` |");
    }
  }

  private byte[] example(String topic) {
    Matcher json = Pattern.compile("```json\n(.+)\n```").matcher(section(topic));
    assertThat(json.find()).as("example of " + topic).isTrue();
    return json.group(1).getBytes(StandardCharsets.UTF_8);
  }

  private String section(String topic) {
    int from = page.indexOf("### `" + topic + "`");
    assertThat(from).as("section of " + topic).isNotNegative();
    int to = page.indexOf("\n### ", from + 1);
    return page.substring(from, to < 0 ? page.length() : to);
  }
}
