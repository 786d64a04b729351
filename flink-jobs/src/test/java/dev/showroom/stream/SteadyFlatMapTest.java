package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SteadyFlatMapTest {
  @Test
  void records_and_watermarks_pass_and_word_of_idleness_does_not() throws Exception {
    FlatMapFunction<String, String> same = (value, out) -> out.collect(value);
    try (OneInputStreamOperatorTestHarness<String, String> harness =
        new OneInputStreamOperatorTestHarness<>(new SteadyFlatMap<>(same))) {
      harness.open();
      harness.processWatermark(new Watermark(1));
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
      harness.processElement(new StreamRecord<>("a", 2));
      harness.processWatermark(new Watermark(2));
      assertThat(harness.getOutput())
          .containsExactly(new Watermark(1), new StreamRecord<>("a", 2), new Watermark(2));
    }
  }
}
