package dev.showroom.files;

import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A stream that can be archived: those that the detector reads, and those that it writes.
 *
 * @param name without the deployment's prefix; also of its folder
 */
public record ArchivedStream(
    String name, Class<? extends SpecificRecord> recordClass, Schema schema, int timePosition) {
  private static final Map<String, ArchivedStream> ALL = all();

  public static final String DEAD_LETTERS = OutTopic.DEAD_LETTERS.topic();

  /**
   * @throws java.util.NoSuchElementException where there is none of that name
   */
  public static ArchivedStream of(String name) {
    return Optional.ofNullable(ALL.get(name)).orElseThrow();
  }

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  public static List<String> inputs() {
    return Arrays.stream(InTopic.values()).map(InTopic::topic).toList();
  }

  /** Event time, or the first time that a record of the stream tells; null where it tells none. */
  public Instant time(SpecificRecord record) {
    return timePosition < 0 ? null : (Instant) record.get(timePosition);
  }

  private static Map<String, ArchivedStream> all() {
    Map<String, ArchivedStream> all = new LinkedHashMap<>();
    for (InTopic topic : InTopic.values()) {
      add(all, topic.topic(), topic.recordClass(), topic.schema());
    }
    for (OutTopic topic : OutTopic.values()) {
      add(all, topic.topic(), topic.recordClass(), topic.schema());
    }
    return all;
  }

  private static void add(
      Map<String, ArchivedStream> all,
      String name,
      Class<? extends SpecificRecord> recordClass,
      Schema schema) {
    int time =
        schema.getFields().stream()
            .filter(f -> f.schema().getLogicalType() instanceof LogicalTypes.TimestampMillis)
            .mapToInt(Schema.Field::pos)
            .findFirst()
            .orElse(-1);
    all.put(name, new ArchivedStream(name, recordClass, schema, time));
  }
}
