package dev.showroom.config;

import dev.showroom.common.Suggestions;
import dev.showroom.config.Option.Keys;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every option of {@code run --config}. The parser, the checks and {@code docs/configuration.md}
 * come from here and from {@link OptionRules}, and nothing else knows an option's name.
 */
final class Options {
  private Options() {}

  // ---- kafka

  static final Option<List<String>, String> BOOTSTRAP_SERVERS =
      Option.list(
          "kafka.bootstrap-servers",
          List.of("localhost:9092"),
          Pattern.compile(
              "([^\\s:,/\\[\\]]+|\\[[0-9a-fA-F:]+])"
                  + ":(?!0)([1-9]?\\d{1,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d"
                  + "|6553[0-5])"),
          "host:port",
          "Brokers to ask for the cluster; two or more, so that one may be away.");

  static final Option<Map<String, String>, String> PROPERTIES =
      Option.texts(
          "kafka.properties",
          new Keys(
              JobsOwnProperties::complaint, key -> key.toLowerCase(Locale.ROOT).replace('_', '.')),
          "Passed to every Kafka client as they are, for example `security.protocol` and"
              + " `sasl.jaas.config`. What is secret in them goes with the job to where Flink keeps"
              + " it; in `kafka.properties-file` it does not.");

  static final Option<SecretProperties, SecretProperties> PROPERTIES_FILE =
      Option.secretProperties(
          "kafka.properties-file",
          "More of them, as a file of Java's properties (`sasl.jaas.config=...`), for those that"
              + " are secret; others than the owner and the group must not be able to read it. It"
              + " has to be there where the job is submitted and on every Flink worker: only its"
              + " name goes with the job, and each client reads it anew. How to secure the whole:"
              + " [security.md](security.md).");

  static final Option<String, String> TOPIC_PREFIX =
      Option.text(
          "kafka.topic-prefix",
          "showroom.",
          Pattern.compile("[a-zA-Z0-9._-]{0,200}"),
          "at most 200 letters, digits, dots, dashes and underscores",
          "Before the name of each topic: with the default, purchases come from"
              + " `showroom.purchases`.");

  static final Option<String, String> CONSUMER_GROUP =
      Option.text(
          "kafka.consumer-group",
          "showroom-detector",
          Pattern.compile("[a-zA-Z0-9._-]{1,200}"),
          "1 to 200 letters, digits, dots, dashes and underscores",
          "Under which the offsets of each checkpoint are committed, for lag monitors to see.");

  static final Option<StartingOffsets, StartingOffsets> STARTING_OFFSETS =
      Option.choice(
          "kafka.starting-offsets",
          StartingOffsets.EARLIEST,
          StartingOffsets.class,
          "Where to begin when there is no checkpoint to go on from; `committed` is `earliest`"
              + " where the group has none.");

  static final Option<Duration, Duration> TRANSACTION_TIMEOUT =
      Option.duration(
          "kafka.transaction-timeout",
          "15m",
          "1m",
          "7d",
          "Should outlast the longest outage of the job: where a transaction of the ledger times"
              + " out, the job starts from an older checkpoint, or not at all. The brokers'"
              + " `transaction.max.timeout.ms`, 15m unless raised, is the most they allow.");

  static final Option<Integer, Integer> PARTITIONS =
      Option.number(
          "kafka.partitions",
          4,
          0,
          1_000,
          "Of each topic that `run --create-topics` makes; 0 leaves it to the broker.");

  static final Option<Integer, Integer> REPLICATION =
      Option.number(
          "kafka.replication",
          0,
          0,
          16,
          "Of each topic that `run --create-topics` makes; 0 leaves it to the broker.");

  static final Option<List<String>, String> REGISTRY_URL =
      Option.urls(
          "kafka.schema-registry.url",
          "A schema registry with Confluent's interface, at several addresses if it has them: with"
              + " it, records are written in Confluent's wire format, and read in both. While it is"
              + " empty, there is none: [schema-registry.md](schema-registry.md).");

  static final Option<String, String> REGISTRY_USER =
      Option.text(
          "kafka.schema-registry.user",
          "",
          Pattern.compile("[^\\s:]*"),
          "a name without blanks and colons",
          "By which the registry knows the detector (HTTP basic authentication).");

