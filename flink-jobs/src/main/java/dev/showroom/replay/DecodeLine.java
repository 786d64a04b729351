package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.RawLine;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Lines to arrivals, at any parallelism. */
final class DecodeLine extends RichFlatMapFunction<RawLine, Arrival> {
  private static final long serialVersionUID = 1L;

  private final long newestPlausible;
  private transient LineDecoder decoder;

  DecodeLine(long newestPlausible) {
    this.newestPlausible = newestPlausible;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new LineDecoder(newestPlausible);
  }

  @Override
  public void flatMap(RawLine line, Collector<Arrival> out) {
    if (!line.isEnd()) {
      out.collect(decoder.decode(line));
    }
  }
}
