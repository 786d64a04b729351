package dev.showroom.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * A Confluent-compatible schema registry, asked by HTTP. What fails for a while is tried again, at
 * the next address and with growing pauses, for as long as the patience lasts; what is wrong with
 * the settings fails at once. Not thread-safe.
 */
final class RegistryClient {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> addresses;
  private final Duration timeout;
  private final Duration patience;
  private final String authorization;
  private final HttpClient http;
  private int current;

  /**
   * @param patience with a registry that does not answer
   * @throws CommandFailure where the password or the certificates are not there
   */
  RegistryClient(
      RunConfig.SchemaRegistry config, Map<String, String> environment, Duration patience) {
    this.addresses = config.urls().stream().map(url -> url.replaceFirst("/+$", "")).toList();
    this.timeout = config.timeout();
    this.patience = patience;
    this.authorization =
        config.user().isEmpty()
            ? null
            : "Basic " + base64(config.user() + ":" + RegistryPassword.of(config, environment));
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .version(HttpClient.Version.HTTP_1_1)
            // The credentials go nowhere but to the address that was named.
            .followRedirects(HttpClient.Redirect.NEVER);
    if (!config.caFile().isEmpty()) {
      builder.sslContext(TrustedCertificates.of(config.caFile()));
    }
    this.http = builder.build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  Answer get(String path) {
    return ask(path, null);
  }

  Answer post(String path, JsonNode body) {
    return ask(path, body.toString());
  }

  /**
   * Goes on with the next address: one that lags behind the others may not know yet what was just
   * registered.
   */
  void turnToNext() {
    current = (current + 1) % addresses.size();
  }

  /**
   * @param body null to get
   * @throws CommandFailure one sentence without a secret, where there is no answer that says
   *     anything
   */
  private Answer ask(String path, String body) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    List<String> troubles = new ArrayList<>();
    while (true) {
      String address = addresses.get(current);
      String trouble;
      try {
        HttpResponse<byte[]> response = send(address + path, body);
        if (!isPassing(response.statusCode())) {
          return answer(address, response);
        }
        trouble = "HTTP " + response.statusCode();
      } catch (SSLHandshakeException e) {
        throw new CommandFailure(
            "The schema registry at %s is not trusted (%s); 'kafka.schema-registry.ca-file' names whom to trust."
                .formatted(host(address), Causes.of(e)));
      } catch (IOException e) {
        trouble = said(e);
      }
      troubles.add(host(address) + ": " + trouble);
      turnToNext();
      if (System.nanoTime() + pause.toNanos() > deadline && troubles.size() >= addresses.size()) {
        throw new CommandFailure(
            "The schema registry has not answered for %s (%s)."
                .formatted(Durations.format(patience), lastOfEach(troubles)));
      }
      if (troubles.size() % addresses.size() == 0) {
        sleep(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      }
    }
  }

  private String lastOfEach(List<String> troubles) {
    return String.join(", ", troubles.subList(troubles.size() - addresses.size(), troubles.size()));
  }

  /** Whether it may go away by itself. */
  private static boolean isPassing(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private HttpResponse<byte[]> send(String address, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(timeout)
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("User-Agent", "showroom-detector");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
    }
    // The request's own timeout ends with the answer's headers: its body could still trickle.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("the answer's body is not there in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(Causes.root(e));
    }
  }

  private static Answer answer(String address, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new CommandFailure(
          "The schema registry at "
              + host(address)
              + " refuses the user or the password ('kafka.schema-registry.user'), or does not let"
              + " it do this (HTTP "
              + status
              + ").");
    }
    JsonNode body = json(response.body());
    Answer answer = new Answer(status, body);
    boolean speaks = answer.isOk() && !body.isMissingNode();
    if (speaks || answer.isAbsent() || status == 409 || status == 422) {
      return answer;
    }
    throw new CommandFailure(
        "What answers at "
            + host(address)
            + " is no schema registry (HTTP "
            + status
            + "); is the path in 'kafka.schema-registry.url' right?");
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  /** Without the path, which may hold a token. */
  private static String host(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private String said(IOException e) {
    return e instanceof HttpTimeoutException
        ? "no answer in " + Durations.format(timeout)
        : e instanceof ConnectException ? "no connection" : Causes.of(e);
  }

  /** For an answer that was not what is hoped for. */
  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandFailure interrupted() {
    Thread.currentThread().interrupt();
    return new CommandFailure("The question to the schema registry was interrupted.");
  }
}