  static final Option<String, String> REGISTRY_PASSWORD_FILE =
      Option.text(
          "kafka.schema-registry.password-file",
          "",
          // Anything: a complaint would quote it, and somebody may have put the password here.
          Pattern.compile("(?s).*"),
          "a file",
          "Holds that user's password. It has to be there where the job is submitted and on every"
              + " Flink worker. The environment variable `"
              + RunConfig.SchemaRegistry.PASSWORD_VARIABLE
              + "`, the password itself, goes before it.");

  static final Option<String, String> REGISTRY_CA_FILE =
      Option.text(
          "kafka.schema-registry.ca-file",
          "",
          Pattern.compile("(\\S(.*\\S)?)?"),
          "a file",
          "Certificates (PEM) by which an https registry is trusted, instead of those that Java"
              + " trusts. It has to be there where the job is submitted and on every Flink"
              + " worker.");

  static final Option<Duration, Duration> REGISTRY_TIMEOUT =
      Option.duration(
          "kafka.schema-registry.timeout",
          "5s",
          "100ms",
          "1m",
          "How long one request to the registry may take, its answer included.");

  static final Option<Duration, Duration> REGISTRY_PATIENCE =
      Option.duration(
          "kafka.schema-registry.patience",
          "1m",
          "1s",
          "1h",
          "How long a running job waits for a registry that does not answer, when it meets a schema"
              + " that it has not read before, until it fails, and Flink starts it again from the"
              + " last checkpoint.");

  // ---- time

  static final Option<Duration, Duration> LATENESS_BOUND =
      Option.duration(
          "time.lateness-bound",
          "5s",
          "0s",
          "1h",
          "How long an alert waits for events that are still under way. What comes later revises.");

  static final Option<Map<String, Duration>, Duration> LATENESS_BOUND_BY_STREAM =
      Option.durations(
          "time.lateness-bound-by-stream",
          new Keys(Options::notAStream, key -> key.toLowerCase(Locale.ROOT).replace('_', '-')),
          "stream",
          "0s",
          "1h",
          "The lateness bound of single streams, for example `purchases: 30s`.");

  static final Option<Duration, Duration> CORRECTION_HORIZON =
      Option.duration(
          "time.correction-horizon",
          "14d",
          "1m",
          "14d",
          "How late an event may come and still be applied; beyond, it is refused to"
              + " `late-events`.");

  static final Option<Duration, Duration> FUTURE_TOLERANCE =
      Option.duration(
          "time.future-tolerance",
          "10m",
          "1s",
          "1d",
          "An event further ahead of the newest plausible time than this is a dead letter.");

  static final Option<Duration, Duration> QUIET_AFTER =
      Option.duration(
          "time.quiet-after",
          "2s",
          "100ms",
          "1m",
          "How long a live partition must be silent before its event time follows the clock.");

  static final Option<Duration, Duration> IDLE_AFTER =
      Option.duration(
          "time.idle-after",
          "10s",
          "100ms",
          "10m",
          "How long a partition whose event time is not the time of day (history is being loaded,"
              + " or nothing has come) must be silent before the others no longer wait for it.");

  static final Option<Duration, Duration> ALIGNMENT_DRIFT =
      Option.duration(
          "time.alignment-drift",
          "10m",
          "1s",
          "1d",
          "How far, in event time, one stream may be read ahead of the slowest.");

  // ---- job

  static final Option<Integer, Integer> PARALLELISM =
      Option.number("job.parallelism", 2, 1, 128, "Instances of each operator.");

  static final Option<String, String> CHECKPOINT_DIR =
      Option.text(
          "job.checkpoint-dir",
          "./showroom-state",
          Pattern.compile(
              "(?![a-zA-Z][a-zA-Z0-9+.-]+:)\\S(.*\\S)?"
                  + "|[a-zA-Z][a-zA-Z0-9+.-]+:[^\\s\"<>\\\\^`{|}%\\[\\]]+"),
          "a directory, or a URI such as s3://bucket/path",
          "Where checkpoints go: a directory, or a URI of a file system that Flink knows.");

  static final Option<Duration, Duration> CHECKPOINT_INTERVAL =
      Option.duration(
          "job.checkpoint-interval",
          "5s",
          "100ms",
          "10m",
          "How often the state is saved; what is written exactly once becomes visible at this"
              + " pace.");

