package dev.showroom.registry;

import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What the streams' schemas are called in a registry: {@code <topic>-value}, Confluent's
 * TopicNameStrategy.
 */
public final class Subjects {
  private static final Map<String, Schema> SCHEMAS = schemas();

  private Subjects() {}

  private static Map<String, Schema> schemas() {
    Map<String, Schema> all = new LinkedHashMap<>();
    for (InTopic topic : InTopic.values()) {
      all.put(topic.topic(), topic.schema());
    }
    for (OutTopic topic : OutTopic.values()) {
      all.put(topic.topic(), topic.schema());
    }
    return all;
  }

  /** Of all streams, those that are read first. */
  public static List<String> streams() {
    return List.copyOf(SCHEMAS.keySet());
  }

  /** This build's schema of a stream, or null where there is no such stream. */
  public static Schema schema(String stream) {
    return SCHEMAS.get(stream);
  }

  static String name(String prefix, String stream) {
    return prefix + stream + "-value";
  }

  /** In a path. */
  static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
