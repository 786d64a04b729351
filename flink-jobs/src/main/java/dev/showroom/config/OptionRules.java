package dev.showroom.config;

import static dev.showroom.common.Durations.format;
import static dev.showroom.config.Options.ALIGNMENT_DRIFT;
import static dev.showroom.config.Options.CHECKPOINT_INTERVAL;
import static dev.showroom.config.Options.CORRECTION_HORIZON;
import static dev.showroom.config.Options.LATENESS_BOUND;
import static dev.showroom.config.Options.LATENESS_BOUND_BY_STREAM;
import static dev.showroom.config.Options.PROPERTIES;
import static dev.showroom.config.Options.PROPERTIES_FILE;
import static dev.showroom.config.Options.PUSH_ALLOW_HTTP;
import static dev.showroom.config.Options.PUSH_FIRST_BACKOFF;
import static dev.showroom.config.Options.PUSH_LONGEST_BACKOFF;
import static dev.showroom.config.Options.PUSH_URL;
import static dev.showroom.config.Options.REGISTRY_PASSWORD_FILE;
import static dev.showroom.config.Options.REGISTRY_URL;
import static dev.showroom.config.Options.REGISTRY_USER;
import static dev.showroom.config.Options.TRANSACTION_TIMEOUT;

import java.util.List;
import java.util.Optional;

/** Every rule between options of {@code run --config}. */
final class OptionRules {
  private OptionRules() {}

  /**
   * A rule between options.
   *
   * @param doc the rule as a sentence
   * @param options that it is about; it is not asked when one of them has an error of its own, and
   *     told at the place of the first that is set
   * @param check the complaint, without its place, if the rule is broken
   */
  record Rule(String doc, List<Option<?, ?>> options, Check check) {}

  interface Check {
    Optional<String> complaint(RunConfig config);
  }

  static final List<Rule> ALL =
      List.of(
          new Rule(
              "A property of the Kafka client stands in `kafka.properties` or in the file of"
                  + " `kafka.properties-file`, not in both; and the job's own in neither.",
              List.of(PROPERTIES_FILE, PROPERTIES),
              config -> config.kafka().secretProperties().complaint(config.kafka().properties())),
          new Rule(
              "`time.correction-horizon` must be longer than every lateness bound.",
              List.of(CORRECTION_HORIZON, LATENESS_BOUND, LATENESS_BOUND_BY_STREAM),
              config ->
                  Optional.of(config.time())
                      .filter(t -> t.correctionHorizon().compareTo(t.longestLatenessBound()) <= 0)
                      .map(
                          t ->
                              "Option 'time.correction-horizon' must be longer than every lateness"
                                  + " bound, and is "
                                  + format(t.correctionHorizon())
                                  + " where the longest of them is "
                                  + format(t.longestLatenessBound()))),
          new Rule(
              "`time.alignment-drift` must be longer than every lateness bound: a stream that waits"
                  + " longer for its events would stop the others.",
              List.of(ALIGNMENT_DRIFT, LATENESS_BOUND, LATENESS_BOUND_BY_STREAM),
              config ->
                  Optional.of(config.time())
                      .filter(t -> t.alignmentDrift().compareTo(t.longestLatenessBound()) <= 0)
                      .map(
                          t ->
                              "Option 'time.alignment-drift' must be longer than every lateness"
                                  + " bound, and is "
                                  + format(t.alignmentDrift())
                                  + " where the longest of them is "
                                  + format(t.longestLatenessBound()))),
          new Rule(
              "`kafka.transaction-timeout` must be longer than `job.checkpoint-interval`: a"
                  + " transaction is open from one checkpoint to the next.",
              List.of(TRANSACTION_TIMEOUT, CHECKPOINT_INTERVAL),
              config ->
                  Optional.of(config)
                      .filter(
                          c ->
                              c.kafka().transactionTimeout().compareTo(c.job().checkpointInterval())
                                  <= 0)
                      .map(
                          c ->
                              "Option 'kafka.transaction-timeout' must be longer than"
                                  + " 'job.checkpoint-interval', and is "
                                  + format(c.kafka().transactionTimeout())
                                  + " where that is "
                                  + format(c.job().checkpointInterval()))),
          new Rule(
              "`kafka.schema-registry.url` must be https, or http to this machine itself, where"
                  + " there is a user: the password would travel readable.",
              List.of(REGISTRY_URL, REGISTRY_USER),
              config ->
                  Optional.of(config.kafka().schemaRegistry())
                      .filter(RunConfig.SchemaRegistry::tellsPassword)
                      .map(
                          registry ->
                              "Option 'kafka.schema-registry.url' must be https where there is a"
                                  + " user, as the password would travel readable")),
          new Rule(
              "`kafka.schema-registry.password-file` goes with `kafka.schema-registry.user` only.",
              List.of(REGISTRY_PASSWORD_FILE, REGISTRY_USER),
              config ->
                  Optional.of(config.kafka().schemaRegistry())
                      .filter(r -> r.user().isEmpty() && !r.passwordFile().isEmpty())
                      .map(
                          registry ->
                              "Option 'kafka.schema-registry.password-file' goes with"
                                  + " 'kafka.schema-registry.user' only")),
          new Rule(
              "`kafka.properties` must not set `retries` to 0, nor"
                  + " `max.in.flight.requests.per.connection` above 5: a Kafka producer would"
                  + " silently write some records twice or out of their order.",
              List.of(PROPERTIES),
              config ->
                  Optional.ofNullable(
                      JobsOwnProperties.notIdempotent(config.kafka().properties()))),
          new Rule(
              "`push.url` must be https, or http to this machine itself, unless `push.allow-http`.",
              List.of(PUSH_URL, PUSH_ALLOW_HTTP),
              config ->
                  Optional.of(config.push())
                      .filter(push -> push.isReadableOnItsWay() && !push.allowHttp())
                      .map(
                          push ->
                              "Option 'push.url' must be https, as codes of coupons would travel"
                                  + " readable; or set 'push.allow-http: true'")),
          new Rule(
              "`push.longest-backoff` must not be shorter than `push.first-backoff`.",
              List.of(PUSH_LONGEST_BACKOFF, PUSH_FIRST_BACKOFF),
              config ->
                  Optional.of(config.push())
                      .filter(push -> push.longestBackoff().compareTo(push.firstBackoff()) < 0)
                      .map(
                          push ->
                              "Option 'push.longest-backoff' must not be shorter than"
                                  + " 'push.first-backoff', and is "
                                  + format(push.longestBackoff())
                                  + " where that is "
                                  + format(push.firstBackoff()))));
}
