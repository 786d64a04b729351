package dev.showroom.sql;

import dev.showroom.config.RunConfig;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The streams as tables of Flink SQL, made from the Avro schemas, so that a column exists in one
 * place only; and views of what analysts ask first. Column names are the schemas' own.
 */
public final class SqlTables {
  /** Streams that are events: their tables have a watermark. */
  private static final String EVENT_TIME = "eventTime";

  /** As far behind as records may be unless configured. */
  private static final String BOUND = "INTERVAL '5' SECOND";

  private SqlTables() {}

  /**
   * Over the topics of a deployment: from the beginning of each to where it ends now, and what is
   * committed only.
   *
   * @return statements, each with its semicolon
   */
  public static List<String> ofTopics(RunConfig.Kafka kafka) {
    List<String> statements = new ArrayList<>();
    streams()
        .forEach(
            (topic, schema) -> {
              Map<String, String> options = new LinkedHashMap<>();
              options.put("connector", "kafka");
              options.put("topic", kafka.topicPrefix() + topic);
              options.put(
                  "properties.bootstrap.servers", String.join(",", kafka.bootstrapServers()));
              options.put("properties.isolation.level", "read_committed");
              options.put("scan.startup.mode", "earliest-offset");
              // A view of what never ends cannot be made in batch mode.
              options.put("scan.bounded.mode", "latest-offset");
              options.put("value.format", SingleObjectFormatFactory.IDENTIFIER);
              statements.add(table(topic, schema, options));
            });
    statements.addAll(views());
    return statements;
  }

  /**
   * Over JSON Lines files, named after their streams, in a directory.
   *
   * @param directory URI
   */
  public static List<String> ofFiles(String directory) {
    List<String> statements = new ArrayList<>();
    streams()
        .forEach(
            (topic, schema) -> {
              Map<String, String> options = new LinkedHashMap<>();
              options.put("connector", "filesystem");
              options.put("path", directory.replaceFirst("/+$", "") + "/" + topic + ".jsonl");
              options.put("format", "json");
              options.put("json.timestamp-format.standard", "ISO-8601");
              statements.add(table(topic, schema, options));
            });
    statements.addAll(views());
    return statements;
  }

  /** Each stream by its name, in the order of the documentation. */
  static Map<String, Schema> streams() {
    Map<String, Schema> streams = new LinkedHashMap<>();
    for (InTopic topic : InTopic.values()) {
      streams.put(topic.topic(), topic.schema());
    }
    for (OutTopic topic : OutTopic.values()) {
      streams.put(topic.topic(), topic.schema());
    }
    return streams;
  }

  /** Names of tables need no quotes. */
  static String tableOf(String topic) {
    return topic.replace('-', '_');
  }

  private static String table(String topic, Schema schema, Map<String, String> options) {
    List<String> columns = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      columns.add("  `" + field.name() + "` " + type(field.schema()));
    }
    if (schema.getField(EVENT_TIME) != null) {
      columns.add("  WATERMARK FOR `" + EVENT_TIME + "` AS `" + EVENT_TIME + "` - " + BOUND);
    }
    return "CREATE TABLE `"
        + tableOf(topic)
        + "` (\n"
        + String.join(",\n", columns)
        + "\n) WITH (\n"
        + options.entrySet().stream()
            .map(o -> "  '" + o.getKey() + "' = '" + o.getValue().replace("'", "''") + "'")
            .collect(Collectors.joining(",\n"))
        + "\n);";
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          type(
              schema.getTypes().stream()
                  .filter(branch -> branch.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow());
      case RECORD ->
          schema.getFields().stream()
              .map(field -> "`" + field.name() + "` " + type(field.schema()))
              .collect(Collectors.joining(", ", "ROW<", ">"));
      case ARRAY -> "ARRAY<" + type(schema.getElementType()) + ">";
      case STRING, ENUM -> "STRING";
      case INT -> "INT";
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? "TIMESTAMP_LTZ(3)"
              : "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case BYTES -> "BYTES";
      default -> throw new IllegalArgumentException("no stream has a field of type " + schema);
    };
  }

  private static List<String> views() {
    return List.of(
        newest("current_alerts", OutTopic.ALERTS, "alertId", "revision"),
        newest("current_outcomes", OutTopic.OUTCOMES, "decisionId", "revision"),
        newest("current_coupons", OutTopic.COUPONS, "couponId", "revision"),
        """
        -- As the figure save.rate: of closed decisions, how many sales were kept. An outcome EXPIRED is
        -- that of the offer and leaves the decision open. HOLD_OUT is what would have been without.
        CREATE VIEW `save_rate_by_arm` AS
        SELECT `arm`,
          COUNT(*) AS `closed`,
          COUNT(*) FILTER (WHERE `outcome` IN ('SAVED', 'SETTLED')) AS `kept`,
          CAST(COUNT(*) FILTER (WHERE `outcome` IN ('SAVED', 'SETTLED')) AS DOUBLE) / COUNT(*) AS `save_rate`,
          SUM(`marginMinor`) AS `margin_minor`
        FROM `current_outcomes`
        WHERE NOT `shadow` AND `arm` <> 'NONE' AND `outcome` <> 'EXPIRED'
        GROUP BY `arm`;\
        """);
  }

  private static String newest(String view, OutTopic topic, String id, String revision) {
    String columns =
        topic.schema().getFields().stream()
            .map(field -> "`" + field.name() + "`")
            .collect(Collectors.joining(", "));
    return """
    -- The newest revision of each `%s`; copies after a crash are counted once.
    CREATE VIEW `%s` AS
    SELECT %s
    FROM (
      SELECT *, ROW_NUMBER() OVER (PARTITION BY `%s` ORDER BY `%s` DESC) AS `nth`
      FROM `%s`)
    WHERE `nth` = 1;\
    """
        .formatted(id, view, columns, id, revision, tableOf(topic.topic()));
  }
}
