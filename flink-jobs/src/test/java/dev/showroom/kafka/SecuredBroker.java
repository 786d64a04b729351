package dev.showroom.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.EmbeddedBroker.Beside;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that knows its clients, by SCRAM over TLS or by their certificates, and lets each do no
 * more than it was granted. Its plain listener is the administrator's.
 */
public final class SecuredBroker implements AutoCloseable {
  public static final String SCRAM_USER = "User:detector";
  public static final String TLS_USER = "User:CN=detector";

  /** What the clients' credentials are; each may be looked for where it must not be. */
  public record Passwords(String scram, String trustStore, String keyStore, String key) {}

  private final Path directory;
  private final Passwords passwords;
  private final EmbeddedBroker broker;
  private final Admin admin;

  public static SecuredBroker start(Path directory, Passwords passwords) {
    try {
      return new SecuredBroker(directory, passwords);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private SecuredBroker(Path directory, Passwords passwords)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.directory = directory;
    this.passwords = passwords;
    Process its = keytool("broker", "broker-password");
    Process ours = keytool("detector", passwords.keyStore());
    assertThat(its.waitFor(60, TimeUnit.SECONDS) && its.exitValue() == 0).isTrue();
    assertThat(ours.waitFor(60, TimeUnit.SECONDS) && ours.exitValue() == 0).isTrue();
    writePem();
    writeTrustStore();
    giveKeyItsOwnPassword();
    broker =
        EmbeddedBroker.temporary(
            new Beside(
                List.of("SASL_SSL", "SSL"),
                Map.ofEntries(
                    Map.entry("ssl.keystore.type", "PKCS12"),
                    Map.entry("ssl.keystore.location", store("broker").toString()),
                    Map.entry("ssl.keystore.password", "broker-password"),
                    Map.entry("ssl.key.password", "broker-password"),
                    Map.entry("ssl.truststore.type", "PEM"),
                    Map.entry(
                        "ssl.truststore.location", directory.resolve("client.crt").toString()),
                    Map.entry("listener.name.ssl.ssl.client.auth", "required"),
                    Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                    Map.entry(
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                    Map.entry(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                    Map.entry("super.users", "User:ANONYMOUS"))));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    done(
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        "detector",
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        passwords.scram())))
            .all());
  }

  // ---- credentials

  private Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private Process keytool(String name, String password) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            Path.of(java).resolveSibling("keytool").toString(),
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store(name).toString(),
            "-storepass",
            password)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".keytool").toFile())
        .start();
  }

  private KeyStore load(String name, String password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  private void save(KeyStore store, String name, String password)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(store(name))) {
      store.store(out, password.toCharArray());
    }
  }

  private void writePem() throws IOException, GeneralSecurityException {
    Certificate its = load("broker", "broker-password").getCertificate("broker");
    Files.writeString(directory.resolve("broker.crt"), pem("CERTIFICATE", its.getEncoded()));
    KeyStore ours = load("detector", passwords.keyStore());
    String certificate = pem("CERTIFICATE", ours.getCertificate("detector").getEncoded());
    Key key = ours.getKey("detector", passwords.keyStore().toCharArray());
    Files.writeString(directory.resolve("client.crt"), certificate);
    Files.writeString(
        directory.resolve("client.pem"), pem("PRIVATE KEY", key.getEncoded()) + certificate);
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }

  private void writeTrustStore() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "broker", load("broker", "broker-password").getCertificate("broker"));
    save(trusted, "trusted", passwords.trustStore());
  }

  private void giveKeyItsOwnPassword() throws IOException, GeneralSecurityException {
    KeyStore ours = load("detector", passwords.keyStore());
    ours.setKeyEntry(
        "detector",
        ours.getKey("detector", passwords.keyStore().toCharArray()),
        passwords.key().toCharArray(),
        ours.getCertificateChain("detector"));
    save(ours, "detector", passwords.keyStore());
  }

  // ---- clients

  public String saslServers() {
    return broker.bootstrapServers("SASL_SSL");
  }

  public String tlsServers() {
    return broker.bootstrapServers("SSL");
  }

  /** The administrator's, without any security. */
  public String plainServers() {
    return broker.bootstrapServers();
  }

  public Admin admin() {
    return admin;
  }

  /** What is no secret of a client of {@link #saslServers}. */
  public Map<String, String> sasl() {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.location",
        store("trusted").toString(),
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.location",
        store("detector").toString());
  }

  /** What is. */
  public Map<String, String> saslSecrets() {
    return Map.of(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"detector\""
            + " password=\""
            + passwords.scram()
            + "\";",
        "ssl.truststore.password",
        passwords.trustStore(),
        "ssl.keystore.password",
        passwords.keyStore(),
        "ssl.key.password",
        passwords.key());
  }

  /** A client of {@link #tlsServers} with certificates as text files. */
  public Map<String, String> tlsOfPem() {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        directory.resolve("broker.crt").toString(),
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.location",
        directory.resolve("client.pem").toString());
  }

  /** One with stores that have passwords. */
  public Map<String, String> tlsOfStores() {
    Map<String, String> all = new HashMap<>(sasl());
    all.putAll(saslSecrets());
    all.remove("sasl.mechanism");
    all.remove("sasl.jaas.config");
    all.put("security.protocol", "SSL");
    return all;
  }

  // ---- permissions

  public void grant(String user, Collection<Permission> permissions) {
    List<AclBinding> bindings = permissions.stream().map(p -> binding(user, p)).toList();
    done(admin.createAcls(bindings).all());
    await().atMost(30, TimeUnit.SECONDS).until(() -> bindings.stream().allMatch(this::holds));
  }

  public void revoke(String user, Permission permission) {
    AclBinding binding = binding(user, permission);
    done(admin.deleteAcls(List.of(binding.toFilter())).all());
    await().atMost(30, TimeUnit.SECONDS).until(() -> !holds(binding));
  }

  public void revokeAll() {
    done(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> done(admin.describeAcls(AclBindingFilter.ANY).values()).isEmpty());
  }

  private boolean holds(AclBinding binding) {
    return !done(admin.describeAcls(binding.toFilter()).values()).isEmpty();
  }

  private static AclBinding binding(String user, Permission permission) {
    return new AclBinding(
        new ResourcePattern(
            permission.resource(),
            permission.name(),
            permission.resource() == ResourceType.TRANSACTIONAL_ID
                ? PatternType.PREFIXED
                : PatternType.LITERAL),
        new AccessControlEntry(user, "*", permission.operation(), AclPermissionType.ALLOW));
  }

  private static <T> T done(KafkaFuture<T> answer) {
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The properties as a file that only its owner can read. */
  public static Path write(Path file, Map<String, String> properties) {
    StringBuilder text = new StringBuilder();
    properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    try {
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
