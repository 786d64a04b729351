package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** One line to what becomes of it at the door. */
final class LineDecoder {
  // The tolerance is in the newest plausible time already.
  private final Intake intake = new Intake(Duration.ZERO);
  private final Map<InTopic, JsonRecords<?>> readers = new EnumMap<>(InTopic.class);
  private final long newestPlausible;

  LineDecoder(long newestPlausible) {
    this.newestPlausible = newestPlausible;
    for (InTopic topic : InTopic.values()) {
      readers.put(topic, new JsonRecords<>(topic.schema()));
    }
  }

  Arrival decode(RawLine line) {
    return intake.accept(
        line.topic(),
        line.origin(),
        line.bytes(),
        newestPlausible,
        readers.get(line.topic())::read);
  }
}
