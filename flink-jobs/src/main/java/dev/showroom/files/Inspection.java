package dev.showroom.files;

import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Looks into each file before the first record is read: what is no file of its kind, breaks off
 * before its end or has another stream's fields is said at once and not after an hour.
 */
final class Inspection {
  private final Map<InTopic, Map<Long, Schema>> writers = new EnumMap<>(InTopic.class);

  /**
   * The file with what is known of it now.
   *
   * @throws IOException one sentence without full stop
   */
  FileRef look(InTopic topic, FileRef file) throws IOException {
    return switch (file.format()) {
      case JSONL -> first(file, file.records());
      case AVRO -> {
        AvroFile records = new AvroFile(file);
        accept(topic, file, records.writer());
        AvroFile.requireWhole(file);
        yield first(file, records);
      }
      case PARQUET -> {
        ParquetDirectory directory = ParquetDirectory.of(file);
        accept(topic, file, directory.writer());
        yield at(file, directory.earliest());
      }
    };
  }

  private static FileRef first(FileRef file, RecordReader opened) throws IOException {
    try (RecordReader records = opened) {
      return at(file, records.next() == null ? RecordReader.UNKNOWN : records.time());
    }
  }

  private static FileRef at(FileRef file, long time) {
    return new FileRef(file.location(), file.name(), file.format(), time);
  }

  private void accept(InTopic topic, FileRef file, Schema writer) throws IOException {
    Map<Long, Schema> known = writers.computeIfAbsent(topic, t -> new LinkedHashMap<>());
    long fingerprint = SchemaNormalization.parsingFingerprint64(writer);
    if (!known.containsKey(fingerprint)) {
      SchemaCheck.require(file.name(), topic.topic(), topic.schema(), writer);
      known.put(fingerprint, writer);
    }
  }

  /** Every schema that was met, as JSON. */
  EnumMap<InTopic, List<String>> writers() {
    EnumMap<InTopic, List<String>> texts = new EnumMap<>(InTopic.class);
    writers.forEach(
        (topic, schemas) ->
            texts.put(
                topic, new ArrayList<>(schemas.values().stream().map(Schema::toString).toList())));
    return texts;
  }
}
