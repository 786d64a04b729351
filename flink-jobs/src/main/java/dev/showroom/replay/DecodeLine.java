package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Lines to arrivals, at any parallelism. */
final class DecodeLine extends RichFlatMapFunction<RawLine, Arrival> {
  private static final long serialVersionUID = 1L;

  private final long newestPlausible;
  private transient Intake intake;
  private transient Map<InTopic, JsonRecords<?>> readers;

  DecodeLine(long newestPlausible) {
    this.newestPlausible = newestPlausible;
  }

  @Override
  public void open(OpenContext context) {
    // The tolerance is in the newest plausible time already.
    intake = new Intake(Duration.ZERO);
    readers = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      readers.put(topic, new JsonRecords<>(topic.schema()));
    }
  }

  @Override
  public void flatMap(RawLine line, Collector<Arrival> out) {
    if (!line.isEnd()) {
      out.collect(
          intake.accept(
              line.topic(),
              line.origin(),
              line.bytes(),
              newestPlausible,
              readers.get(line.topic())::read));
    }
  }
}
