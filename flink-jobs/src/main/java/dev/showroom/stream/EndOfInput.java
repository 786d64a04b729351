package dev.showroom.stream;

import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The end of a bounded input is not the end of time. Flink ends it with the largest watermark there
 * is, which fires every timer; bounded sources send the true last watermark before, so that timers
 * fired by the largest one are deadlines which stay open.
 */
final class EndOfInput {
  private EndOfInput() {}

  static boolean reached(TimerService timers) {
    return timers.currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
  }
}
