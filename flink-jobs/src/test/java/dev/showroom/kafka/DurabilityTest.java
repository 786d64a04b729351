package dev.showroom.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.codec.OutTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final String QUARTER = "900000";

  private final Map<String, Map<String, String>> settings = new HashMap<>();
  private final Map<String, Integer> replicas = new TreeMap<>();
  private final Map<String, String> broker =
      new HashMap<>(Map.of("transactional.id.expiration.ms", "604800000"));
  private int brokers = 3;

  DurabilityTest() {
    for (String topic : TOPICS.all()) {
      replicas.put(topic, 3);
      settings.put(
          topic,
          new HashMap<>(
              Map.of(
                  "cleanup.policy", "delete",
                  "retention.ms", "-1",
                  "retention.bytes", "-1",
                  "min.insync.replicas", "2",
                  "unclean.leader.election.enable", "false")));
    }
  }

  private Durability.Findings findings() {
    return Durability.of(
        TOPICS, new BrokerSettings.Facts(brokers, broker, settings, replicas), TIMEOUT);
  }

  private void set(String topic, String name, String value) {
    settings.get("t." + topic).put(name, value);
  }

  private void everywhere(String name, String value) {
    settings.values().forEach(topic -> topic.put(name, value));
  }

  @Test
  void three_replicas_kept_for_ever_are_in_order() {
    assertThat(findings()).isEqualTo(new Durability.Findings(List.of(), List.of()));
  }

  @Test
  void what_a_client_may_not_see_is_taken_to_be_in_order() {
    settings.clear();
    broker.clear();
    assertThat(findings()).isEqualTo(new Durability.Findings(List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({"browsing", "identity-links", "rules", "coupons", "coupon-decisions", "alerts"})
  void a_compacted_topic_whose_older_records_count_is_refused(String topic) {
    set(topic, "cleanup.policy", "compact,delete");
    assertThat(findings().warnings()).isEmpty();
    assertThat(findings().refusals())
        .containsExactly(
            "Topic 't."
                + topic
                + "' is compacted, which deletes records that are still needed; set"
                + " cleanup.policy=delete.");
  }

  @Test
  void a_compacted_topic_of_what_things_are_now_is_a_risk() {
    set("customers", "cleanup.policy", "compact");
    set("products", "cleanup.policy", "compact");
    assertThat(findings().refusals()).isEmpty();
    assertThat(findings().warnings())
        .containsExactly(
            "Topics 't.customers' and 't.products' are compacted: a job that begins anew judges"
                + " old events by what was said last.");
  }

  @Test
  void input_must_be_kept_as_long_as_the_outage_that_transactions_outlast() {
    set("browsing", "retention.ms", "899999");
    set("coupons", "retention.ms", "899999");
    set("insights", "retention.ms", "1");
    set("store-visits", "retention.ms", QUARTER);
    assertThat(findings().refusals())
        .containsExactly(
            "Topics 't.browsing' and 't.coupons' are kept for 899999ms only (retention.ms), shorter"
                + " than 'kafka.transaction-timeout', the outage that the job is to outlast; keep"
                + " it longer.");
    assertThat(findings().warnings())
        .containsExactly(
            "Topic 't.store-visits' is kept for 15m (retention.ms): what a longer outage of the"
                + " job leaves unread is lost.");
  }

  @Test
  void a_day_of_input_is_enough_and_what_is_always_needed_is_kept_for_ever() {
    set("browsing", "retention.ms", "86400000");
    set("purchases", "retention.ms", "86399999");
    set("products", "retention.ms", "86400000");
    set("returns", "retention.bytes", "1000");
    assertThat(findings().refusals()).isEmpty();
    assertThat(findings().warnings())
        .containsExactly(
            "Topic 't.purchases' is kept for 86399999ms (retention.ms): what a longer outage of the"
                + " job leaves unread is lost.",
            "Topic 't.products' is not kept for ever (retention.ms): a job that begins anew does"
                + " not know what was said before.",
            "Topic 't.returns' is kept by size (retention.bytes): how long an outage of the job may"
                + " be depends on the traffic.");
  }

  @Test
  void a_leader_that_lacks_records_is_refused_where_there_is_another() {
    set("alerts", "unclean.leader.election.enable", "true");
    assertThat(findings().refusals())
        .singleElement()
        .asString()
        .startsWith("Topic 't.alerts' is allowed a leader that lacks records");
    replicas.replaceAll((topic, count) -> 1);
    everywhere("min.insync.replicas", "1");
    assertThat(findings().refusals()).isEmpty();
  }

  @Test
  void one_replica_is_a_risk_where_there_are_more_brokers() {
    everywhere("min.insync.replicas", "1");
    replicas.put(TOPICS.name(OutTopic.OUTCOMES), 1);
    assertThat(findings().refusals()).isEmpty();
    assertThat(findings().warnings())
        .hasSize(2)
        .first()
        .isEqualTo(
            "Topic 't.outcomes' is on one broker alone (replication factor 1): its disk is all"
                + " there is.");
    assertThat(findings().warnings().get(1))
        .contains("'t.alerts'")
        .doesNotContain("'t.outcomes'")
        .endsWith(
            "are acknowledged by one replica alone (min.insync.replicas=1): a broker that dies may"
                + " take the newest records with it.");
    replicas.replaceAll((topic, count) -> 1);
    brokers = 1;
    assertThat(findings().warnings()).isEmpty();
  }

  @Test
  void more_replicas_in_sync_than_there_are_is_refused() {
    set("alerts", "min.insync.replicas", "4");
    assertThat(findings().refusals())
        .containsExactly(
            "Topic 't.alerts' is asking for more replicas (min.insync.replicas) than there are:"
                + " nothing can be written; add replicas, or lower it.");
  }

  @Test
  void transactions_must_be_remembered_for_longer_than_they_live() {
    broker.put("transactional.id.expiration.ms", "900001");
    assertThat(findings().refusals()).isEmpty();
    broker.put("transactional.id.expiration.ms", QUARTER);
    assertThat(findings().refusals())
        .containsExactly(
            "The brokers forget a transaction after 15m (transactional.id.expiration.ms), and"
                + " 'kafka.transaction-timeout' is 15m: nobody could say any more whether the"
                + " ledger was committed; raise the brokers' setting, or lower the option.");
  }
}
