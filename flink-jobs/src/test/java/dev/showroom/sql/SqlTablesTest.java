package dev.showroom.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.config.RunConfig;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The statements are run, and what they make is queried. */
@Timeout(240)
class SqlTablesTest {
  private static final Path DOCS = Path.of("..", "docs", "sql");

  @TempDir private Path directory;

  @Test
  @Tag("slow")
  @Timeout(600)
  void every_column_of_every_stream_is_read_from_json_lines() throws Exception {
    for (Map.Entry<String, Schema> stream : SqlTables.streams().entrySet()) {
      write(stream.getKey(), List.of(Samples.of(stream.getValue())));
    }
    TableEnvironment tables = tables(SqlTables.ofFiles(directory.toUri().toString()));

    assertEveryColumnIsThere(tables);
    Row alert =
        only(tables, "SELECT alertId, status, decidedAt, score, reasons[1].feature FROM alerts");
    assertThat(alert).isEqualTo(Row.of("a-alertId", "SUSPECTED", Samples.TIME, 0.5, "a-feature"));
  }

  /** A job for each stream, which takes a minute or two. */
  @Test
  @Tag("slow")
  @Timeout(600)
  void every_column_of_every_stream_is_read_from_topics_of_single_objects() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      assertEveryColumnIsThere(topics(broker));
    }
  }

  @Test
  void topics_of_single_objects_are_read_and_what_is_none_is_left_out_where_that_is_asked_for()
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      TableEnvironment tables = topics(broker);
      Row alert =
          only(tables, "SELECT alertId, status, decidedAt, score, reasons[1].feature FROM alerts");
      assertThat(alert).isEqualTo(Row.of("a-alertId", "SUSPECTED", Samples.TIME, 0.5, "a-feature"));
      send(broker, "browsing", new byte[] {1});
      assertThat(
              only(
                  tables,
                  "SELECT COUNT(*) FROM browsing"
                      + " /*+ OPTIONS('value.showroom-avro.ignore-errors'='true') */"))
          .isEqualTo(Row.of(1L));
    }
  }

  /** One record in each. */
  private TableEnvironment topics(EmbeddedBroker broker) throws Exception {
    broker.createTopics(new Topics("t.").definitions(1, 1));
    Path config =
        Files.writeString(
            directory.resolve("run.yaml"),
            "kafka: {bootstrap-servers: [\"%s\"], topic-prefix: t.}"
                .formatted(broker.bootstrapServers()));
    for (Map.Entry<String, Schema> stream : SqlTables.streams().entrySet()) {
      send(broker, stream.getKey(), bytes(Samples.of(stream.getValue())));
    }
    return tables(SqlTables.ofTopics(RunConfig.load(config, Map.of()).kafka()));
  }

  private static void send(EmbeddedBroker broker, String topic, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("t." + topic, value));
    }
  }

  @Test
  void views_hold_the_newest_revision_and_count_closed_decisions_by_arm() throws Exception {
    TableEnvironment tables = someAlertsAndOutcomes();

    assertThat(rows(tables, "SELECT alertId, revision, status FROM current_alerts"))
        .containsExactlyInAnyOrder(Row.of("a", 2, "CONFIRMED"), Row.of("b", 1, "SUSPECTED"));
    assertThat(rows(tables, "SELECT arm, closed, kept, save_rate FROM save_rate_by_arm"))
        .containsExactlyInAnyOrder(Row.of("TREATED", 2L, 1L, 0.5), Row.of("HOLD_OUT", 1L, 0L, 0.0));
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void the_queries_of_the_page_find_something() throws Exception {
    TableEnvironment tables = someAlertsAndOutcomes();

    for (String query : documented(0)) {
      assertThat(rows(tables, query)).as(query).isNotEmpty();
    }
  }

  private TableEnvironment someAlertsAndOutcomes() throws IOException {
    write(
        "alerts",
        List.of(
            alert("a", 1, AlertStatus.SUSPECTED),
            alert("a", 2, AlertStatus.CONFIRMED),
            alert("a", 2, AlertStatus.CONFIRMED),
            alert("b", 1, AlertStatus.SUSPECTED),
            alert("a", 1, AlertStatus.SUSPECTED)));
    write(
        "outcomes",
        List.of(
            outcome("d-1", 1, Arm.TREATED, OutcomeKind.SAVED, false),
            outcome("d-1", 2, Arm.TREATED, OutcomeKind.SETTLED, false),
            outcome("d-2", 1, Arm.TREATED, OutcomeKind.SAVED, false),
            outcome("d-2", 2, Arm.TREATED, OutcomeKind.CLAWED_BACK, false),
            outcome("d-3", 1, Arm.TREATED, OutcomeKind.EXPIRED, false),
            outcome("d-4", 1, Arm.HOLD_OUT, OutcomeKind.LOST, false),
            outcome("d-5", 1, Arm.HOLD_OUT, OutcomeKind.SAVED, true),
            outcome("d-6", 1, Arm.NONE, OutcomeKind.LOST, false)));
    return tables(SqlTables.ofFiles(directory.toUri().toString()));
  }

  @Test
  void a_query_of_topics_may_go_on_for_ever() throws IOException {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    SqlTables.ofTopics(RunConfig.defaults().kafka()).forEach(tables::executeSql);

    List<String> statements = documented(1);

    assertThat(statements).hasSize(2);
    assertThat(tables.explainSql(statements.get(1))).contains("alerts");
  }

  /** The statements of one block of the page. */
  private static List<String> documented(int block) throws IOException {
    String page = Files.readString(DOCS.resolveSibling("sql.md"));
    String sql = page.split("```sql\\n", -1)[1 + block].split("```", -1)[0];
    return Stream.of(sql.split(";\\s*")).filter(s -> !s.isBlank()).toList();
  }

  @Test
  void a_table_may_have_any_of_a_streams_columns_in_any_order() throws Exception {
    SingleObjectReader reader =
        new SingleObjectReader(
            RowType.of(
                new org.apache.flink.table.types.logical.LogicalType[] {
                  new BigIntType(), new BigIntType()
                },
                new String[] {"valueAtRiskMinor", "revision"}),
            false);
    reader.open(null);

    GenericRecord read = reader.deserialize(bytes(Samples.of(OutTopic.ALERTS.schema())));

    assertThat(read.get(0)).isEqualTo(70L);
    assertThat(read.get(1)).isEqualTo(7);
    assertThat(read.getSchema().getFields()).hasSize(2);
  }

  @Test
  void what_is_no_single_object_fails_or_is_left_out_as_the_table_says() throws Exception {
    byte[] unknown = bytes(Samples.of(OutTopic.ALERTS.schema()));
    unknown[2]++;
    for (byte[] broken : List.of(new byte[0], "{\"json\": 1}....".getBytes(), unknown)) {
      SingleObjectReader strict = new SingleObjectReader(RowType.of(), false);
      strict.open(null);
      assertThatThrownBy(() -> strict.deserialize(broken)).isInstanceOf(IOException.class);
      SingleObjectReader lenient = new SingleObjectReader(RowType.of(), true);
      lenient.open(null);
      assertThat(lenient.deserialize(broken)).isNull();
    }
  }

  @Test
  void stand_in_the_docs_as_the_schemas_make_them() throws IOException {
    assertStands("topics.sql", SqlTables.ofTopics(RunConfig.defaults().kafka()));
    assertStands("files.sql", SqlTables.ofFiles("file:///data/alerts"));
  }

  private static void assertStands(String name, List<String> statements) throws IOException {
    String text = String.join("\n\n", statements) + "\n";
    Path file = DOCS.resolve(name);
    if (Boolean.getBoolean("showroom.docs.write")) {
      Files.createDirectories(DOCS);
      Files.writeString(file, text);
    }
    assertThat(file).as("write it anew with -Dshowroom.docs.write=true").hasContent(text);
  }

  /** One job for all: each table has its one record, no column of which is null. */
  private static void assertEveryColumnIsThere(TableEnvironment tables) throws Exception {
    List<String> parts = new ArrayList<>();
    List<Row> expected = new ArrayList<>();
    SqlTables.streams()
        .forEach(
            (topic, schema) -> {
              String sum =
                  schema.getFields().stream()
                      .map(field -> "COUNT(`" + field.name() + "`)")
                      .collect(Collectors.joining(" + "));
              parts.add(
                  "SELECT CAST('%s' AS STRING), %s FROM `%s`"
                      .formatted(topic, sum, SqlTables.tableOf(topic)));
              expected.add(Row.of(topic, (long) schema.getFields().size()));
            });
    assertThat(rows(tables, String.join(" UNION ALL ", parts)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static TableEnvironment tables(List<String> statements) {
    TableEnvironment tables =
        TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
    tables.getConfig().set("table.exec.resource.default-parallelism", "1");
    statements.forEach(tables::executeSql);
    return tables;
  }

  private static Row only(TableEnvironment tables, String query) throws Exception {
    List<Row> rows = rows(tables, query);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static List<Row> rows(TableEnvironment tables, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = tables.executeSql(query).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  private void write(String topic, List<? extends SpecificRecord> records) throws IOException {
    Files.write(
        directory.resolve(topic + ".jsonl"), records.stream().map(JsonRecords::write).toList());
  }

  @SuppressWarnings("unchecked")
  private static byte[] bytes(SpecificRecord record) {
    Class<? extends SpecificRecord> type =
        (Class<? extends SpecificRecord>) SpecificData.get().getClass(record.getSchema());
    return new AvroRecords<SpecificRecord>(type).write(record);
  }

  private static Alert alert(String id, int revision, AlertStatus status) {
    Alert alert = (Alert) Samples.of(OutTopic.ALERTS.schema());
    alert.setAlertId(id);
    alert.setRevision(revision);
    alert.setStatus(status);
    return alert;
  }

  private static Outcome outcome(
      String decision, int revision, Arm arm, OutcomeKind kind, boolean shadow) {
    Outcome outcome = (Outcome) Samples.of(OutTopic.OUTCOMES.schema());
    outcome.setDecisionId(decision);
    outcome.setRevision(revision);
    outcome.setArm(arm);
    outcome.setOutcome(kind);
    outcome.setShadow(shadow);
    return outcome;
  }
}