  static final Option<Boolean, Boolean> ROCKSDB =
      Option.flag(
          "job.rocksdb",
          true,
          "State on disk in RocksDB, as much as the disk holds; `false` keeps it on the heap,"
              + " faster and smaller.");

  static final Option<Boolean, Boolean> UNALIGNED_CHECKPOINTS =
      Option.flag(
          "job.unaligned-checkpoints",
          false,
          "Checkpoints overtake records that are under way and hold them, so that they stay quick"
              + " where a sink or a key is slow; they are larger then.");

  static final Option<Duration, Duration> RESTART_RESET_AFTER =
      Option.duration(
          "job.restart-reset-after",
          "1m",
          "1s",
          "1d",
          "The job is restarted after a second, and after three times as long, up to 2m, each time"
              + " that it fails again. One that has run for so long counts as mended. With the"
              + " default, what always fails is tried ten times in ten minutes at the most.");

  static final Option<String, String> RULES_FILE =
      Option.text(
          "job.rules-file",
          RunConfig.Job.SHIPPED,
          Pattern.compile("\\S(.*\\S)?"),
          "a file, or `shipped`",
          "The rules that hold before any are published to the `rules` topic; `shipped` are those"
              + " that `rules show` prints.");

  static final Option<String, String> POLICY_FILE =
      Option.text(
          "job.policy-file",
          RunConfig.Job.SHIPPED,
          Pattern.compile("\\S(.*\\S)?"),
          "a file, or `shipped`",
          "The coupon policy that holds before any is published to the `coupon-policy` topic;"
              + " `shipped` is the one that `policy show` prints.");

  // ---- coupons

  static final Option<Boolean, Boolean> COUPONS_ENABLED =
      Option.flag(
          "coupons.enabled",
          true,
          "Whether customers are sent anything; `false` leaves it at alerts, and needs no key.");

  static final Option<String, String> COUPONS_KEY_FILE =
      Option.text(
          CouponKeys.OPTION,
          "",
          // Anything: a complaint would quote it, and somebody may have put the key itself here.
          Pattern.compile("(?s).*"),
          "a file",
          "The keys of coupon codes, as `showroom coupon key` makes them, the one that signs first;"
              + " others than the owner and the group must not be able to read it. It has to be"
              + " there where the job is submitted and on every Flink worker. Without it, the keys"
              + " are taken from the environment variable `"
              + CouponKeys.VARIABLE
              + "`. How to change keys: [codes.md](codes.md).");

  // ---- metrics

  static final Option<Integer, Integer> PROMETHEUS_PORT =
      Option.number(
          "metrics.prometheus-port",
          0,
          0,
          65_535,
          "Of `run`: where Prometheus finds the figures, at `/metrics`, on all addresses of the"
              + " machine and readable for whoever reaches it; 0 for nowhere. On a Flink cluster"
              + " its own configuration says so: [metrics.md](metrics.md).");

  // ---- push

  static final Option<String, String> PUSH_URL =
      Option.url(
          "push.url",
          "Where coupons are posted to; while it is empty nothing is pushed, and coupons stay in"
              + " their topic.");

  static final Option<PushFormat, PushFormat> PUSH_FORMAT =
      Option.choice(
          "push.format",
          PushFormat.JSON,
          PushFormat.class,
          "The body: the coupon's record as it is in JSON Lines, or the same within a CloudEvent"
              + " 1.0 in structured mode.");

  static final Option<String, String> PUSH_SECRET_FILE =
      Option.text(
          "push.secret-file",
          "",
          // Anything, for the same reason.
          Pattern.compile("(?s).*"),
          "a file",
          "Holds the secret that bodies are signed with, at least 16 bytes; others than the owner"
              + " and the group must not be able to read it. The environment variable"
              + " `SHOWROOM_PUSH_SECRET`, the secret itself, goes before it.");

  static final Option<Boolean, Boolean> PUSH_ALLOW_HTTP =
      Option.flag(
          "push.allow-http",
          false,
          "Allows an http address that is not this machine's own: codes of coupons then travel"
              + " readable.");

  static final Option<Integer, Integer> PUSH_TRIES =
      Option.number(
          "push.tries",
          25,
          1,
          100,
          "How often one coupon is sent before it is a dead letter. What was answered with 429 does"
              + " not count, nor the time in which the circuit is open.");

