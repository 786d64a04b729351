package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * A Kafka cluster that questions are asked of, all within one bounded time. Whatever goes wrong is
 * one sentence for the user, without a secret in it.
 */
final class Cluster implements AutoCloseable {
  static final Duration RETRY_PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final Map<String, ?> client;
  private final String servers;
  private final Duration timeout;
  private final long deadline;

  /**
   * @param timeout for everything that is asked
   * @param answer how long to wait for the first sign of a broker
   */
  static Cluster connect(Map<String, ?> client, Duration timeout, Duration answer) {
    Cluster cluster = new Cluster(client, timeout);
    try {
      cluster.await(cluster.admin.describeCluster().nodes(), answer);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Cluster(Map<String, ?> client, Duration timeout) {
    this.client = client;
    this.servers = String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
    Map<String, Object> properties = new HashMap<>(client);
    String millis = Long.toString(timeout.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      // Without the cause: Kafka's message quotes what it cannot read, which may be a password.
      throw new CommandFailure(whyNoClient(e));
    }
  }

  Admin admin() {
    return admin;
  }

  String servers() {
    return servers;
  }

  /** For everything that is asked. */
  Duration timeout() {
    return timeout;
  }

  /** When that is over, by {@link System#nanoTime()}. */
  long deadline() {
    return deadline;
  }

  /**
   * The answer.
   *
   * @throws CommandFailure where there is none
   */
  <T> T await(KafkaFuture<T> answer) {
    return await(answer, timeout);
  }

  /**
   * The answer, where some errors are one, too.
   *
   * @throws KafkaException what the brokers say is wrong
   * @throws TimeoutException where they say nothing
   */
  <T> T get(KafkaFuture<T> answer) throws TimeoutException {
    return get(answer, timeout);
  }

  /** What to say of that, if it is no answer. */
  CommandFailure failure(Exception e) {
    return failure(e, timeout);
  }

  private String whyNoClient(KafkaException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage());
    return reason.contains("No resolvable bootstrap")
        ? "No host of the Kafka brokers " + servers + " is known to this machine's name service."
        : "The options of the Kafka client are wrong: "
            + ClientSettings.clean(reason, client).replaceFirst("\\.$", "")
            + ".";
  }

  /** What to say of permissions that this client has not. */
  CommandFailure lacks(List<Permission> permissions) {
    return new CommandFailure(
        "The Kafka brokers do not let "
            + ClientSettings.principal(client).orElse("this client")
            + " "
            + and(permissions.stream().map(Permission::toString).distinct().sorted().toList())
            + "; grant it (docs/security.md).");
  }

  private <T> T await(KafkaFuture<T> answer, Duration patience) {
    try {
      return get(answer, patience);
    } catch (KafkaException | TimeoutException e) {
      throw failure(e, patience);
    }
  }

  private <T> T get(KafkaFuture<T> answer, Duration patience) throws TimeoutException {
    long left = Math.min(deadline - System.nanoTime(), patience.toNanos());
    try {
      return answer.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while asking the Kafka brokers.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException known) {
        throw known;
      }
      throw new KafkaException(e.getCause());
    }
  }

  private CommandFailure failure(Exception e, Duration waited) {
    if (e instanceof TimeoutException
        || e instanceof org.apache.kafka.common.errors.TimeoutException) {
      return new CommandFailure(
          "No Kafka broker answers at " + servers + " (waited " + seconds(waited) + " s).", e);
    }
    if (e instanceof SslAuthenticationException) {
      return new CommandFailure(
          "The TLS handshake with the Kafka brokers at "
              + servers
              + " failed; check the trust store and the key store.",
          e);
    }
    if (e instanceof AuthenticationException) {
      return new CommandFailure(
          "The Kafka brokers at " + servers + " refuse this client's credentials.", e);
    }
    return new CommandFailure(
        "The Kafka brokers at "
            + servers
            + " answer with an error: "
            + ClientSettings.clean(String.valueOf(e.getMessage()), client).replaceFirst("\\.$", "")
            + ".",
        e);
  }

  static String seconds(Duration waited) {
    return waited.toMillis() % 1_000 == 0
        ? Long.toString(waited.toSeconds())
        : Double.toString(waited.toMillis() / 1e3);
  }

  /** {@code 'a'}; {@code 'a' and 'b'}; {@code 'a', 'b' and 'c'}. */
  static String list(Collection<String> names) {
    return and(names.stream().sorted().map(name -> "'" + name + "'").toList());
  }

  private static String and(List<String> things) {
    int last = things.size() - 1;
    return last == 0
        ? things.get(0)
        : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
