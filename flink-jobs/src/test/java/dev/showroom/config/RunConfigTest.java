package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.InTopic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunConfigTest {
  @TempDir private Path temp;

  // ---- what is read

  @Test
  void has_the_documented_defaults() {
    RunConfig config = RunConfig.defaults();
    assertThat(config.kafka().bootstrapServers()).containsExactly("localhost:9092");
    assertThat(config.kafka().topicPrefix()).isEqualTo("showroom.");
    assertThat(config.kafka().startingOffsets()).isEqualTo(StartingOffsets.EARLIEST);
    assertThat(config.time().latenessBound()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.time().correctionHorizon()).isEqualTo(Duration.ofDays(14));
    assertThat(config.time().idleAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.time().futureTolerance()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.time().quietAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.time().alignmentDrift()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.job().checkpointDir()).isEqualTo("./showroom-state");
    assertThat(config.job().checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.job().rocksdb()).isTrue();
    assertThat(config.coupons().enabled()).isTrue();
    assertThat(config.coupons().keys().file()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing yet\n",
        "kafka:\n# bootstrap-servers: a:1\n",
        "kafka: ~\n",
        "---\n{}"
      })
  void takes_every_default_where_nothing_is_set(String yaml) {
    assertThat(load(yaml)).isEqualTo(RunConfig.defaults());
  }

  @Test
  void reads_every_option() {
    RunConfig config =
        load(
            """
            kafka:
              bootstrap-servers: [one:9092, "[::1]:9093"]
              properties:
                security.protocol: SASL_SSL
                ssl:
                  truststore.location: /etc/trust.jks
                retries: 7
              topic-prefix: ""
              consumer-group: shop-1
              starting-offsets: committed
              transaction-timeout: 1h
              partitions: 12
              replication: 3
            time:
              lateness-bound: 0s
              lateness-bound-by-stream: {purchases: 30s, store-visits: 500ms}
              correction-horizon: 7d
              future-tolerance: 1h
              quiet-after: 1500ms
              idle-after: 3s
              alignment-drift: 31s
            job:
              parallelism: 8
              checkpoint-dir: s3://bucket/state
              checkpoint-interval: 1s
              rocksdb: false
              rules-file: my rules.yaml
              policy-file: my-policy.yaml
            coupons:
              enabled: false
              key-file: /etc/showroom/coupon.keys
            """);
    assertThat(config)
        .isEqualTo(
            new RunConfig(
                new RunConfig.Kafka(
                    List.of("one:9092", "[::1]:9093"),
                    Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "ssl.truststore.location",
                        "/etc/trust.jks",
                        "retries",
                        "7"),
                    "",
                    "shop-1",
                    StartingOffsets.COMMITTED,
                    Duration.ofHours(1),
                    12,
                    3),
                new RunConfig.Time(
                    Duration.ZERO,
                    Map.of(
                        InTopic.PURCHASES,
                        Duration.ofSeconds(30),
                        InTopic.STORE_VISITS,
                        Duration.ofMillis(500)),
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    Duration.ofMillis(1_500),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(31)),
                new RunConfig.Job(
                    8,
                    "s3://bucket/state",
                    Duration.ofSeconds(1),
                    false,
                    "my rules.yaml",
                    "my-policy.yaml"),
                new RunConfig.Coupons(false, new CouponKeys("/etc/showroom/coupon.keys"))));
    assertThat(config.time().latenessBound(InTopic.PURCHASES)).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.time().latenessBound(InTopic.BROWSING)).isZero();
    assertThat(config.time().longestLatenessBound()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.kafka().clientProperties())
        .containsEntry("bootstrap.servers", "one:9092,[::1]:9093")
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void takes_dotted_names_and_a_list_with_commas() {
    RunConfig config =
        load(
            """
            kafka.bootstrap-servers: a:1, b:65535
            kafka.properties.security.protocol: SSL
            job: {parallelism: 3}
            """);
    assertThat(config.kafka().bootstrapServers()).containsExactly("a:1", "b:65535");
    assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SSL"));
    assertThat(config.job().parallelism()).isEqualTo(3);
  }

  @Test
  void makes_a_uri_of_the_checkpoint_directory() {
    assertThat(load("job.checkpoint-dir: /var/state").job().checkpointUri())
        .hasToString("file:///var/state");
    assertThat(load("job.checkpoint-dir: my state").job().checkpointUri().toString())
        .startsWith("file:///")
        .endsWith("/my%20state");
    assertThat(load("job.checkpoint-dir: s3://b/c").job().checkpointUri()).hasToString("s3://b/c");
  }

  @Test
  void goes_with_a_job_to_where_it_runs() throws Exception {
    RunConfig config = load("time.lateness-bound-by-stream.purchases: 30s");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(config);
    }
  }

  // ---- what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bootstrap-server|kafka.bootstrap-servers",
        "bootstrapServers|kafka.bootstrap-servers",
        "topic_prefix|kafka.topic-prefix",
        "parallelism|job.parallelism",
      })
  void suggests_the_option_that_a_mistyped_one_will_have_meant(String typed, String meant) {
    refuses(
        "kafka:\n\n    " + typed + ": x",
        "Unknown option 'kafka." + typed + "' (line 3, column 5); did you mean '" + meant + "'?");
  }

  @Test
  void suggests_a_section_and_passes_over_what_stands_in_an_unknown_one() {
    refuses(
        "kafak:\n  bootstrap-servers: a:1\n",
        "Unknown option 'kafak' (line 1, column 1); did you mean 'kafka'?");
  }

  @Test
  void suggests_nothing_where_nothing_is_near() {
    refuses("weather: rainy", "Unknown option 'weather' (line 1, column 1).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "job.parallelism: two|Option 'job.parallelism' must be a whole number, not 'two'|18",
        "job.parallelism: 1.5|Option 'job.parallelism' must be a whole number, not '1.5'|18",
        "job.parallelism: [1]|Option 'job.parallelism' must be a single value, not a list|1",
        "job.parallelism: {a: 1}|Option 'job.parallelism' must be a single value, not a map|1",
        "job.parallelism: ~|Option 'job.parallelism' has no value|1",
        "job.rocksdb: yes|Option 'job.rocksdb' must be true or false, not 'yes'|14",
        "kafka.starting-offsets: newest|Option 'kafka.starting-offsets' must be one of earliest,"
            + " latest, committed, not 'newest'|25",
        "kafka.bootstrap-servers: [a:1, b]|Option 'kafka.bootstrap-servers' must be a list of"
            + " host:port, and 'b' is none|26",
        "kafka.bootstrap-servers: []|Option 'kafka.bootstrap-servers' must not be empty|26",
        "kafka.bootstrap-servers: [{a: 1}, b:1]|Option 'kafka.bootstrap-servers' must be a list of"
            + " host:port|1",
        "kafka.bootstrap-servers: {a: 1}|Option 'kafka.bootstrap-servers' must be a list of"
            + " host:port, not a map|1",
        "kafka.bootstrap-servers: a:65536|Option 'kafka.bootstrap-servers' must be a list of"
            + " host:port, and 'a:65536' is none|26",
        "kafka.bootstrap-servers: a:0|Option 'kafka.bootstrap-servers' must be a list of"
            + " host:port, and 'a:0' is none|26",
        "kafka.topic-prefix: a/b|Option 'kafka.topic-prefix' must be at most 200 letters, digits,"
            + " dots, dashes and underscores, not 'a/b'|21",
        "kafka.properties: x|Option 'kafka.properties' must be a map|1",
        "kafka.properties: [x]|Option 'kafka.properties' must be one text for each key, not a"
            + " list|1",
        "kafka: 7|'kafka' must be a map of options|1",
        "time.quiet-after: 2 fortnights|Option 'time.quiet-after' must be a duration such as 500ms,"
            + " 5s, 10m, 2h or 14d, not '2 fortnights'|19",
        "time.quiet-after: 2|Option 'time.quiet-after' must be a duration such as 500ms, 5s, 10m,"
            + " 2h or 14d, not '2'|19",
        "time.quiet-after: -2s|Option 'time.quiet-after' must be a duration such as 500ms, 5s,"
            + " 10m, 2h or 14d, not '-2s'|19",
        "job.checkpoint-dir: s3://a b|Option 'job.checkpoint-dir' must be a directory, or a URI"
            + " such as s3://bucket/path, not 's3://a b'|21",
      })
  void says_what_an_option_must_be(String yaml, String sentence, int column) {
    refuses(yaml, sentence + " (line 1, column " + column + ").");
  }

  @ParameterizedTest
  @CsvSource({
    "job.parallelism,           1,     128,  0,    129,       1 to 128",
    "kafka.partitions,          0,     1000, -1,   1001,      0 to 1000",
    "kafka.replication,         0,     16,   -1,   9999999999, 0 to 16",
    "kafka.transaction-timeout, 1m,    7d,   59s,  169h,      1m to 7d",
    "time.lateness-bound,       0s,    599s, ,     3601s,     0s to 1h",
    "time.correction-horizon,   1m,    14d,  59s,  15d,       1m to 14d",
    "time.idle-after,           100ms, 10m,  99ms, 601s,      100ms to 10m",
    "time.future-tolerance,     1s,    1d,   999ms, 25h,      1s to 1d",
    "time.quiet-after,          100ms, 1m,   99ms, 61s,       100ms to 1m",
    "time.alignment-drift,      6s,    1d,   999ms, 25h,      1s to 1d",
    "job.checkpoint-interval,   100ms, 10m,  99ms, 601s,      100ms to 10m",
  })
  void takes_both_bounds_of_an_option_and_nothing_beyond(
      String option, String least, String most, String below, String above, String range) {
    load(option + ": " + least);
    load(option + ": " + most);
    for (String outside : below == null ? List.of(above) : List.of(below, above)) {
      refuses(
          option + ": " + outside,
          "Option '"
              + option
              + "' must be from "
              + range
              + ", not "
              + outside
              + " (line 1, column "
              + (option.length() + 3)
              + ").");
    }
  }

  @Test
  void takes_lateness_bounds_of_known_streams_only() {
    refuses(
        "time:\n  lateness-bound-by-stream:\n    store-visit: 3s",
        "Unknown stream 'store-visit' in 'time.lateness-bound-by-stream' (line 3, column 18); did"
            + " you mean 'store-visits'?");
    refuses(
        "time.lateness-bound-by-stream: {purchases: soon}",
        "Option 'time.lateness-bound-by-stream.purchases' must be a duration such as 500ms, 5s,"
            + " 10m, 2h or 14d, not 'soon' (line 1, column 44).");
  }

  @Test
  void takes_no_kafka_property_that_is_an_option_or_the_jobs_own() {
    refuses(
        "kafka.properties:\n  group.id: mine",
        "Option 'kafka.properties.group.id' cannot be set (line 2, column 13); set"
            + " 'kafka.consumer-group' instead.");
    refuses(
        "kafka.properties: {transactional.id: mine}",
        "Option 'kafka.properties.transactional.id' cannot be set (line 1, column 38); the job"
            + " sets it itself.");
  }

  @Test
  void takes_no_kafka_property_by_which_a_producer_would_write_twice_or_out_of_order() {
    for (String property :
        List.of("retries: 0", "max.in.flight.requests.per.connection: 6", "acks: 1")) {
      assertThatThrownBy(() -> load("kafka.properties: {" + property + "}"))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("Option 'kafka.properties." + property.replaceFirst(":.*", "'"));
    }
    load("kafka.properties: {retries: 1, max.in.flight.requests.per.connection: 5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time: {correction-horizon: 1h, lateness-bound: 1h, alignment-drift: 2h}|Option"
            + " 'time.correction-horizon' must be longer than every lateness bound, and is 1h where"
            + " the longest of them is 1h (line 1, column 28).",
        "time: {correction-horizon: 1h, lateness-bound-by-stream: {returns: 1h}, alignment-drift:"
            + " 2h}|Option 'time.correction-horizon' must be longer than every lateness bound, and"
            + " is 1h where the longest of them is 1h (line 1, column 28).",
        "time.alignment-drift: 5s|Option 'time.alignment-drift' must be longer than every lateness"
            + " bound, and is 5s where the longest of them is 5s (line 1, column 23).",
        "{kafka.transaction-timeout: 1m, job.checkpoint-interval: 60s}|Option"
            + " 'kafka.transaction-timeout' must be longer than 'job.checkpoint-interval', and is"
            + " 1m where that is 1m (line 1, column 29).",
      })
  void refuses_options_that_contradict_each_other(String yaml, String sentence) {
    refuses(yaml, sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time: {correction-horizon: 3601s, lateness-bound: 1h, alignment-drift: 2h}",
        "time.alignment-drift: 6s",
        "{kafka.transaction-timeout: 61s, job.checkpoint-interval: 60s}",
      })
  void takes_options_that_just_agree(String yaml) {
    load(yaml);
  }

  @Test
  void tells_all_errors_at_once_in_the_order_of_the_file() {
    Path file = write("job:\n  rocksdb: maybe\n  threads: 3\nkafka:\n  partitions: -1\n");
    assertThatThrownBy(() -> RunConfig.load(file, Map.of("SHOWROOM_TIME_IDLE_AFTER", "long")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            file
                + " has 4 errors:\n"
                + "  Option 'job.rocksdb' must be true or false, not 'maybe' (line 2, column 12).\n"
                + "  Unknown option 'job.threads' (line 3, column 3).\n"
                + "  Option 'kafka.partitions' must be from 0 to 1000, not -1 (line 5, column"
                + " 15).\n"
                + "  Option 'time.idle-after' must be a duration such as 500ms, 5s, 10m, 2h or 14d,"
                + " not 'long' (environment variable SHOWROOM_TIME_IDLE_AFTER).");
  }

  @Test
  void asks_no_rule_about_an_option_that_is_wrong_by_itself() {
    refuses(
        "time: {correction-horizon: 1s, lateness-bound: 20s}",
        "Option 'time.correction-horizon' must be from 1m to 14d, not 1s (line 1, column 28).");
  }

  @Test
  void refuses_an_option_that_is_set_twice() {
    refuses(
        "job:\n  parallelism: 1\njob.parallelism: 2\n",
        "Option 'job.parallelism' is set a second time (line 3, column 1).");
  }

  @Test
  void refuses_a_second_document_and_an_alias() {
    refuses(
        "job: {}\n---\njob: {}\n",
        "The file has a second document, after '---' (line 3, column 1).");
    refuses(
        "job: {checkpoint-dir: &d /x}\nkafka: {topic-prefix: *d}",
        "Option 'kafka.topic-prefix' is a YAML alias, which is not supported here (line 2, column"
            + " 9).");
  }

  // ---- the file itself

  @Test
  void says_that_the_file_does_not_exist() {
    Path file = temp.resolve("no.yaml");
    assertThatThrownBy(() -> RunConfig.load(file, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The configuration file '" + file + "' does not exist.");
  }

  @Test
  void says_that_the_file_is_a_directory() {
    assertThatThrownBy(() -> RunConfig.load(temp, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The configuration file '" + temp + "' is a directory.");
  }

  @Test
  void says_that_the_file_is_no_text() throws IOException {
    Path file = Files.write(temp.resolve("f"), new byte[] {(byte) 0xC3, (byte) 0x28});
    assertThatThrownBy(() -> RunConfig.load(file, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The configuration file '" + file + "' is not UTF-8 text.");
  }

  @Test
  void says_where_the_file_is_not_yaml_and_quotes_nothing_of_it() {
    Path file = write("kafka:\n  properties:\n    sasl.jaas.config: 'swordfish\n");
    assertThatThrownBy(() -> RunConfig.load(file, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The configuration file '"
                + file
                + "' is not YAML (line 4, column 1): found unexpected end of stream.");
    Path control = write("a: \u0007");
    assertThatThrownBy(() -> RunConfig.load(control, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The configuration file '" + control + "' is not YAML");
    Path complexKey = write("? [swordfish]\n: x");
    assertThatThrownBy(() -> RunConfig.load(complexKey, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The configuration file '" + complexKey + "' is not YAML (line 1")
        .hasMessageNotContaining("swordfish");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just text", "[a, b]", "12"})
  void says_that_the_file_is_no_map(String yaml) {
    Path file = write(yaml);
    assertThatThrownBy(() -> RunConfig.load(file, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The configuration file '" + file + "' is no map of options, such as 'kafka: ...'.");
  }

  // ---- the environment

  @Test
  void lets_the_environment_have_the_last_word() {
    RunConfig config =
        RunConfig.load(
            write("kafka:\n  bootstrap-servers: a:1\n  properties: {sasl.jaas.config: old}\n"),
            Map.of(
                "SHOWROOM_KAFKA_BOOTSTRAP_SERVERS", "b:2,c:3",
                "SHOWROOM_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "new",
                "SHOWROOM_TIME_LATENESS_BOUND_BY_STREAM_STORE_VISITS", "9s",
                "SHOWROOM_JOB_PARALLELISM", "5",
                "SHOWROOM_JOB_ROCKSDB", "",
                "SHOWROOM_JAVA_OPTS", "-Xmx1g",
                "SHOWROOM_SERVICE_HOST", "10.0.0.1",
                "PATH", "/bin"));
    assertThat(config.kafka().bootstrapServers()).containsExactly("b:2", "c:3");
    assertThat(config.kafka().properties()).containsExactly(Map.entry("sasl.jaas.config", "new"));
    assertThat(config.time().latenessBound(InTopic.STORE_VISITS)).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.job().parallelism()).isEqualTo(5);
    assertThat(config.job().rocksdb()).isTrue();
  }

  @Test
  void lets_the_environment_mend_what_is_wrong_in_the_file() {
    assertThat(
            RunConfig.load(write("job.parallelism: 0"), Map.of("SHOWROOM_JOB_PARALLELISM", "4"))
                .job()
                .parallelism())
        .isEqualTo(4);
  }

  @Test
  void finds_every_option_by_its_variable() {
    for (Option<?, ?> option : Options.ALL) {
      if (option.shape() != Option.Shape.MAP) {
        RunConfig config =
            RunConfig.load(write(""), Map.of(option.environmentVariable(), option.defaultText()));
        assertThat(config).as(option.name()).isEqualTo(RunConfig.defaults());
      }
    }
  }

  @Test
  void notices_a_mistyped_variable() {
    refuses(
        "",
        Map.of("SHOWROOM_KAFKA_BOOTSTRAP_SERVER", "a:1"),
        "Unknown option in the environment (environment variable SHOWROOM_KAFKA_BOOTSTRAP_SERVER);"
            + " did you mean 'SHOWROOM_KAFKA_BOOTSTRAP_SERVERS'?");
    refuses(
        "",
        Map.of("SHOWROOM_KAFKA_PROPERTIES", "a=b"),
        "Option 'kafka.properties' must be a map (environment variable SHOWROOM_KAFKA_PROPERTIES);"
            + " set one variable for each key, its name after 'SHOWROOM_KAFKA_PROPERTIES_'.");
  }

  @ParameterizedTest
  @CsvSource({
    "SHOWROOM_KAFKA_PROPERTY_SASL_JAAS_CONFIG",
    "SHOWROOM_KAFKA_SASL_JAAS_CONFIG",
    "SHOWROOM_WEATHER",
    "SHOWROOM_COUPON_KEY",
    "SHOWROOM_PORTAL"
  })
  void refuses_a_variable_that_is_no_option_and_does_not_quote_it(String variable) {
    assertThatThrownBy(() -> RunConfig.load(write(""), Map.of(variable, "swordfish")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "Unknown option in the environment (environment variable " + variable + "); ")
        .hasMessageNotContaining("swordfish");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHOWROOM_SERVICE_HOST",
        "SHOWROOM_DETECTOR_REST_SERVICE_PORT_HTTP",
        "SHOWROOM_PORT",
        "SHOWROOM_DETECTOR_PORT_8081_TCP_ADDR",
        "SHOWROOM_JAVA_OPTS",
        "SHOWROOM_COUPON_KEYS",
        "SHOWROOM_PUSH_SECRET"
      })
  void leaves_alone_what_kubernetes_and_the_launcher_set(String variable) {
    assertThat(RunConfig.load(write(""), Map.of(variable, "tcp://10.0.0.1:1")))
        .isEqualTo(RunConfig.defaults());
  }

  // ---- the file of secret properties

  @Test
  void names_the_properties_of_the_file_and_holds_none_of_their_values() throws IOException {
    Path file = secrets("sasl.jaas.config=swordfish\nssl.key.password: swordfish\n", "rw-r-----");
    RunConfig config =
        load("kafka: {properties-file: '" + file + "', properties: {config.providers: env}}");
    assertThat(config.kafka().clientProperties())
        .containsEntry("config.providers", "showroomfile,env")
        .containsEntry("sasl.jaas.config", "${showroomfile:" + file + ":sasl.jaas.config}")
        .containsEntry("ssl.key.password", "${showroomfile:" + file + ":ssl.key.password}");
    assertThat(config.toString())
        .contains("[sasl.jaas.config, ssl.key.password] of a file (hidden)")
        .doesNotContain("swordfish");
  }

  @Test
  void takes_no_property_of_the_file_that_is_set_elsewhere_or_is_an_option() throws IOException {
    Path file = secrets("sasl.jaas.config=swordfish\n", "rw-------");
    refuses(
        "kafka: {properties: {sasl.jaas.config: x}, properties-file: '" + file + "'}",
        "Property 'sasl.jaas.config' stands both in the file of 'kafka.properties-file' and in"
            + " 'kafka.properties' (line 1, column 61).");
    Path group = secrets("group.id=mine\n", "rw-------");
    refuses(
        "kafka.properties-file: " + group,
        "The file of 'kafka.properties-file' must not set 'group.id', which is an option of its"
            + " own or the job's (line 1, column 24).");
    Path retries = secrets("retries=0\n", "rw-------");
    refuses(
        "kafka.properties-file: " + retries,
        "The file of 'kafka.properties-file' must not set 'retries', whose value is checked before"
            + " a start; set it in 'kafka.properties' (line 1, column 24).");
  }

  @Test
  void refuses_a_file_of_properties_that_is_open_to_all_or_missing() throws IOException {
    Path file = secrets("a=b\n", "rw-r--r--");
    refuses(
        "kafka.properties-file: " + file,
        "Option 'kafka.properties-file' is not right: The file with properties of the Kafka client"
            + " is open to every user of the machine: close it with 'chmod o= FILE' (line 1, column"
            + " 24).");
    refuses(
        "kafka.properties-file: swordfish",
        "Option 'kafka.properties-file' is not right: The file with properties of the Kafka client"
            + " does not exist; is its path right? (line 1, column 24).");
  }

  private Path secrets(String text, String permissions) throws IOException {
    Path file = Files.writeString(temp.resolve("kafka.secrets"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  // ---- secrets

  @Test
  void prints_no_secret() {
    RunConfig config =
        load(
            """
            kafka.properties:
              sasl.jaas.config: 'PlainLoginModule required password="swordfish-1";'
              ssl.keystore.password: swordfish-2
              ssl.key.password: swordfish-3
              ssl.keystore.key: swordfish-4
              sasl.oauthbearer.client.credentials.client.secret: swordfish-5
              basic.auth.PASSWORD: swordfish-6
              security.protocol: SASL_SSL
            """);
    assertThat(config.toString())
        .doesNotContain("swordfish")
        .contains("security.protocol=SASL_SSL", "ssl.keystore.password=(hidden)");
    assertThat(config.kafka().clientProperties())
        .containsEntry("ssl.keystore.password", "swordfish-2");
  }

  @Test
  void tells_no_secret_in_an_error() {
    Path file =
        write(
            """
            kafka.properties:
              ssl.key.password: [swordfish]
              sasl.jaas.config: swordfish
              sasl.jaas.config: swordfish
            kafka.propertys:
              ssl.key.password: swordfish
            """);
    assertThatThrownBy(() -> RunConfig.load(file, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("has 3 errors")
        .hasMessageNotContaining("swordfish");
  }

  // ---- helpers

  private RunConfig load(String yaml) {
    return RunConfig.load(write(yaml), Map.of());
  }

  private void refuses(String yaml, String sentence) {
    refuses(yaml, Map.of(), sentence);
  }

  private void refuses(String yaml, Map<String, String> environment, String sentence) {
    Path file = write(yaml);
    assertThatThrownBy(() -> RunConfig.load(file, environment))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(file + ": " + sentence);
  }

  private Path write(String yaml) {
    try {
      return Files.writeString(temp.resolve("showroom.yaml"), yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
