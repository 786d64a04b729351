package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.schemas.codec.InTopic;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;

/**
 * The watermark of one partition.
 *
 * <ul>
 *   <li>While records come: the newest event time less the stream's lateness bound.
 *   <li>Quiet, and event time was the time of day: the watermark follows the clock, so that an
 *       alert that is due leaves without waiting for the next event.
 *   <li>Quiet for long otherwise (history is being loaded, or nothing has come yet): idle, so that
 *       this partition holds nobody up and no deadline is taken for passed. Long, because a
 *       partition whose backlog is being fetched may be silent for a while too, and what it brings
 *       then must not be late.
 * </ul>
 *
 * <p>Quiet is measured on Flink's input-activity clock, which stands still while the partition is
 * held back by back-pressure or alignment: there are records then, only they may not come yet. The
 * clock decides when things leave, never what they say.
 */
final class LiveWatermarks implements WatermarkGenerator<Arrival> {
  /** Event time this close to the time of day is live. */
  static final Duration LIVE_WITHIN = Duration.ofHours(1);

  /** What the generators of a job are made from. */
  record Settings(Map<InTopic, Long> latenessMillis, long quietMillis, long idleMillis)
      implements Serializable {
    static Settings of(RunConfig.Time time) {
      Map<InTopic, Long> lateness = new EnumMap<>(InTopic.class);
      for (InTopic stream : InTopic.values()) {
        lateness.put(stream, time.latenessBound(stream).toMillis());
      }
      return new Settings(lateness, time.quietAfter().toMillis(), time.idleAfter().toMillis());
    }
  }

  private final Settings settings;
  private final RelativeClock activity;
  private final Clock timeOfDay;
  private long newest = Long.MIN_VALUE;
  private long bound;
  private long lastActive;
  private long watermark = Long.MIN_VALUE;

  LiveWatermarks(Settings settings, RelativeClock activity, Clock timeOfDay) {
    this.settings = settings;
    this.activity = activity;
    this.timeOfDay = timeOfDay;
    this.lastActive = activity.relativeTimeMillis();
  }

  static WatermarkStrategy<Arrival> strategy(RunConfig.Time time) {
    Settings settings = Settings.of(time);
    WatermarkStrategy<Arrival> strategy =
        WatermarkStrategy.<Arrival>forGenerator(
                context ->
                    new LiveWatermarks(
                        settings, context.getInputActivityClock(), SystemClock.getInstance()))
            .withTimestampAssigner((arrival, ignored) -> arrival.time());
    return time.alignmentDrift().isZero()
        ? strategy
        : strategy.withWatermarkAlignment("streams", time.alignmentDrift(), Duration.ofMillis(200));
  }

  @Override
  public void onEvent(Arrival arrival, long time, WatermarkOutput output) {
    lastActive = activity.relativeTimeMillis();
    if (!arrival.isDead() && arrival.time() > newest) {
      newest = arrival.time();
      bound = settings.latenessMillis().get(arrival.topic());
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    long quietFor = activity.relativeTimeMillis() - lastActive;
    long now = timeOfDay.absoluteTimeMillis();
    boolean live = Math.max(newest, watermark) >= now - LIVE_WITHIN.toMillis();
    if (live && quietFor >= settings.quietMillis()) {
      emit(now - settings.quietMillis() - bound - 1, output);
    } else if (!live && quietFor >= settings.idleMillis()) {
      output.markIdle();
    } else if (newest != Long.MIN_VALUE) {
      emit(newest - bound - 1, output);
    }
  }

  private void emit(long next, WatermarkOutput output) {
    watermark = Math.max(watermark, next);
    output.emitWatermark(new Watermark(watermark));
  }
}
