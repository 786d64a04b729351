package dev.showroom.live.push;

import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The messaging provider, asked by HTTP without waiting for it. */
final class Provider implements AutoCloseable {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String TYPE = "X-Showroom-Type";
  static final String TIMESTAMP = "X-Showroom-Timestamp";
  static final String SIGNATURE = "X-Showroom-Signature";

  private final URI url;
  private final Duration timeout;
  private final PushBody body;
  private final Signature signature;
  private final Clock clock;
  private final ExecutorService threads;
  private final HttpClient client;

  Provider(RunConfig.Push config, PushSecret secret, Clock clock) {
    this.url = URI.create(config.url());
    this.timeout = config.timeout();
    this.body = new PushBody(config.format());
    this.signature = new Signature(secret);
    this.clock = clock;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "showroom-push");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            // Without TLS nobody can be asked politely for another version.
            .version(
                "https".equals(url.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Sends it once. What comes of it is a verdict, also where there is no answer. */
  CompletableFuture<Verdict> send(PushOrder order) {
    byte[] bytes = body.of(order);
    String timestamp = Long.toString(clock.millis() / 1_000);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", body.contentType())
            .header("User-Agent", "showroom-detector")
            .header(IDEMPOTENCY_KEY, order.idempotencyKey())
            .header(TYPE, order.type())
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature.of(timestamp, bytes))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    // The request's own timeout ends with the answer's headers: its body could still trickle.
    return answer
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                answer.cancel(true);
                return Answers.of(failure);
              }
              return Answers.of(
                  response.statusCode(),
                  response.headers().firstValue("Retry-After"),
                  clock.millis());
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
