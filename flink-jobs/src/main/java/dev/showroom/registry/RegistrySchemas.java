package dev.showroom.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.WriterSchemas;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas by their ids, from the registry. An id's schema never changes, and is asked for once. Of
 * an id that is unknown it is remembered for a while that it is; broken records can hold any id,
 * and a flood of them is asked for at a bounded pace, so that it slows down reading, not the
 * registry.
 *
 * <p>"Unknown" makes a dead letter of a record, so it is only believed from the registry itself.
 * One that does not answer is waited for, and then fails whoever reads: nothing is lost or judged
 * meanwhile. Not thread-safe.
 */
final class RegistrySchemas implements WriterSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrySchemas.class);

  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

  private static final int LOOK_UPS_AT_ONCE = 100;
  private static final Duration FOR_EACH_LOOK_UP = Duration.ofMillis(50);

  /** A follower in a cluster of registries may be behind its leader for a moment. */
  private static final Duration BEHIND = Duration.ofMillis(500);

  private static final int SECOND_LOOKS_AT_ONCE = 5;
  private static final Duration FOR_EACH_SECOND_LOOK = Duration.ofSeconds(10);

  private static final int DEEPEST_REFERENCE = 16;

  private final RegistryClient client;
  private final LongSupplier nanos;
  private final Consumer<Duration> sleep;
  private final Throttle lookUps;
  private final Throttle secondLooks;
  private final Map<Integer, Schema> known = bounded();
  private final Map<Integer, Long> unknownUntil = bounded();

  RegistrySchemas(RegistryClient client) {
    this(client, System::nanoTime, RegistryClient::sleep);
  }

  RegistrySchemas(RegistryClient client, LongSupplier nanoClock, Consumer<Duration> sleep) {
    this.client = client;
    this.nanos = nanoClock;
    this.sleep = sleep;
    this.lookUps = new Throttle(LOOK_UPS_AT_ONCE, FOR_EACH_LOOK_UP, nanoClock);
    this.secondLooks = new Throttle(SECOND_LOOKS_AT_ONCE, FOR_EACH_SECOND_LOOK, nanoClock);
  }

  private static <V> Map<Integer, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  /**
   * @throws CommandFailure where the registry cannot be asked
   */
  @Override
  public Schema byId(int id) throws MalformedRecordException {
    Schema schema = known.get(id);
    if (schema != null) {
      return schema;
    }
    // Registries count from 1.
    if (id <= 0 || isRememberedAsUnknown(id)) {
      throw WriterSchemas.unknown(id);
    }
    schema = lookUp(id);
    if (schema == null) {
      unknownUntil.put(id, nanos.getAsLong() + UNKNOWN_FOR.toNanos());
      throw WriterSchemas.unknown(id);
    }
    known.put(id, schema);
    return schema;
  }

  private boolean isRememberedAsUnknown(int id) {
    Long until = unknownUntil.get(id);
    return until != null && nanos.getAsLong() - until < 0;
  }

  /** Null where the registry has none, or none in Avro. */
  private Schema lookUp(int id) {
    Duration wait = lookUps.take();
    if (!wait.isZero()) {
      sleep.accept(wait);
    }
    Answer answer = client.get("/schemas/ids/" + id);
    if (answer.isAbsent() && secondLooks.tryTake()) {
      client.turnToNext();
      sleep.accept(BEHIND);
      answer = client.get("/schemas/ids/" + id);
    }
    if (answer.isAbsent()) {
      return null;
    }
    requireOk(answer);
    Schema schema = parse(answer.body(), WriterSchemas.parser(), 0);
    LOG.info("Schema id {} is {}", id, schema == null ? "none of Avro" : schema.getFullName());
    return schema;
  }

  private static void requireOk(Answer answer) {
    if (!answer.isOk()) {
      throw new CommandFailure(
          "The schema registry does not give a schema: " + answer.said() + ".");
    }
  }

  /** The types that it refers to first, as their names are used in it. */
  private Schema parse(JsonNode body, Schema.Parser parser, int depth) {
    if (!"AVRO".equals(body.path("schemaType").asText("AVRO")) || depth > DEEPEST_REFERENCE) {
      return null;
    }
    for (JsonNode reference : body.path("references")) {
      Answer answer =
          client.get(
              "/subjects/"
                  + Subjects.encoded(reference.path("subject").asText())
                  + "/versions/"
                  + reference.path("version").asInt());
      if (answer.isAbsent()) {
        return null;
      }
      requireOk(answer);
      if (!parser.getTypes().containsKey(reference.path("name").asText())
          && parse(answer.body(), parser, depth + 1) == null) {
        return null;
      }
    }
    try {
      return parser.parse(body.path("schema").asText());
    } catch (RuntimeException e) {
      // Avro throws anything from SchemaParseException to NullPointerException.
      return null;
    }
  }
}
