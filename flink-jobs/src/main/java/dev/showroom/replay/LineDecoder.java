package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Encoding;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One line, or one record in Avro, to what becomes of it at the door. */
final class LineDecoder {
  // The tolerance is in the newest plausible time already.
  private final Intake intake = new Intake(Duration.ZERO);
  private final Map<InTopic, JsonRecords<?>> json = new EnumMap<>(InTopic.class);
  private final Map<InTopic, AvroRecords<?>> avro = new EnumMap<>(InTopic.class);
  private final long newestPlausible;

  LineDecoder(long newestPlausible, Map<InTopic, List<String>> writers) {
    this.newestPlausible = newestPlausible;
    for (InTopic topic : InTopic.values()) {
      json.put(topic, new JsonRecords<>(topic.schema()));
      avro.put(topic, StreamInputs.decoder(topic, writers));
    }
  }

  Arrival decode(RawLine line) {
    return intake.accept(
        line.topic(),
        line.origin(),
        line.bytes(),
        newestPlausible,
        line.encoding() == Encoding.JSON
            ? json.get(line.topic())::read
            : avro.get(line.topic())::read);
  }
}
