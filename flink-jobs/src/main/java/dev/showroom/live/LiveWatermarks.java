package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.PartitionWatermark;
import dev.showroom.schemas.codec.InTopic;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;

/**
 * The watermark of one partition, as {@link PartitionWatermark} says.
 *
 * <p>Quiet is measured on Flink's input-activity clock, which stands still while the partition is
 * held back by back-pressure or alignment: there are records then, only they may not come yet. The
 * clock decides when things leave, never what they say.
 */
final class LiveWatermarks implements WatermarkGenerator<Arrival> {
  /**
   * A backlog is read faster than watermarks are told by the clock. What is ahead by a part of the
   * drift is told of at once, so that alignment can stop it in time; but not before it is many
   * records: a sparse history would be read at no more than a drift for each look of alignment.
   */
  private static final int STRIDES_IN_DRIFT = 16;

  private static final int RECORDS_OF_A_STRIDE = 1_000;

  /** What the generators of a job are made from. */
  record Settings(
      Map<InTopic, Long> latenessMillis, long quietMillis, long idleMillis, long strideMillis)
      implements Serializable {
    static Settings of(RunConfig.Time time) {
      return new Settings(
          time.latenessMillis(),
          time.quietAfter().toMillis(),
          time.idleAfter().toMillis(),
          time.alignmentDrift().isZero()
              ? Long.MAX_VALUE
              : time.alignmentDrift().dividedBy(STRIDES_IN_DRIFT).toMillis());
    }
  }

  private final Settings settings;
  private final RelativeClock activity;
  private final Clock timeOfDay;
  private final PartitionWatermark partition;
  private long told = PartitionWatermark.NONE;
  private int untold;

  LiveWatermarks(Settings settings, RelativeClock activity, Clock timeOfDay) {
    this.settings = settings;
    this.activity = activity;
    this.timeOfDay = timeOfDay;
    this.partition =
        new PartitionWatermark(
            settings.quietMillis(), settings.idleMillis(), activity.relativeTimeMillis());
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
    partition.active(activity.relativeTimeMillis());
    if (!arrival.isDead()) {
      partition.accept(arrival.time(), settings.latenessMillis().get(arrival.topic()));
      if (++untold >= RECORDS_OF_A_STRIDE && isAhead(arrival.time())) {
        onPeriodicEmit(output);
      }
    }
  }

  private boolean isAhead(long time) {
    return told == PartitionWatermark.NONE || time - told > settings.strideMillis();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    partition.tick(activity.relativeTimeMillis(), timeOfDay.absoluteTimeMillis());
    if (partition.isIdle()) {
      output.markIdle();
    } else if (partition.watermark() != PartitionWatermark.NONE) {
      untold = 0;
      told = partition.watermark();
      output.emitWatermark(new Watermark(told));
    }
  }
}
