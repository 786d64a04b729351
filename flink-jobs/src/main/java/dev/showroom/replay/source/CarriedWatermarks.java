package dev.showroom.replay.source;

import dev.showroom.core.intake.RawLine;
import dev.showroom.core.intake.Timed;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Emits the watermarks that the reader put on what it read: nothing depends on when a timer happens
 * to fire.
 */
public final class CarriedWatermarks<R extends Timed> implements WatermarkGenerator<R> {
  private CarriedWatermarks() {}

  public static <R extends Timed> WatermarkStrategy<R> strategy() {
    return WatermarkStrategy.<R>forGenerator(context -> new CarriedWatermarks<>())
        .withTimestampAssigner((record, ignored) -> record.time());
  }

  @Override
  public void onEvent(R record, long time, WatermarkOutput output) {
    if (record.watermark() != RawLine.NONE) {
      output.emitWatermark(new Watermark(record.watermark()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Only with records.
  }
}