  static final Option<Duration, Duration> PUSH_TIMEOUT =
      Option.duration(
          "push.timeout", "10s", "100ms", "5m", "How long one try may take, its answer included.");

  static final Option<Duration, Duration> PUSH_FIRST_BACKOFF =
      Option.duration(
          "push.first-backoff",
          "1s",
          "10ms",
          "1h",
          "The longest wait after the first try that failed; it doubles with each. The wait is a"
              + " random part of that.");

  static final Option<Duration, Duration> PUSH_LONGEST_BACKOFF =
      Option.duration(
          "push.longest-backoff", "10m", "10ms", "1d", "Beyond this the wait does not double.");

  static final Option<Integer, Integer> PUSH_IN_FLIGHT =
      Option.number(
          "push.in-flight",
          16,
          1,
          1_000,
          "How many requests each instance (`job.parallelism`) has under way at the most.");

  static final Option<Duration, Duration> PUSH_CIRCUIT_PAUSE =
      Option.duration(
          "push.circuit-pause",
          "15s",
          "10ms",
          "1h",
          "How long nothing is sent when half of the last 20 tries have failed; it doubles, up to"
              + " eight times as long, while the trial requests after it fail as well.");

  static final Option<PushClock, PushClock> PUSH_CLOCK =
      Option.choice(
          "push.clock",
          PushClock.REAL,
          PushClock.class,
          "What the times of coupons are: `real`, the time of day; or `events`, a time of their own"
              + " (simulated or old events), so that a coupon is not held to have expired because"
              + " the time of day is past its end.");

  /** In the order of the documentation. */
  static final List<Option<?, ?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          PROPERTIES,
          PROPERTIES_FILE,
          TOPIC_PREFIX,
          CONSUMER_GROUP,
          STARTING_OFFSETS,
          TRANSACTION_TIMEOUT,
          PARTITIONS,
          REPLICATION,
          REGISTRY_URL,
          REGISTRY_USER,
          REGISTRY_PASSWORD_FILE,
          REGISTRY_CA_FILE,
          REGISTRY_TIMEOUT,
          REGISTRY_PATIENCE,
          LATENESS_BOUND,
          LATENESS_BOUND_BY_STREAM,
          CORRECTION_HORIZON,
          FUTURE_TOLERANCE,
          QUIET_AFTER,
          IDLE_AFTER,
          ALIGNMENT_DRIFT,
          PARALLELISM,
          CHECKPOINT_DIR,
          CHECKPOINT_INTERVAL,
          ROCKSDB,
          UNALIGNED_CHECKPOINTS,
          RESTART_RESET_AFTER,
          RULES_FILE,
          POLICY_FILE,
          COUPONS_ENABLED,
          COUPONS_KEY_FILE,
          PROMETHEUS_PORT,
          PUSH_URL,
          PUSH_FORMAT,
          PUSH_SECRET_FILE,
          PUSH_ALLOW_HTTP,
          PUSH_TRIES,
          PUSH_TIMEOUT,
          PUSH_FIRST_BACKOFF,
          PUSH_LONGEST_BACKOFF,
          PUSH_IN_FLIGHT,
          PUSH_CIRCUIT_PAUSE,
          PUSH_CLOCK);

  /** What the sections are about, in the order of the documentation. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("kafka", "The cluster, and what is read from it and written to it.");
    SECTIONS.put(
        "time", "Event time: how long to wait, how late is too late, how long to remember.");
    SECTIONS.put("job", "How Flink runs the detector.");
    SECTIONS.put("coupons", "What customers are sent, and the keys that sign it.");
    SECTIONS.put("metrics", "What the job tells about itself.");
    SECTIONS.put(
        "push",
        "Coupons to a messaging provider, by HTTP; what it receives and must do is in"
            + " [push.md](push.md).");
  }

  private static Optional<Complaint> notAStream(String key) {
    if (InTopic.byTopic(key).isPresent()) {
      return Optional.empty();
    }
    List<String> streams = Arrays.stream(InTopic.values()).map(InTopic::topic).toList();
    return Optional.of(
        new Complaint(
            "Unknown stream '" + key + "' in 'time.lateness-bound-by-stream'",
            Suggestions.nearest(key, streams)
                .map(stream -> "did you mean '" + stream + "'?")
                .orElse("the streams are " + String.join(", ", streams) + ".")));
  }
}
