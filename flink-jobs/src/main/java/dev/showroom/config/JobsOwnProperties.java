package dev.showroom.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Properties of Kafka clients that are not the user's to set, or not to any value. */
final class JobsOwnProperties {
  private JobsOwnProperties() {}

  /** Client properties that the job sets itself, and the option to use instead, if there is one. */
  private static final Map<String, String> OWNED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "kafka.bootstrap-servers"),
          Map.entry("group.id", "kafka.consumer-group"),
          Map.entry("auto.offset.reset", "kafka.starting-offsets"),
          Map.entry("transaction.timeout.ms", "kafka.transaction-timeout"),
          Map.entry("transactional.id", ""),
          Map.entry("isolation.level", ""),
          Map.entry("enable.auto.commit", ""),
          Map.entry("enable.idempotence", ""),
          Map.entry("acks", ""),
          Map.entry("partitioner.class", ""),
          Map.entry("partitioner.ignore.keys", ""),
          Map.entry("transaction.two.phase.commit.enable", ""),
          Map.entry("key.serializer", ""),
          Map.entry("value.serializer", ""),
          Map.entry("key.deserializer", ""),
          Map.entry("value.deserializer", ""));

  /** Properties whose values a rule asks about: they cannot stand where values are not known. */
  static final Set<String> LOOKED_AT = Set.of("retries", "max.in.flight.requests.per.connection");

  /** The complaint about what takes idempotence away; null where nothing does. */
  static String notIdempotent(Map<String, String> properties) {
    String what = null;
    if (properties.getOrDefault("retries", "1").strip().equals("0")) {
      what = "'kafka.properties.retries' must not be 0";
    } else if (properties
        .getOrDefault("max.in.flight.requests.per.connection", "5")
        .strip()
        .matches("[6-9]|[1-9]\\d+")) {
      what = "'kafka.properties.max.in.flight.requests.per.connection' must be 5 at the most";
    }
    return what == null
        ? null
        : "Option "
            + what
            + ": a Kafka producer would silently write some records twice or out of their order";
  }

  static Optional<Complaint> complaint(String key) {
    return Optional.ofNullable(OWNED.get(key))
        .map(
            instead ->
                new Complaint(
                    "Option 'kafka.properties." + key + "' cannot be set",
                    instead.isEmpty()
                        ? "the job sets it itself."
                        : "set '" + instead + "' instead."));
  }
}
