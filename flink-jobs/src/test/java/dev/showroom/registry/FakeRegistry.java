package dev.showroom.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry with Confluent's paths, answers and error codes, as far as they are used. New
 * schemas must be able to read what the newest of their subject wrote (BACKWARD).
 */
public final class FakeRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Else each answer waits for the client's delayed acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** By id, which counts from 1. */
  private final List<ObjectNode> schemas = new ArrayList<>();

  /** Ids by subject, in the order of their versions. */
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String credentials;
  private volatile int status;
  private volatile Duration delay = Duration.ZERO;

  FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static FakeRegistry start() {
    try {
      return new FakeRegistry(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort();
  }

  /** What a client of it is configured with. */
  public RunConfig.SchemaRegistry config() {
    return new RunConfig.SchemaRegistry(
        List.of(url()), "", "", "", Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  /** Registers without a check. */
  public synchronized int put(String subject, String schema) {
    return put(subject, JSON.createObjectNode().put("schema", schema));
  }

  synchronized int put(String subject, ObjectNode body) {
    int id = schemas.indexOf(body) + 1;
    if (id == 0) {
      schemas.add(body);
      id = schemas.size();
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    if (!versions.contains(id)) {
      versions.add(id);
    }
    return id;
  }

  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Method and path of every request so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on only lets this user in. */
  void require(String user, String password) {
    credentials =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** From now on answers everything with this HTTP status; 0 to work again. */
  public void failWith(int status) {
    this.status = status;
  }

  /** From now on takes so long for each answer. */
  void delay(Duration delay) {
    this.delay = delay;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    byte[] request = exchange.getRequestBody().readAllBytes();
    int code;
    JsonNode answer;
    if (status != 0) {
      code = status;
      answer = error(status, "as the test wants it");
    } else if (credentials != null
        && !credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      code = 401;
      answer = error(401, "Unauthorized");
    } else {
      answer = answer(exchange.getRequestMethod(), path, JSON.readTree(request));
      code = answer.has("error_code") ? answer.path("error_code").asInt() : 200;
      code = code > 1_000 ? code / 100 : code;
    }
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized JsonNode answer(String method, String path, JsonNode body) {
    String[] part = path.substring(1).split("/");
    if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(part[2]);
      return id > 0 && id <= schemas.size()
          ? schemas.get(id - 1)
          : error(40403, "Schema " + id + " not found");
    }
    if (path.startsWith("/compatibility/subjects/")) {
      List<Integer> versions = subjects.get(part[2]);
      if (versions == null) {
        return error(40401, "Subject '" + part[2] + "' not found.");
      }
      List<String> complaints = complaints(versions, body);
      ObjectNode verdict = JSON.createObjectNode().put("is_compatible", complaints.isEmpty());
      ArrayNode messages = verdict.putArray("messages");
      complaints.forEach(messages::add);
      return verdict;
    }
    if (part[0].equals("subjects") && part.length > 1) {
      return subject(method, part, body);
    }
    return error(404, "HTTP 404 Not Found");
  }

  private JsonNode subject(String method, String[] part, JsonNode body) {
    String subject = part[1];
    List<Integer> versions = subjects.get(subject);
    boolean registers = method.equals("POST") && part.length == 3;
    if (versions == null && !registers) {
      return error(40401, "Subject '" + subject + "' not found.");
    }
    if (registers) {
      if (!isSchema(body)) {
        return error(42201, "Invalid schema");
      }
      if (versions != null && find(versions, body) < 0 && !complaints(versions, body).isEmpty()) {
        return error(409, "Schema being registered is incompatible with an earlier schema");
      }
      return JSON.createObjectNode().put("id", put(subject, stored(body)));
    }
    if (method.equals("POST")) {
      int version = find(versions, body);
      return version < 0
          ? error(40403, "Schema not found")
          : schemas
              .get(versions.get(version) - 1)
              .deepCopy()
              .put("subject", subject)
              .put("version", version + 1)
              .put("id", versions.get(version));
    }
    if (part.length == 3) {
      ArrayNode numbers = JSON.createArrayNode();
      for (int i = 1; i <= versions.size(); i++) {
        numbers.add(i);
      }
      return numbers;
    }
    int version = Integer.parseInt(part[3]);
    return version > versions.size()
        ? error(40402, "Version not found.")
        : schemas.get(versions.get(version - 1) - 1).deepCopy().put("version", version);
  }

  private int find(List<Integer> versions, JsonNode body) {
    return versions.stream()
        .map(id -> schemas.get(id - 1).path("schema").asText())
        .toList()
        .indexOf(stored(body).path("schema").asText());
  }

  private List<String> complaints(List<Integer> versions, JsonNode body) {
    String newest = schemas.get(versions.get(versions.size() - 1) - 1).path("schema").asText();
    var pair =
        SchemaCompatibility.checkReaderWriterCompatibility(
            new Schema.Parser().parse(body.path("schema").asText()),
            new Schema.Parser().parse(newest));
    return pair.getType() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : pair.getResult().getIncompatibilities().stream()
            .map(i -> i.getType() + " at " + i.getLocation())
            .toList();
  }

  private static boolean isSchema(JsonNode body) {
    try {
      new Schema.Parser().parse(body.path("schema").asText());
      return true;
    } catch (SchemaParseException e) {
      return false;
    }
  }

  /** Without what does not matter, as with a real one. */
  private static ObjectNode stored(JsonNode body) {
    return JSON.createObjectNode()
        .put("schema", new Schema.Parser().parse(body.path("schema").asText()).toString());
  }

  private static ObjectNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
