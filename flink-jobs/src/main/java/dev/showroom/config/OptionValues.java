package dev.showroom.config;

import java.util.Map;

/** The configuration that values of options are. */
final class OptionValues {
  private OptionValues() {}

  /** The configuration with these values, and the default of every option that is not in them. */
  static RunConfig config(Map<Option<?, ?>, Object> values) {
    return new RunConfig(
        new RunConfig.Kafka(
            value(values, Options.BOOTSTRAP_SERVERS),
            value(values, Options.PROPERTIES),
            value(values, Options.PROPERTIES_FILE),
            value(values, Options.TOPIC_PREFIX),
            value(values, Options.CONSUMER_GROUP),
            value(values, Options.STARTING_OFFSETS),
            value(values, Options.TRANSACTION_TIMEOUT),
            value(values, Options.PARTITIONS),
            value(values, Options.REPLICATION),
            new RunConfig.SchemaRegistry(
                value(values, Options.REGISTRY_URL),
                value(values, Options.REGISTRY_USER),
                value(values, Options.REGISTRY_PASSWORD_FILE),
                value(values, Options.REGISTRY_CA_FILE),
                value(values, Options.REGISTRY_TIMEOUT),
                value(values, Options.REGISTRY_PATIENCE))),
        new RunConfig.Time(
            value(values, Options.LATENESS_BOUND),
            RunConfig.Time.byStream(value(values, Options.LATENESS_BOUND_BY_STREAM)),
            value(values, Options.CORRECTION_HORIZON),
            value(values, Options.FUTURE_TOLERANCE),
            value(values, Options.QUIET_AFTER),
            value(values, Options.IDLE_AFTER),
            value(values, Options.ALIGNMENT_DRIFT)),
        new RunConfig.Job(
            value(values, Options.PARALLELISM),
            value(values, Options.CHECKPOINT_DIR),
            value(values, Options.CHECKPOINT_INTERVAL),
            value(values, Options.ROCKSDB),
            value(values, Options.RULES_FILE),
            value(values, Options.POLICY_FILE),
            value(values, Options.UNALIGNED_CHECKPOINTS),
            value(values, Options.RESTART_RESET_AFTER)),
        new RunConfig.Coupons(
            value(values, Options.COUPONS_ENABLED),
            new CouponKeys(value(values, Options.COUPONS_KEY_FILE))),
        new RunConfig.Metrics(value(values, Options.PROMETHEUS_PORT)),
        new RunConfig.Push(
            value(values, Options.PUSH_URL),
            value(values, Options.PUSH_FORMAT),
            value(values, Options.PUSH_SECRET_FILE),
            value(values, Options.PUSH_ALLOW_HTTP),
            value(values, Options.PUSH_TRIES),
            value(values, Options.PUSH_TIMEOUT),
            value(values, Options.PUSH_FIRST_BACKOFF),
            value(values, Options.PUSH_LONGEST_BACKOFF),
            value(values, Options.PUSH_IN_FLIGHT),
            value(values, Options.PUSH_CIRCUIT_PAUSE),
            value(values, Options.PUSH_CLOCK)));
  }

  @SuppressWarnings("unchecked")
  private static <T> T value(Map<Option<?, ?>, Object> values, Option<T, ?> option) {
    Object value = values.get(option);
    return value == null ? option.defaultValue() : (T) value;
  }
}
