package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import java.util.EnumMap;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Lines to arrivals, at any parallelism. */
final class DecodeLine extends RichFlatMapFunction<RawLine, Arrival> {
  private static final long serialVersionUID = 1L;

  private final long newestPlausible;
  private final EnumMap<InTopic, List<String>> writers;
  private transient LineDecoder decoder;

  DecodeLine(long newestPlausible, EnumMap<InTopic, List<String>> writers) {
    this.newestPlausible = newestPlausible;
    this.writers = writers;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new LineDecoder(newestPlausible, writers);
  }

  @Override
  public void flatMap(RawLine line, Collector<Arrival> out) {
    if (!line.isEnd()) {
      out.collect(decoder.decode(line));
    }
  }
}
