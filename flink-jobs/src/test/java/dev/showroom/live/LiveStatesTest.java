package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.Topics;
import dev.showroom.savepoint.SavedState;
import dev.showroom.savepoint.StatePage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the live job keeps, its connectors to Kafka and the push lane among it. */
@Timeout(120)
class LiveStatesTest {
  private static final Topics TOPICS = new Topics("t.");

  @TempDir private Path directory;

  @Test
  void the_page_of_states_tells_of_all_that_a_checkpoint_of_the_live_job_holds_and_of_no_more()
      throws Exception {
    Path checkpoint;
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(TOPICS.definitions(1, 1));
      JobClient job = LiveJob.start(config(broker), restored -> {});
      try {
        await("a checkpoint")
            .atMost(Duration.ofMinutes(1))
            .until(() -> LatestCheckpoint.in(directory.resolve("state")).isPresent());
      } finally {
        LiveJob.cancel(job, Duration.ofSeconds(20));
      }
      checkpoint = LatestCheckpoint.in(directory.resolve("state")).orElseThrow();
    }

    assertThat(StatePage.rows(SavedState.check(checkpoint.toUri().toString())))
        .containsExactlyElementsOf(
            // Of a replay only.
            StatePage.rows().stream().filter(row -> !row.startsWith("history / ")).toList());
  }

  private RunConfig config(EmbeddedBroker broker) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "a secret for tests only\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path keys = directory.resolve("coupon.keys");
    CouponKeys.writeFresh(keys, 'A');
    Path file =
        Files.writeString(
            directory.resolve("run.yaml"),
            """
            kafka:
              bootstrap-servers: ["%s"]
              topic-prefix: t.
            job:
              parallelism: 1
              checkpoint-dir: %s
              checkpoint-interval: 500ms
            coupons:
              key-file: %s
            push:
              url: http://127.0.0.1:9/push
              secret-file: %s
            """
                .formatted(broker.bootstrapServers(), directory.resolve("state"), keys, secret));
    return RunConfig.load(file, Map.of());
  }
}
