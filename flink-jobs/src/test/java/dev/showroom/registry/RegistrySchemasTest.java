package dev.showroom.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistrySchemasTest {
  private static final String SCHEMA = InTopic.PURCHASES.schema().toString();
  private static final String CANARY = "swordfish";

  private final FakeRegistry registry = FakeRegistry.start();
  private final List<Duration> waits = new ArrayList<>();
  private long now;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void a_schema_is_fetched_once() throws Exception {
    int id = registry.put("x-value", SCHEMA);
    RegistrySchemas schemas = schemas(registry.config());

    assertThat(schemas.byId(id)).isEqualTo(InTopic.PURCHASES.schema());
    assertThat(schemas.byId(id)).isSameAs(schemas.byId(id));
    assertThat(registry.requests()).containsExactly("GET /schemas/ids/1");
  }

  @Test
  void what_a_schema_refers_to_is_fetched_with_it() throws Exception {
    registry.put(
        "actor",
        """
        {"type":"record","name":"Actor","namespace":"shop","fields":[{"name":"id","type":"string"}]}\
        """);
    ObjectNode body =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"schemaType": "AVRO",
                     "references": [{"name": "shop.Actor", "subject": "actor", "version": 1}]}\
                    """);
    body.put(
        "schema",
        """
        {"type":"record","name":"Visit","namespace":"shop","fields":[{"name":"who","type":"Actor"}]}\
        """);
    int id = registry.put("visit", body);

    assertThat(schemas(registry.config()).byId(id).getField("who").schema().getFullName())
        .isEqualTo("shop.Actor");
  }

  @Test
  void an_unknown_id_is_asked_for_twice_and_then_remembered_for_a_minute() throws Exception {
    RegistrySchemas schemas = schemas(registry.config());

    unknown(schemas, 1);
    unknown(schemas, 1);
    now = Duration.ofSeconds(59).toNanos();
    unknown(schemas, 1);
    assertThat(registry.requests()).hasSize(2);

    registry.put("x-value", SCHEMA);
    now = Duration.ofSeconds(61).toNanos();
    assertThat(schemas.byId(1)).isEqualTo(InTopic.PURCHASES.schema());
  }

  @Test
  void an_id_that_a_follower_does_not_know_yet_is_found_by_the_second_look() throws Exception {
    try (FakeRegistry behind = FakeRegistry.start()) {
      int id = registry.put("x-value", SCHEMA);
      RegistrySchemas schemas = schemas(with(List.of(behind.url(), registry.url())));

      assertThat(schemas.byId(id)).isEqualTo(InTopic.PURCHASES.schema());
      assertThat(waits).hasSize(1);
    }
  }

  @Test
  void ids_that_no_registry_gives_are_not_asked_for() {
    RegistrySchemas schemas = schemas(registry.config());
    unknown(schemas, 0);
    unknown(schemas, -1);
    unknown(schemas, Integer.MIN_VALUE);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void a_flood_of_broken_ids_slows_reading_and_not_the_registry() {
    RegistrySchemas schemas = schemas(registry.config());
    for (int id = 1; id <= 150; id++) {
      unknown(schemas, id);
    }
    // 100 at once and then 20 a second; five second looks of half a second.
    Duration waited = waits.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(registry.requests()).hasSizeLessThanOrEqualTo(150 + 5);
    assertThat(waited).isBetween(Duration.ofMillis(2_500), Duration.ofMillis(5_500));
  }

  @Test
  void a_schema_that_is_none_of_avro_is_unknown() throws Exception {
    ObjectNode json = new ObjectMapper().createObjectNode().put("schemaType", "JSON");
    unknown(schemas(registry.config()), registry.put("x-value", json.put("schema", "{}")));
    unknown(schemas(registry.config()), registry.put("y-value", "{\"type\":\"nonsense\"}"));
  }

  @Test
  void a_registry_that_stumbles_is_asked_again() throws Exception {
    int id = registry.put("x-value", SCHEMA);
    registry.failWith(503);
    Thread mending =
        new Thread(
            () -> {
              while (registry.requests().size() < 3) {
                Thread.onSpinWait();
              }
              registry.failWith(0);
            });
    mending.start();

    assertThat(schemas(registry.config()).byId(id)).isEqualTo(InTopic.PURCHASES.schema());
    mending.join();
    assertThat(registry.requests()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void the_next_address_is_asked_where_one_does_not_answer() throws Exception {
    int id = registry.put("x-value", SCHEMA);

    assertThat(schemas(with(List.of(nobodysUrl(), registry.url()))).byId(id))
        .isEqualTo(InTopic.PURCHASES.schema());
  }

  @Test
  void a_registry_that_is_away_fails_in_a_sentence_and_calls_nothing_unknown() throws Exception {
    registry.failWith(500);
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(registry.config()).byId(1))
        .withMessage("The schema registry has not answered for 1s (%s: HTTP 500).", registry.url());

    String nobody = nobodysUrl();
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(with(List.of(nobody))).byId(1))
        .withMessage("The schema registry has not answered for 1s (%s: no connection).", nobody);
  }

  @Test
  void an_answer_that_comes_too_late_is_none() {
    registry.delay(Duration.ofSeconds(3));
    RunConfig.SchemaRegistry hurried =
        new RunConfig.SchemaRegistry(
            List.of(registry.url()), "", "", "", Duration.ofMillis(200), Duration.ofMillis(300));
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(hurried).byId(1))
        .withMessageContaining("no answer in 200ms");
  }

  @Test
  void a_web_server_that_knows_no_such_path_is_no_registry_that_knows_no_such_id() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(with(List.of(registry.url() + "/apis/wrong"))).byId(1))
        .withMessageContaining("is no schema registry (HTTP 404)");
  }

  @Test
  void the_password_of_the_environment_or_of_the_file_lets_in(@TempDir Path directory)
      throws Exception {
    int id = registry.put("x-value", SCHEMA);
    registry.require("anna", CANARY);
    Path file = Files.writeString(directory.resolve("password"), CANARY + "\n");

    assertThat(schemas(as("anna", file.toString()), Map.of()).byId(id)).isNotNull();
    assertThat(
            schemas(as("anna", ""), Map.of("SHOWROOM_KAFKA_SCHEMA_REGISTRY_PASSWORD", CANARY))
                .byId(id))
        .isNotNull();
  }

  @Test
  void a_wrong_password_fails_at_once_and_is_not_told() {
    registry.require("anna", "another");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(
            () ->
                schemas(as("anna", ""), Map.of("SHOWROOM_KAFKA_SCHEMA_REGISTRY_PASSWORD", CANARY))
                    .byId(1))
        .withMessageContaining("refuses the user or the password")
        .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY).doesNotContain("anna:"));
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void a_user_without_a_password_is_a_sentence_that_says_where_it_goes() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(as("anna", ""), Map.of()))
        .withMessageContaining("SHOWROOM_KAFKA_SCHEMA_REGISTRY_PASSWORD");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(as("anna", "/nowhere/" + CANARY), Map.of()))
        .withMessageContaining("cannot be read (NoSuchFileException)")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CANARY));
  }

  @Test
  void a_registry_with_tls_is_trusted_by_the_named_certificate_alone(@TempDir Path directory)
      throws Exception {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("ca.pem");
    keytool(
        "-genkeypair",
        "-keystore",
        keys.toString(),
        "-keyalg",
        "EC",
        "-dname",
        "CN=registry",
        "-ext",
        "san=ip:127.0.0.1");
    keytool("-exportcert", "-keystore", keys.toString(), "-rfc", "-file", certificate.toString());
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity(keys)));
    try (FakeRegistry secured = new FakeRegistry(server)) {
      int id = secured.put("x-value", SCHEMA);

      assertThat(schemas(trusting(secured, certificate.toString())).byId(id)).isNotNull();
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> schemas(trusting(secured, "")).byId(id))
          .withMessageContaining("is not trusted")
          .withMessageContaining("kafka.schema-registry.ca-file");
    }
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> schemas(trusting(registry, directory + "/none.pem")))
        .withMessageContaining("none.pem does not exist");
  }

  private static RunConfig.SchemaRegistry trusting(FakeRegistry registry, String certificate) {
    return new RunConfig.SchemaRegistry(
        List.of(registry.url()), "", "", certificate, Duration.ofSeconds(5), Duration.ofSeconds(1));
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", CANARY, "-alias", "it"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static SSLContext identity(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), CANARY.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, CANARY.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  // ---- helpers

  private RegistrySchemas schemas(RunConfig.SchemaRegistry config) {
    return schemas(config, Map.of());
  }

  private RegistrySchemas schemas(
      RunConfig.SchemaRegistry config, Map<String, String> environment) {
    return new RegistrySchemas(
        new RegistryClient(config, environment, config.patience()), () -> now, this::sleep);
  }

  /** Waits in a time of its own. */
  private void sleep(Duration time) {
    waits.add(time);
    now += time.toNanos();
  }

  private static RunConfig.SchemaRegistry with(List<String> urls) {
    return new RunConfig.SchemaRegistry(
        urls, "", "", "", Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  private RunConfig.SchemaRegistry as(String user, String passwordFile) {
    return new RunConfig.SchemaRegistry(
        List.of(registry.url()),
        user,
        passwordFile,
        "",
        Duration.ofSeconds(2),
        Duration.ofSeconds(1));
  }

  private static String nobodysUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static void unknown(RegistrySchemas schemas, int id) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> schemas.byId(id))
        .withMessage("the registry has no Avro schema of id " + id)
        .extracting(MalformedRecordException::reason)
        .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
  }
}
