package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.kafka.Permission;
import dev.showroom.kafka.SecuredBroker;
import dev.showroom.kafka.SecuredBroker.Passwords;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each command on brokers that know their clients by certificates and nothing else. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredCommandsTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Topics REPLAYED = new Topics("r.");

  @TempDir private static Path home;

  private static SecuredBroker broker;
  private static Path config;
  private String said;

  @BeforeAll
  static void start() throws IOException {
    broker =
        SecuredBroker.start(
            home, new Passwords("scram-pw", "trust-of-stores", "pw-of-store", "pw-of-key"));
    // One secret in one file, as secrets are mounted.
    Path secrets = Files.createDirectory(home.resolve("secrets"));
    List<String> properties = new ArrayList<>();
    for (Map.Entry<String, String> property : broker.tlsOfStores().entrySet()) {
      String value = property.getValue();
      if (property.getKey().endsWith("password")) {
        Files.writeString(secrets.resolve(property.getKey()), value);
        value = "${dir:" + secrets + ":" + property.getKey() + "}";
      }
      properties.add(property.getKey() + ": '" + value + "'");
    }
    properties.add("config.providers: dir");
    properties.add(
        "config.providers.dir.class:"
            + " org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    config = write("stores.yaml", properties);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Path write(String name, List<String> properties) throws IOException {
    return Files.writeString(
        home.resolve(name),
        "kafka:\n  bootstrap-servers: [%s]\n  topic-prefix: t.\n  partitions: 1\n  properties:\n%s"
                .formatted(
                    broker.tlsServers(),
                    String.join("", properties.stream().map(p -> "    " + p + "\n").toList()))
            + "coupons.enabled: false\njob.parallelism: 1\n");
  }

  private static List<String> replayedTopics() {
    return Arrays.stream(OutTopic.values())
        .filter(topic -> topic != OutTopic.COUPONS)
        .map(REPLAYED::name)
        .toList();
  }

  @Test
  @Order(1)
  void topics_that_may_not_be_made_are_named() {
    assertThat(execute("run", "--config", config, "--create-topics", "--check")).isEqualTo(1);
    assertThat(said)
        .startsWith(
            "showroom: The Kafka brokers do not let User:CN=detector CREATE topic 't.alerts', ")
        .contains(" CREATE topic 't.purchases'")
        .doesNotContain("pw-of", "trust-of");
  }

  @Test
  @Order(2)
  void every_command_reaches_them_with_certificates_and_just_its_permissions() throws Exception {
    grant(TOPICS.all().stream().map(Permission::create));
    grant(TOPICS.all().stream().map(Permission::write));
    grant(TOPICS.inputs().stream().map(Permission::read));
    grant(Stream.of(Permission.commit("showroom-detector")));
    assertThat(execute("run", "--config", config, "--create-topics", "--check")).as(said).isZero();
    assertThat(said).contains("the configuration and the cluster are fit to run");

    Object[] traffic = {"--customers", "20", "--days", "30", "--day-seconds", "1", "--for", "3s"};
    assertThat(
            execute(
                "traffic",
                Stream.concat(Stream.of("--config", config), Arrays.stream(traffic)).toArray()))
        .as(said)
        .isZero();
    assertThat(execute("archive", "--config", config, "--output", home.resolve("archive")))
        .as(said)
        .isZero();

    grant(replayedTopics().stream().map(Permission::create));
    grant(replayedTopics().stream().map(Permission::write));
    Object[] replay = {
      "--input", "kafka", "--config", config, "--output", home.resolve("replayed")
    };
    assertThat(
            execute(
                "replay",
                Stream.concat(Arrays.stream(replay), Stream.of("--output-prefix", "r.")).toArray()))
        .as(said)
        .isZero();

    assertThat(execute("diff", "kafka:r.", "kafka:r.", "--config", config)).isEqualTo(1);
    assertThat(said).contains("do not let User:CN=detector READ topic 'r.alerts'; grant it");
    grant(Stream.of("alerts", "late-events").map(name -> Permission.read("r." + name)));
    assertThat(execute("diff", "kafka:r.", "kafka:r.", "--config", config)).as(said).isZero();
  }

  @Test
  @Order(3)
  void certificates_may_be_text_files() throws Exception {
    Path pem =
        write(
            "pem.yaml",
            broker.tlsOfPem().entrySet().stream()
                .map(property -> property.getKey() + ": " + property.getValue())
                .toList());
    assertThat(execute("run", "--config", pem, "--check")).as(said).isZero();
  }

  @Test
  @Order(4)
  void a_client_without_a_certificate_is_turned_away() throws Exception {
    Path none =
        write(
            "none.yaml",
            broker.tlsOfPem().entrySet().stream()
                .filter(property -> !property.getKey().startsWith("ssl.keystore"))
                .map(property -> property.getKey() + ": " + property.getValue())
                .toList());
    assertThat(execute("run", "--config", none, "--check")).isEqualTo(1);
    assertThat(said).contains("TLS handshake with the Kafka brokers at " + broker.tlsServers());
  }

  private static void grant(Stream<Permission> permissions) {
    broker.grant(SecuredBroker.TLS_USER, permissions.toList());
  }

  private int execute(String command, Object... args) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err, true));
    commandLine.setOut(new PrintWriter(new StringWriter()));
    int status =
        commandLine.execute(
            Stream.concat(Stream.of(command), Arrays.stream(args).map(String::valueOf))
                .toArray(String[]::new));
    said = err.toString();
    return status;
  }
}
