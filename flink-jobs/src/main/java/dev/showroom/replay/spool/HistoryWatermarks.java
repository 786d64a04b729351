package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Emits the watermarks that the reader put on its records: nothing depends on a timer. */
final class HistoryWatermarks implements WatermarkGenerator<HistoryRecord> {
  static WatermarkStrategy<HistoryRecord> strategy() {
    return WatermarkStrategy.<HistoryRecord>forGenerator(context -> new HistoryWatermarks())
        .withTimestampAssigner((record, ignored) -> record.time());
  }

  @Override
  public void onEvent(HistoryRecord record, long time, WatermarkOutput output) {
    if (record.watermark() != RawLine.NONE) {
      output.emitWatermark(new Watermark(record.watermark()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Only with records.
  }
}
