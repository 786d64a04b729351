package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Permission;
import dev.showroom.kafka.SecuredBroker;
import dev.showroom.kafka.SecuredBroker.Passwords;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.stream.FlinkSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The live job on brokers that know it by SCRAM over TLS and let it do no more than it must. Every
 * credential is a canary: it must be found nowhere that somebody looks.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredJobTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final String CANARY = "swordfish";
  private static final String COUPON_KEY = "c2FmZTpjYW5hcnktaW4tYS1jb2FsLW1pbmU+";

  @TempDir private static Path home;

  private static SecuredBroker broker;
  private static Path file;
  private static RunConfig config;

  @BeforeAll
  static void start() throws IOException {
    broker =
        SecuredBroker.start(
            home,
            new Passwords(
                CANARY + "-scram", CANARY + "-trust", CANARY + "-store", CANARY + "-key"));
    closed("coupon.keys", "A " + COUPON_KEY + "\n");
    closed("push.secret", CANARY + "-of-pushes-0123456789\n");
    file = write(properties -> properties);
    config = RunConfig.load(file, Map.of());
    TOPICS.createMissing(Map.of("bootstrap.servers", broker.plainServers()), 1, 1);
    broker.grant(SecuredBroker.SCRAM_USER, LivePermissions.of(config));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Path closed(String name, String text) throws IOException {
    Path path = Files.writeString(home.resolve(name), text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  /** A configuration whose secret properties were changed. */
  private static Path write(UnaryOperator<Map<String, String>> change) throws IOException {
    StringBuilder open = new StringBuilder();
    broker.sasl().forEach((name, value) -> open.append("\n    " + name + ": '" + value + "'"));
    Path secrets =
        SecuredBroker.write(
            home.resolve("kafka.secrets" + System.nanoTime()),
            change.apply(new HashMap<>(broker.saslSecrets())));
    return Files.writeString(
        home.resolve("showroom.yaml"),
        """
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: t.
          consumer-group: t-detector
          properties-file: %s
          properties:
            basic.auth.user.info: %s-inline%s
        time:
          lateness-bound: %ds
        job:
          parallelism: 1
          checkpoint-dir: %s
          checkpoint-interval: 500ms
          rocksdb: false
        coupons.key-file: %s
        push:
          url: http://127.0.0.1:9/?token=%s-url
          secret-file: %s
          clock: events
          first-backoff: 20ms
        """
            .formatted(
                broker.saslServers(),
                secrets,
                CANARY,
                open,
                LATENESS.toSeconds(),
                home.resolve("state"),
                home.resolve("coupon.keys"),
                CANARY,
                home.resolve("push.secret")));
  }

  // ---- permissions

  static Stream<Permission> needed() {
    return LivePermissions.of(config).stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("needed")
  @Order(1)
  void each_permission_that_is_lacking_is_named(Permission permission) {
    broker.revoke(SecuredBroker.SCRAM_USER, permission);
    try {
      assertThatThrownBy(() -> LiveJob.check(config, false))
          .isInstanceOf(CommandFailure.class)
          .hasMessage(
              "The Kafka brokers do not let User:detector "
                  + permission
                  + "; grant it (docs/security.md).");
    } finally {
      broker.grant(SecuredBroker.SCRAM_USER, List.of(permission));
    }
  }

  /** Each line of kafka-acls.sh there, as a permission. */
  @Test
  @Order(2)
  void the_page_grants_what_is_needed_and_no_more() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "security.md"));
    List<Permission> granted = new ArrayList<>();
    Matcher line =
        Pattern.compile("--operation (\\w+)((?: --(?:topic|group|transactional-id) \\S+)+)")
            .matcher(page.substring(page.indexOf("### `run`"), page.indexOf("### Other commands")));
    while (line.find()) {
      Matcher name =
          Pattern.compile("--(topic|group|transactional-id) (\\S+)").matcher(line.group(2));
      while (name.find()) {
        boolean write = line.group(1).equals("Write");
        String of = name.group(2).replaceFirst("^showroom\\.", "t.");
        granted.add(
            switch (name.group(1)) {
              case "topic" -> write ? Permission.write(of) : Permission.read(of);
              case "group" -> Permission.commit(of.replace("showroom-detector", "t-detector"));
              default -> Permission.transactions(of);
            });
      }
    }
    assertThat(granted).containsExactlyInAnyOrderElementsOf(needed().toList());
  }

  // ---- secrets

  @Test
  @Order(3)
  void the_graph_that_flink_keeps_holds_no_secret_of_a_file() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.forJob());
    KafkaBinding.bind(env, config, LiveRules.of(config), LivePolicies.of(config));
    byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());
    String text = new String(graph, StandardCharsets.ISO_8859_1);
    assertThat(text.contains("${showroomfile:")).as("the references are in it").isTrue();
    broker
        .saslSecrets()
        .forEach((name, value) -> assertThat(text.contains(value)).as(name).isFalse());
    assertThat(text.contains(COUPON_KEY)).isFalse();
    assertThat(text.contains(CANARY + "-of-pushes")).isFalse();
  }

  @Test
  @Order(4)
  void the_whole_job_runs_and_no_log_and_no_answer_of_flinks_tells_a_secret() throws Exception {
    try (LogCapture logs = LogCapture.start()) {
      LiveJob.check(config, false);
      JobClient job = LiveJob.start(config, path -> {});
      try {
        KafkaIo io = new KafkaIo(broker.plainServers(), TOPICS);
        SimulatedWorld world = new Simulation(SimulationOptions.of(80, 25, 11)).world();
        io.produce(
            world.events().stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList());
        long end = world.events().get(world.events().size() - 1).eventTime();
        await("that decisions are committed to the ledger")
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofMillis(500))
            .until(
                () -> {
                  io.produce(KilledJob.closing(end, LATENESS));
                  return !io.read(OutTopic.COUPON_DECISIONS, CouponDecision.class).isEmpty();
                });
        await("that offsets are committed")
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    !broker
                        .admin()
                        .listConsumerGroupOffsets("t-detector")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .isEmpty());

        // A failure whose causes Flink shows.
        Permission browsing = Permission.read(TOPICS.name(InTopic.BROWSING));
        broker.revoke(SecuredBroker.SCRAM_USER, browsing);
        URI rest = rest(job);
        String exceptions = "/jobs/" + job.getJobID() + "/exceptions";
        await("that the job fails")
            .atMost(Duration.ofSeconds(60))
            .until(() -> get(rest.resolve(exceptions)).contains("t.browsing"));
        broker.grant(SecuredBroker.SCRAM_USER, List.of(browsing));

        Map<String, String> answers = answers(rest, job.getJobID().toString());
        assertThat(answers).hasSizeGreaterThan(20);
        answers.forEach(SecuredJobTest::assertTellsNothing);
      } finally {
        LiveJob.cancel(job, Duration.ofSeconds(30));
      }
      assertThat(logs.text())
          .as("it is logged what the clients are made with")
          .contains("sasl.jaas.config = [hidden]", "ssl.key.password = [hidden]");
      assertTellsNothing("the logs", logs.text());
    }
    try (Stream<Path> files = Files.walk(home.resolve("state"))) {
      for (Path state : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(state), StandardCharsets.ISO_8859_1);
        assertTellsNothing(state.toString(), text);
      }
    }
  }

  static Stream<Map.Entry<String, String>> wrong() {
    String module = "org.apache.kafka.common.security.scram.ScramLoginModule";
    return Stream.of(
        Map.entry("ssl.truststore.password", CANARY + "-wrong"),
        Map.entry("ssl.keystore.password", CANARY + "-wrong"),
        Map.entry("ssl.key.password", CANARY + "-wrong"),
        Map.entry("sasl.jaas.config", CANARY + "-wrong " + CANARY + "-flag;"),
        Map.entry(
            "sasl.jaas.config", module + " required username=detector password=" + CANARY + ";"),
        Map.entry("sasl.jaas.config", module + " required password=\"" + CANARY + "\""),
        Map.entry(
            "sasl.jaas.config",
            module + " required username=\"detector\" password=\"" + CANARY + "-wrong\";"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  @Order(5)
  void a_start_that_fails_tells_no_secret(Map.Entry<String, String> wrong) throws Exception {
    Path path =
        write(
            properties -> {
              properties.put(wrong.getKey(), wrong.getValue());
              return properties;
            });
    try (LogCapture logs = LogCapture.start()) {
      StringWriter trace = new StringWriter();
      assertThatThrownBy(() -> LiveJob.check(RunConfig.load(path, Map.of()), false))
          .isInstanceOf(CommandFailure.class)
          .satisfies(e -> e.printStackTrace(new PrintWriter(trace)));
      assertTellsNothing("the failure", trace.toString());
      assertTellsNothing("the logs", logs.text());
    }
  }

  private static void assertTellsNothing(String where, String text) {
    for (String secret : List.of(CANARY, COUPON_KEY, "canary-in-a-coal-mine")) {
      int at = text.indexOf(secret);
      assertThat(at == -1 ? "" : text.substring(Math.max(0, at - 300), at + 60))
          .as(where)
          .isEmpty();
    }
  }

  // ---- what Flink answers

  private static URI rest(JobClient job) throws Exception {
    Field field = job.getClass().getDeclaredField("miniCluster");
    field.setAccessible(true);
    return ((MiniCluster) field.get(job)).getRestAddress().get();
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static String get(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? answer.body() : "";
  }

  /** All that the web interface asks for, by path; what is not there is left out. */
  private static Map<String, String> answers(URI rest, String job) throws Exception {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/jobmanager/logs",
                "/jobmanager/thread-dump",
                "/taskmanagers",
                "/datasets"));
    for (String of :
        List.of(
            "",
            "/config",
            "/exceptions",
            "/plan",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/accumulators",
            "/checkpoints",
            "/checkpoints/config",
            "/metrics",
            "/resource-requirements",
            "/status")) {
      paths.add("/jobs/" + job + of);
    }
    Matcher vertex =
        Pattern.compile("\"id\":\"(\\w{32})\"").matcher(get(rest.resolve("/jobs/" + job)));
    while (vertex.find()) {
      for (String of :
          List.of(
              "", "/accumulators", "/backpressure", "/metrics", "/subtasktimes", "/taskmanagers")) {
        paths.add("/jobs/" + job + "/vertices/" + vertex.group(1) + of);
      }
    }
    Matcher worker =
        Pattern.compile("\"id\":\"([^\"]+)\",\"path\"").matcher(get(rest.resolve("/taskmanagers")));
    while (worker.find()) {
      for (String of : List.of("", "/metrics", "/logs", "/thread-dump")) {
        paths.add("/taskmanagers/" + worker.group(1) + of);
      }
    }
    Map<String, String> answers = new HashMap<>();
    for (String path : paths) {
      String body = get(rest.resolve(path));
      if (!body.isEmpty()) {
        answers.put(path, body);
      }
    }
    assertThat(answers)
        .containsKeys(
            "/jobmanager/config", "/jobs/" + job + "/config", "/jobs/" + job + "/exceptions");
    return answers;
  }
}
