package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.config.RunConfig;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How often a job is started again that fails again and again. */
class RestartsTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Configuration settings = LiveJob.settings(RunConfig.defaults());
  private final ManualClock clock = new ManualClock();

  /** Waits are partly random. */
  @RepeatedTest(5)
  void a_record_that_always_fails_takes_ten_restarts_in_ten_minutes_at_the_most() throws Exception {
    List<Duration> waits = restarts(Duration.ZERO);
    assertThat(waits).hasSizeBetween(6, 10);
    assertThat(waits.get(0)).as("the first at once").isLessThan(Duration.ofSeconds(2));
    assertThat(waits.get(waits.size() - 1)).as("back-off").isGreaterThan(Duration.ofSeconds(60));
  }

  @RepeatedTest(5)
  void so_does_one_that_fails_only_after_almost_a_minute() throws Exception {
    assertThat(restarts(Duration.ofSeconds(59))).hasSizeBetween(3, 10);
  }

  @Test
  void a_job_that_fails_now_and_then_is_started_again_at_once_each_time() throws Exception {
    assertThat(restarts(Duration.ofSeconds(65)))
        .hasSizeBetween(8, 10)
        .allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  void checkpoints_that_may_fail_do_not_outlive_together_the_transactions_of_the_next() {
    RunConfig defaults = RunConfig.defaults();
    int attempts = settings.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + 1;
    Duration each =
        settings
            .get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)
            .plus(defaults.job().checkpointInterval());
    assertThat(attempts).isGreaterThan(1);
    assertThat(each.multipliedBy(attempts))
        .isLessThanOrEqualTo(defaults.kafka().transactionTimeout());
  }

  /**
   * How long each restart within ten minutes waits.
   *
   * @param lives how long the job runs each time
   */
  private List<Duration> restarts(Duration lives) throws Exception {
    RestartBackoffTimeStrategy strategy =
        RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
                settings, new Configuration(), true)
            .create();
    Field time = strategy.getClass().getDeclaredField("clock");
    time.setAccessible(true);
    time.set(strategy, clock);
    long end = clock.absoluteTimeMillis() + TEN_MINUTES.toMillis();
    List<Duration> waits = new ArrayList<>();
    while (true) {
      clock.advanceTime(lives);
      strategy.notifyFailure(new IllegalStateException("the same again"));
      assertThat(strategy.canRestart()).isTrue();
      Duration wait = Duration.ofMillis(strategy.getBackoffTime());
      clock.advanceTime(wait.plusMillis(1));
      if (clock.absoluteTimeMillis() > end) {
        return waits;
      }
      waits.add(wait);
    }
  }
}
