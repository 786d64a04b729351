package dev.showroom.stream;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A flat map that does not pass on that its input is idle: for a long way that meets a short one.
 *
 * <p>What is behind a full shuffle is idle only when every source is, and then holding back harms
 * nobody. But when they wake, after a quiet hour or a restart, word of it comes by the short way
 * first: with the long one still held to be idle, the watermark passes what is about to come by it,
 * such as an alert whose time had come in the meantime.
 */
final class SteadyFlatMap<I, O> extends StreamFlatMap<I, O> {
  private static final long serialVersionUID = 1L;

  SteadyFlatMap(FlatMapFunction<I, O> function) {
    super(function);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // Stays active, at the last watermark.
  }
}
