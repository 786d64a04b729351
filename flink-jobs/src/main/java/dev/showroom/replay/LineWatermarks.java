package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Emits the watermarks that the merging reader put on its lines: nothing depends on when a timer
 * happens to fire.
 */
final class LineWatermarks implements WatermarkGenerator<RawLine> {
  static WatermarkStrategy<RawLine> strategy() {
    return WatermarkStrategy.<RawLine>forGenerator(context -> new LineWatermarks())
        .withTimestampAssigner((line, ignored) -> line.time());
  }

  @Override
  public void onEvent(RawLine line, long time, WatermarkOutput output) {
    if (line.watermark() != RawLine.NONE) {
      output.emitWatermark(new Watermark(line.watermark()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Only with lines.
  }
}
