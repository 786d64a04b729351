package dev.showroom.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicsTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1_500);

  private static EmbeddedBroker broker;
  private static Map<String, Object> client;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    client = Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void names_every_stream_with_the_prefix_and_finds_it_again() {
    Topics topics = new Topics("showroom.");
    assertThat(topics.name(InTopic.STORE_VISITS)).isEqualTo("showroom.store-visits");
    assertThat(topics.name(OutTopic.DEAD_LETTERS)).isEqualTo("showroom.dead-letters");
    assertThat(topics.input("showroom.store-visits")).contains(InTopic.STORE_VISITS);
    assertThat(topics.input("store-visits")).isEmpty();
    assertThat(topics.input("showroom.alerts")).isEmpty();
    assertThat(new Topics("").input("purchases")).contains(InTopic.PURCHASES);
    assertThat(topics.all())
        .hasSize(InTopic.values().length + OutTopic.values().length)
        .doesNotHaveDuplicates();
  }

  @Test
  void creates_the_missing_topics_once_and_passes_its_own_preflight() {
    Topics topics = new Topics("created.");
    broker.createTopics(7, topics.name(InTopic.PURCHASES));

    List<String> created = topics.createMissing(client, 3, 1);

    assertThat(created)
        .hasSize(topics.all().size() - 1)
        .doesNotContain(topics.name(InTopic.PURCHASES));
    assertThat(topics.createMissing(client, 3, 1)).isEmpty();
    assertThat(topics.preflight(client, reads(topics.all()), A_MINUTE)).as("warnings").isEmpty();
    assertThat(partitions(topics.name(InTopic.PURCHASES))).isEqualTo(7);
    assertThat(partitions(topics.name(OutTopic.ALERTS))).isEqualTo(3);
  }

  @Test
  void leaves_partitions_and_replication_to_the_broker_where_they_are_zero() {
    Topics topics = new Topics("defaults.");
    topics.createMissing(client, 0, 0);
    assertThat(partitions(topics.name(OutTopic.ALERTS))).isEqualTo(1);
  }

  @Test
  void keeps_for_ever_what_a_fresh_start_must_read_whole() throws Exception {
    Topics topics = new Topics("kept.");
    topics.createMissing(client, 1, 1);
    ConfigResource products =
        new ConfigResource(ConfigResource.Type.TOPIC, topics.name(InTopic.PRODUCTS));
    ConfigResource browsing =
        new ConfigResource(ConfigResource.Type.TOPIC, topics.name(InTopic.BROWSING));
    try (Admin admin = Admin.create(client)) {
      Map<ConfigResource, Config> configs =
          admin.describeConfigs(List.of(products, browsing)).all().get(30, TimeUnit.SECONDS);
      assertThat(configs.get(products).get("retention.ms").value()).isEqualTo("-1");
      assertThat(configs.get(products).get("retention.ms").isDefault()).isFalse();
      assertThat(configs.get(browsing).get("retention.ms").source().name())
          .isNotEqualTo("DYNAMIC_TOPIC_CONFIG");
    }
  }

  @Test
  void says_which_topic_is_missing() {
    broker.createTopics(1, "one.products");
    assertThatThrownBy(
            () -> Topics.require(client, reads(List.of("one.products", "one.purchases"))))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Topic 'one.purchases' is missing; create it, or let 'run --create-topics' do so.");
  }

  @Test
  void names_all_the_missing_topics_in_one_sentence() {
    assertThatThrownBy(() -> Topics.requireThere(client, List.of("x.c", "x.a", "x.b")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Topics 'x.a', 'x.b' and 'x.c' are missing; create them, or let 'run --create-topics'"
                + " do so.");
  }

  @Test
  void says_that_no_broker_answers_and_how_long_it_waited() throws IOException {
    String nobody;
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "localhost:" + closedAgain.getLocalPort();
    }
    assertThatThrownBy(() -> ask(Map.of("bootstrap.servers", nobody)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("No Kafka broker answers at " + nobody + " (waited 1.5 s).");
  }

  @Test
  void says_the_same_of_a_listener_that_is_no_broker() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> ask(Map.of("bootstrap.servers", address)))
          .isInstanceOf(CommandFailure.class)
          .hasMessage("No Kafka broker answers at " + address + " (waited 1.5 s).");
    }
  }

  @Test
  void says_that_a_host_is_not_known() {
    assertThatThrownBy(() -> ask(Map.of("bootstrap.servers", "no-such-host.invalid:9092")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "No host of the Kafka brokers no-such-host.invalid:9092 is known to this machine's"
                + " name service.");
  }

  @Test
  void says_which_client_option_is_wrong_and_tells_no_secret() {
    assertThatThrownBy(
            () ->
                ask(
                    Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "hunter2 username=\"u\" password=\"swordfish\"")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The options of the Kafka client are wrong: ")
        .hasMessageEndingWith(".")
        .hasMessageNotContainingAny("hunter2 username", "swordfish");
    assertThatThrownBy(
            () ->
                ask(
                    Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "security.protocol",
                        "TELEPATHY")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("security.protocol");
  }

  @Test
  void says_that_the_brokers_allow_no_transactions_as_long_as_the_jobs() {
    Duration max = Duration.ofHours(1);
    Topics topics = new Topics("tx.");
    topics.createMissing(client, 1, 1);
    List<Permission> needed = reads(topics.all());
    assertThatCode(() -> topics.preflight(client, needed, max)).doesNotThrowAnyException();
    assertThatThrownBy(() -> topics.preflight(client, needed, max.plusSeconds(1)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The brokers allow transactions of at most 1h, and 'kafka.transaction-timeout' is"
                + " 3601s; raise the brokers' transaction.max.timeout.ms, or lower the option.");
  }

  @Test
  void refuses_a_cluster_that_would_lose_records_and_tells_all_that_is_wrong_at_once() {
    Topics topics = new Topics("lossy.");
    Map<String, Map<String, String>> settings =
        Map.of(
            topics.name(InTopic.PURCHASES), Map.of("cleanup.policy", "compact"),
            topics.name(InTopic.BROWSING), Map.of("retention.ms", "59999"));
    broker.createTopics(
        topics.definitions(1, 1).stream()
            .map(topic -> topic.configs(settings.getOrDefault(topic.name(), topic.configs())))
            .toList());
    assertThatThrownBy(() -> topics.preflight(client, reads(topics.all()), A_MINUTE))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(
            "The cluster would lose records:\n  Topic 'lossy.purchases' is compacted")
        .hasMessageContaining("\n  Topic 'lossy.browsing' is kept for 59999ms only");
  }

  private static List<Permission> reads(List<String> topics) {
    return topics.stream().map(Permission::read).toList();
  }

  /** As all that asks the brokers does, but less patient. */
  private static void ask(Map<String, Object> client) {
    Cluster.connect(client, SHORT, SHORT).close();
  }

  private static int partitions(String topic) {
    try (var consumer = new KafkaIo(broker.bootstrapServers(), new Topics("")).consumer(topic)) {
      return consumer.assignment().size();
    }
  }
}
