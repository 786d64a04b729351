package dev.showroom.live.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A messaging provider over real HTTP, which answers, or does not, as it is told to. */
public final class FlakyProvider implements AutoCloseable {
  public static final String SECRET = "a secret of the tests, 0123456789";

  /** What it does with one request. */
  public enum Mood {
    TAKES_IT(true),
    ANSWERS_500(false),
    ANSWERS_429_WITH_SECONDS(false),
    ANSWERS_503_WITH_A_DATE(false),
    ANSWERS_404(false),
    DROPS_IT_UNREAD(false),
    TAKES_IT_AND_DROPS_THE_CONNECTION(true),
    TAKES_IT_AND_IS_SILENT(true);

    final boolean takes;

    Mood(boolean takes) {
      this.takes = takes;
    }
  }

  /**
   * @param at epoch milliseconds
   */
  public record Request(
      String key, String type, String contentType, String body, Mood mood, long at) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<HttpExchange> unanswered = new ArrayList<>();
  private volatile Supplier<Mood> moods = () -> Mood.TAKES_IT;
  private volatile long retryAfterSeconds = 1;
  private volatile Supplier<Long> now = System::currentTimeMillis;

  public FlakyProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/push", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/push?token=of-the-tests";
  }

  public FlakyProvider always(Mood mood) {
    moods = () -> mood;
    return this;
  }

  /** Those moods in turn, then it takes everything. */
  public FlakyProvider first(Mood... turns) {
    List<Mood> left = new CopyOnWriteArrayList<>(turns);
    moods =
        () -> {
          synchronized (left) {
            return left.isEmpty() ? Mood.TAKES_IT : left.remove(0);
          }
        };
    return this;
  }

  /**
   * @param goodShare how often it is in the best of moods, 0 to 1
   */
  public FlakyProvider atRandom(long seed, double goodShare, Mood... others) {
    Random random = new Random(seed);
    moods =
        () -> {
          synchronized (random) {
            return random.nextDouble() < goodShare
                ? Mood.TAKES_IT
                : others[random.nextInt(others.length)];
          }
        };
    return this;
  }

  /** What it wishes where it sends Retry-After. */
  public FlakyProvider retryAfter(long seconds, Supplier<Long> clock) {
    retryAfterSeconds = seconds;
    now = clock;
    return this;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Keys of what it took, in the order of their coming, copies included. */
  public List<String> taken() {
    return requests.stream().filter(r -> r.mood().takes).map(Request::key).toList();
  }

  /** What was wrong with requests: signatures that do not fit, headers that are missing. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Mood mood = moods.get();
    long at = System.currentTimeMillis();
    if (mood == Mood.DROPS_IT_UNREAD) {
      requests.add(new Request(header(exchange, "Idempotency-Key"), "", "", "", mood, at));
      exchange.close();
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    check(exchange, body);
    requests.add(
        new Request(
            header(exchange, "Idempotency-Key"),
            header(exchange, "X-Showroom-Type"),
            header(exchange, "Content-Type"),
            new String(body, StandardCharsets.UTF_8),
            mood,
            at));
    switch (mood) {
      case TAKES_IT -> answer(exchange, 202);
      case ANSWERS_500 -> answer(exchange, 500);
      case ANSWERS_404 -> answer(exchange, 404);
      case ANSWERS_429_WITH_SECONDS -> {
        exchange.getResponseHeaders().add("Retry-After", Long.toString(retryAfterSeconds));
        answer(exchange, 429);
      }
      case ANSWERS_503_WITH_A_DATE -> {
        Instant date = Instant.ofEpochMilli(now.get()).plusSeconds(retryAfterSeconds);
        exchange
            .getResponseHeaders()
            .add(
                "Retry-After",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
        answer(exchange, 503);
      }
      case TAKES_IT_AND_IS_SILENT -> {
        synchronized (unanswered) {
          unanswered.add(exchange);
        }
      }
      default -> exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    // No body: this server writes one apart from the headers, and waits 40 ms for the other side.
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** Answers all whom it left without an answer. */
  public void breakSilence() {
    synchronized (unanswered) {
      for (HttpExchange exchange : unanswered) {
        try {
          answer(exchange, 202);
        } catch (IOException e) {
          exchange.close(); // Nobody waits for it any more.
        }
      }
      unanswered.clear();
    }
  }

  private void check(HttpExchange exchange, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String timestamp = header(exchange, "X-Showroom-Timestamp");
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      String expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
      if (!expected.equals(header(exchange, "X-Showroom-Signature"))) {
        complaints.add("a signature that does not fit");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    for (String name : List.of("Idempotency-Key", "X-Showroom-Type", "Content-Type")) {
      if (header(exchange, name).isEmpty()) {
        complaints.add("no header " + name);
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
