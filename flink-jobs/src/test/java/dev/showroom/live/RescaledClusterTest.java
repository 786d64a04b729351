package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.KafkaIo;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A job that is stopped with a savepoint and goes on wider and narrower. */
@Tag("faults")
class RescaledClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  @Test
  void a_job_of_two_then_four_then_one_then_two_says_what_an_undisturbed_run_says()
      throws IOException {
    runs(false);
  }

  @Test
  void and_so_does_one_whose_checkpoints_overtake_its_records_and_which_is_killed()
      throws IOException {
    runs(true);
  }

  private void runs(boolean unaligned) throws IOException {
    ClusterWorld world = new ClusterWorld(SimulationOptions.of(500, 30, 11), 0, directory);
    assertThat(world.decisions).hasSizeGreaterThan(100);
    try (TestCluster cluster =
        TestCluster.start(directory.resolve("cluster"), "  unaligned-checkpoints: " + unaligned)) {
      KafkaIo kafka = cluster.createTopics(4);
      // In parts, so that each width has something to read.
      List<SimulatedEvent> events = world.events();
      int[] widths = {2, 4, 1, 2};
      int each = events.size() / widths.length + 1;
      for (int i = 0; i < widths.length; i++) {
        List<SimulatedEvent> part =
            events.subList(i * each, Math.min((i + 1) * each, events.size()));
        kafka.produce(ClusterWorld.keyed(part));
        long before = cluster.whole();
        cluster.submit(widths[i]);
        cluster.awaitWholeAfter(before, PATIENCE);
        if (unaligned) {
          long begun = cluster.begun();
          assertThat(cluster.kill("taskmanager-" + (1 + i % 2))).isTrue();
          // What it holds may wait for a watermark, which a job that has read all does not have:
          // it goes on with the next part.
          cluster.awaitWholeAfter(begun, PATIENCE);
        } else {
          awaitHalfOfIt(world, kafka, part);
        }
        if (i < widths.length - 1) {
          cluster.cluster.savepoint(true);
        }
      }
      await("that all is said")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .until(
              () -> {
                kafka.produce(KilledJob.closing(world.end, ClusterWorld.LATENESS));
                return world.isSaid(kafka);
              });
      world.assertSaid(kafka);
      System.out.printf(
          "2 -> 4 -> 1 -> 2%s: %d alerts, %d decisions, %d outcomes as undisturbed%n",
          unaligned ? ", unaligned checkpoints, a TaskManager killed at each" : "",
          world.alerts.size(),
          world.decisions.size(),
          world.outcomes.size());
    }
  }

  private static void awaitHalfOfIt(ClusterWorld world, KafkaIo kafka, List<SimulatedEvent> part) {
    int said = world.alertsUntil(part.get(part.size() / 2).eventTime());
    await("half of its part")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> Said.inTopic(kafka, Said.ALERTS, world.end).size() >= said);
  }
}
