package dev.showroom.kafka;

import dev.showroom.common.Durations;
import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether a cluster's settings let records vanish. What surely loses some, sooner or later, is
 * refused; what may lose some is a warning. What a client may not see is taken to be in order.
 */
final class Durability {
  /** Input that is kept for less is lost in an outage that is not even long. */
  private static final Duration A_DAY = Duration.ofDays(1);

  /** Of these a newer record of a key stands for the older ones, but for when it was said. */
  private static final Set<InTopic> NEWEST_COUNTS =
      EnumSet.of(InTopic.PRODUCTS, InTopic.CUSTOMERS, InTopic.ERASURES);

  static final String ID_EXPIRATION = "transactional.id.expiration.ms";

  private final Topics names;
  private final BrokerSettings.Facts facts;
  private final Duration transactionTimeout;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Each a sentence.
   *
   * @param refusals why the job must not start
   * @param warnings what may lose something when more than one thing goes wrong
   */
  record Findings(List<String> refusals, List<String> warnings) {}

  private Durability(Topics names, BrokerSettings.Facts facts, Duration transactionTimeout) {
    this.names = names;
    this.facts = facts;
    this.transactionTimeout = transactionTimeout;
  }

  static Findings of(Topics names, BrokerSettings.Facts facts, Duration transactionTimeout) {
    Durability durability = new Durability(names, facts, transactionTimeout);
    durability.transactions();
    durability.cleanup();
    durability.retention();
    durability.replicas();
    return new Findings(List.copyOf(durability.refusals), List.copyOf(durability.warnings));
  }

  private void transactions() {
    String timeout = Durations.format(transactionTimeout);
    Optional.ofNullable(facts.broker().get(ID_EXPIRATION))
        .map(Long::parseLong)
        .filter(forgotten -> forgotten <= transactionTimeout.toMillis())
        .ifPresent(
            forgotten ->
                refusals.add(
                    "The brokers forget a transaction after "
                        + Durations.format(Duration.ofMillis(forgotten))
                        + " ("
                        + ID_EXPIRATION
                        + "), and 'kafka.transaction-timeout' is "
                        + timeout
                        + ": nobody could say any more whether the ledger was committed; raise"
                        + " the brokers' setting, or lower the option."));
  }

  private void cleanup() {
    Predicate<String> compacted =
        topic -> setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG).orElse("").contains("compact");
    tell(
        refusals,
        all(topic -> compacted.test(topic) && !newestCounts(topic)),
        "compacted, which deletes records that are still needed; set cleanup.policy=delete");
    tell(
        warnings,
        all(topic -> compacted.test(topic) && newestCounts(topic)),
        "compacted: a job that begins anew judges old events by what was said last");
  }

  private boolean newestCounts(String topic) {
    return names.input(topic).filter(NEWEST_COUNTS::contains).isPresent();
  }

  private void retention() {
    Set<String> needed =
        Arrays.stream(InTopic.values()).map(names::name).collect(Collectors.toSet());
    // From it the desk takes up what had been sent before a crash.
    needed.add(names.name(OutTopic.COUPONS));
    Map<String, List<String>> tooShort = new TreeMap<>();
    Map<String, List<String>> shorterThanADay = new TreeMap<>();
    List<String> bySize = new ArrayList<>();
    List<String> notForEver = new ArrayList<>();
    for (String topic : all(needed::contains)) {
      if (!setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG).orElse("delete").contains("delete")) {
        continue;
      }
      long kept = number(topic, TopicConfig.RETENTION_MS_CONFIG, -1);
      if (kept >= 0 && kept < transactionTimeout.toMillis()) {
        group(tooShort, kept, topic);
      } else if (kept >= 0 && names.input(topic).filter(AlwaysKnown::contains).isPresent()) {
        notForEver.add(topic);
      } else if (kept >= 0 && kept < A_DAY.toMillis()) {
        group(shorterThanADay, kept, topic);
      }
      if (number(topic, TopicConfig.RETENTION_BYTES_CONFIG, -1) >= 0) {
        bySize.add(topic);
      }
    }
    tooShort.forEach(
        (kept, topics) ->
            tell(
                refusals,
                topics,
                "kept for "
                    + kept
                    + " only (retention.ms), shorter than 'kafka.transaction-timeout', the outage"
                    + " that the job is to outlast; keep it longer"));
    shorterThanADay.forEach(
        (kept, topics) ->
            tell(
                warnings,
                topics,
                "kept for "
                    + kept
                    + " (retention.ms): what a longer outage of the job leaves unread is lost"));
    tell(
        warnings,
        notForEver,
        "not kept for ever (retention.ms): a job that begins anew does not know what was said"
            + " before");
    tell(
        warnings,
        bySize,
        "kept by size (retention.bytes): how long an outage of the job may be depends on the"
            + " traffic");
  }

  private static void group(Map<String, List<String>> byTime, long kept, String topic) {
    byTime
        .computeIfAbsent(Durations.format(Duration.ofMillis(kept)), any -> new ArrayList<>())
        .add(topic);
  }

  private void replicas() {
    Function<String, Integer> replicas = topic -> facts.replicas().getOrDefault(topic, 0);
    Function<String, Long> inSync =
        topic -> number(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 0);
    tell(
        refusals,
        all(
            topic ->
                replicas.apply(topic) > 1
                    && setting(topic, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
                        .filter("true"::equals)
                        .isPresent()),
        "allowed a leader that lacks records (unclean.leader.election.enable): when brokers fail,"
            + " what was acknowledged vanishes; set it to false");
    tell(
        refusals,
        all(topic -> replicas.apply(topic) > 0 && inSync.apply(topic) > replicas.apply(topic)),
        "asking for more replicas (min.insync.replicas) than there are: nothing can be written;"
            + " add replicas, or lower it");
    tell(
        warnings,
        all(topic -> replicas.apply(topic) == 1 && facts.brokers() > 1),
        "on one broker alone (replication factor 1): its disk is all there is");
    tell(
        warnings,
        all(topic -> replicas.apply(topic) > 1 && inSync.apply(topic) == 1),
        "acknowledged by one replica alone (min.insync.replicas=1): a broker that dies may take"
            + " the newest records with it");
  }

  private Collection<String> all(Predicate<String> which) {
    return facts.replicas().keySet().stream().filter(which).toList();
  }

  private Optional<String> setting(String topic, String name) {
    return Optional.ofNullable(facts.topics().getOrDefault(topic, Map.of()).get(name));
  }

  private long number(String topic, String name, long otherwise) {
    return setting(topic, name).map(Long::parseLong).orElse(otherwise);
  }

  private static void tell(List<String> sentences, Collection<String> topics, String what) {
    if (!topics.isEmpty()) {
      sentences.add(
          (topics.size() == 1 ? "Topic " : "Topics ")
              + Cluster.list(topics)
              + (topics.size() == 1 ? " is " : " are ")
              + what
              + ".");
    }
  }
}
