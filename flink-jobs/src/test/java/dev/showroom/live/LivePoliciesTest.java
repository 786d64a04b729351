package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which policies a live job starts with. */
@Timeout(120)
class LivePoliciesTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Instant PUBLISHED = Instant.parse("2026-02-01T00:00:00Z");

  private static EmbeddedBroker broker;

  @TempDir private Path work;

  @BeforeAll
  static void publish() {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(3, 1));
    new KafkaIo(broker.bootstrapServers(), TOPICS)
        .produce(
            List.of(
                record("spring", 1, PUBLISHED, named("spring", 1)),
                record("spring", 2, PUBLISHED.plusSeconds(60), named("spring", 2)),
                record("spring", 3, PUBLISHED, "offers: nothing"),
                // The first of an id and version holds.
                record("spring", 1, PUBLISHED.plusSeconds(90), named("spring", 1))));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Keyed record(String id, int version, Instant from, String document) {
    return new Keyed(
        InTopic.COUPON_POLICY,
        id,
        new CouponPolicyVersion("e", PUBLISHED, id, version, from, document));
  }

  private static String named(String id, int version) {
    return PolicyFiles.shippedText()
        .replaceFirst("id: showroom", "id: " + id)
        .replaceFirst("version: 1", "version: " + version);
  }

  private static RunConfig config(String bootstrap, String policyFile) {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Kafka kafka = defaults.kafka();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(bootstrap),
            Map.of(),
            "t.",
            "t",
            kafka.startingOffsets(),
            kafka.transactionTimeout(),
            3,
            1),
        defaults.time(),
        new RunConfig.Job(1, "none", Duration.ofSeconds(1), false, "shipped", policyFile));
  }

  @Test
  void theShippedOneAndWhatWasPublishedEachFromItsTime() {
    PolicyBook book = LivePolicies.of(config(broker.bootstrapServers(), "shipped")).book(List.of());

    assertThat(book.all())
        .extracting(Policy::id, Policy::version, Policy::inForceFrom)
        .containsExactly(
            tuple("showroom", 1, Long.MIN_VALUE),
            tuple("spring", 1, PUBLISHED.toEpochMilli()),
            tuple("spring", 2, PUBLISHED.plusSeconds(60).toEpochMilli()));
  }

  @Test
  void theFileThatIsConfiguredInThePlaceOfTheShippedOne() throws IOException {
    Path file = Files.writeString(work.resolve("mine.yaml"), named("mine", 7));
    PolicyBook book =
        LivePolicies.of(config(broker.bootstrapServers(), file.toString())).book(List.of());

    assertThat(book.inForce(0).id()).isEqualTo("mine");
    assertThat(book.all()).extracting(Policy::id).containsExactly("mine", "spring", "spring");
  }

  @Test
  void aFileThatIsWrongIsSaidBeforeTheJobStarts() throws IOException {
    Path file = Files.writeString(work.resolve("mine.yaml"), "id: mine");
    assertThatThrownBy(() -> LivePolicies.of(config(broker.bootstrapServers(), file.toString())))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("mine.yaml' is wrong in line 1, column 1: ");
  }
}
