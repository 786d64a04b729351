package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.archive.ArchiveJob;
import dev.showroom.archive.ArchiveOrder;
import dev.showroom.archive.ArchiveSummary;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.files.Compression;
import dev.showroom.files.FileForm;
import dev.showroom.files.FileFormat;
import dev.showroom.history.HistoryReplay;
import dev.showroom.history.KafkaRules;
import dev.showroom.history.ReplayRequest;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.FakeRegistry;
import dev.showroom.registry.Registration;
import dev.showroom.replay.run.ReplayJob;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.ConfluentFormat;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job with a schema registry, from topics in which shops of several releases write side by side,
 * some of them without a registry; and then an archive and a replay of the same topics.
 */
@Timeout(180)
class RegisteredTopicsTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int NOBODYS_ID = 999;
  private static final byte[] OF_NOBODYS_SCHEMA = {0, 0, 0, 3, (byte) 231, 1, 2, 3};

  @TempDir static Path directory;

  private static FakeRegistry registry;
  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static RunConfig config;
  private static JobClient job;
  private static String refusal;
  private static List<String> registeredByTheJob;
  private static List<DeadLetter> letters;
  private static List<ConsumerRecord<byte[], byte[]>> alerts;

  @BeforeAll
  static void run() throws Exception {
    registry = FakeRegistry.start();
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(1, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    config = config();
    refusal = refusalOfAStart();
    registeredByTheJob = registry.subjects();
    Registration registration = new Registration(config.kafka());
    registration.check().forEach(registration::register);

    produce(visit("single-object", null));
    produce(visit("ours", idOf(InTopic.STORE_VISITS.topic())));
    produce(visit("older", registry.put("t.store-visits-value", OLDER.toString()), OLDER));
    produce(visit("newer", registry.put("t.store-visits-value", NEWER.toString()), NEWER));
    produce(List.of(OF_NOBODYS_SCHEMA));
    job = LiveJob.start(config, restored -> {});
    awaitAlerts("single-object", "ours", "older", "newer");

    int later = registry.put("t.store-visits-value", LATER.toString());
    registry.failWith(503);
    produce(visit("away", later, LATER));
    int before = registry.requests().size();
    await("the job fails for want of the registry, and more than once asks anew")
        .atMost(PATIENCE)
        .until(() -> registry.requests().size() > before + 10);
    registry.failWith(0);
    awaitAlerts("away");
    letters =
        kafka.readRaw(TOPICS.name(OutTopic.DEAD_LETTERS)).stream()
            .map(record -> read(record, DeadLetter.class))
            .toList();
    alerts = kafka.readRaw(TOPICS.name(OutTopic.ALERTS));
    LiveJob.cancel(job, Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() {
    broker.close();
    registry.close();
  }

  @Test
  void a_start_without_the_schemas_is_refused_and_registers_nothing() {
    assertThat(refusal)
        .startsWith("The schema registry does not have this build's schemas under the subjects")
        .contains("t.alerts-value", "t.dead-letters-value")
        .doesNotContain("t.purchases-value")
        .endsWith("let 'showroom schemas register --config F' register them.");
    assertThat(registeredByTheJob).isEmpty();
  }

  @Test
  void what_leaves_is_under_the_id_of_its_subject() {
    int id = idOf(OutTopic.ALERTS.topic());
    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            record -> {
              assertThat(ConfluentFormat.is(record.value())).isTrue();
              assertThat(ConfluentFormat.id(record.value())).isEqualTo(id);
            });
  }

  @Test
  void an_unknown_id_alone_is_a_dead_letter_with_its_own_bytes() {
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
              assertThat(letter.getDetail()).contains("id " + NOBODYS_ID);
              assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(OF_NOBODYS_SCHEMA));
            });
  }

  @Test
  void an_archive_of_both_forms_needs_no_registry_any_more() throws IOException {
    Path output = directory.resolve("archive");
    ArchiveSummary summary =
        ArchiveJob.upToNow(
            config,
            new ArchiveOrder(
                new FileForm(FileFormat.JSONL, Compression.NONE),
                List.of(InTopic.STORE_VISITS.topic(), OutTopic.ALERTS.topic()),
                Long.MIN_VALUE,
                Long.MAX_VALUE),
            output,
            (records, out, seconds) -> {});

    assertThat(summary.records()).isEqualTo(2 * 5 + alerts.size());
    assertThat(summary.dead()).isEqualTo(1);
    try (var files = Files.walk(output)) {
      String lines =
          String.join(
              "\n",
              files
                  .filter(file -> file.toString().endsWith(".jsonl"))
                  .map(RegisteredTopicsTest::text)
                  .toList());
      assertThat(lines).contains("\"single-object-EXIT\"", "\"older-EXIT\"", "\"away-EXIT\"");
    }
  }

  @Test
  void a_replay_of_both_forms_says_what_the_job_said() throws Exception {
    Path output = directory.resolve("replay");
    new HistoryReplay(
            new ReplayRequest(
                config,
                null,
                null,
                null,
                output,
                null,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                null,
                ReplayOrder.EVENT_TIME,
                config.time(),
                KafkaRules.rules(config, directory.resolve("rules.yaml")),
                KafkaRules.policies(config, null),
                System.currentTimeMillis(),
                0,
                1,
                false),
            () -> false,
            new HistoryReplay.Listener() {
              @Override
              public void reading(long read, long left, double seconds) {}

              @Override
              public void replaying(ReplayJob.State state, long records) {}
            })
        .run();

    assertThat(Files.readString(output.resolve(OutTopic.ALERTS.file())))
        .contains("\"single-object\"", "\"ours\"", "\"older\"", "\"newer\"", "\"away\"");
    assertThat(Files.readAllLines(output.resolve(OutTopic.DEAD_LETTERS.file())))
        .singleElement()
        .asString()
        .contains(letters.get(0).getDetail());
  }

  // ---- shops of several releases

  private static final Schema OLDER = visitSchema("");
  private static final Schema NEWER =
      visitSchema(
          """
          ,{"name":"mood","type":"string","default":""}
          ,{"name":"sku","type":["null","string"],"default":null}\
          """);
  private static final Schema LATER =
      visitSchema(
          """
          ,{"name":"weather","type":["null","int"],"default":null}\
          """);

  /** With its fields in another order than ours, and without those that are optional. */
  private static Schema visitSchema(String more) {
    return new Schema.Parser()
        .parse(
            """
            {"type":"record","name":"VisitEvent","namespace":"dev.showroom.schemas","fields":[
              {"name":"storeId","type":"string"},
              {"name":"action","type":{"type":"enum","name":"VisitAction","symbols":["EXIT","ENTER"]}},
              {"name":"actor","type":{"type":"record","name":"Actor","fields":[
                {"name":"kind","type":{"type":"enum","name":"ActorKind","symbols":["CUSTOMER"]}},
                {"name":"id","type":"string"}]}},
              {"name":"eventId","type":"string"},
              {"name":"eventTime","type":{"type":"long","logicalType":"timestamp-millis"}}%s]}\
            """
                .formatted(more));
  }

  private static List<byte[]> visit(String customer, Integer id) {
    return steps(customer).stream()
        .map(
            event -> {
              byte[] bytes = new AvroRecords<VisitEvent>(VisitEvent.class).write(event);
              return id == null
                  ? bytes
                  : ByteBuffer.allocate(bytes.length - 5)
                      .put((byte) 0)
                      .putInt(id)
                      .put(bytes, 10, bytes.length - 10)
                      .array();
            })
        .toList();
  }

  private static List<byte[]> visit(String customer, int id, Schema schema) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (VisitEvent event : steps(customer)) {
      GenericRecord record = new GenericData.Record(schema);
      Schema actor = schema.getField("actor").schema();
      GenericRecord who = new GenericData.Record(actor);
      who.put("id", customer);
      who.put("kind", new GenericData.EnumSymbol(actor.getField("kind").schema(), "CUSTOMER"));
      record.put("actor", who);
      record.put("eventId", event.getEventId());
      record.put("eventTime", event.getEventTime());
      record.put("storeId", event.getStoreId());
      record.put(
          "action",
          new GenericData.EnumSymbol(
              schema.getField("action").schema(), event.getAction().toString()));
      if (schema.getField("mood") != null) {
        record.put("mood", "fine");
      }
      GenericData model = new GenericData();
      model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0);
      out.write(ByteBuffer.allocate(4).putInt(id).array());
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema, model).write(record, encoder);
      encoder.flush();
      all.add(out.toByteArray());
    }
    return all;
  }

  private static List<VisitEvent> steps(String customer) {
    Instant exit = Instant.now();
    return List.of(
        step(customer, VisitAction.ENTER, exit.minusMillis(10)),
        step(customer, VisitAction.EXIT, exit));
  }

  private static VisitEvent step(String customer, VisitAction action, Instant time) {
    return new VisitEvent(
        customer + "-" + action,
        time.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
        new Actor(ActorKind.CUSTOMER, customer),
        "s-1",
        action,
        null,
        null);
  }

  private static void produce(List<byte[]> values) {
    kafka.produceRaw(
        values.stream()
            .map(value -> new ProducerRecord<byte[], byte[]>("t.store-visits", value))
            .toList(),
        Map.of());
  }

  // ---- helpers

  private static String refusalOfAStart() {
    try {
      LiveJob.check(config, false);
      return "none";
    } catch (CommandFailure e) {
      return e.getMessage();
    }
  }

  private static void awaitAlerts(String... customers) {
    await("an alert of each customer")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              Set<String> told = new TreeSet<>();
              kafka
                  .readRaw(TOPICS.name(OutTopic.ALERTS))
                  .forEach(record -> told.add(read(record, Alert.class).getCustomerId()));
              assertThat(told).contains(customers);
            });
  }

  private static int idOf(String stream) {
    return new Registration(config.kafka())
        .check().stream()
            .filter(row -> row.stream().equals(stream))
            .mapToInt(Registration.Row::id)
            .findFirst()
            .orElseThrow();
  }

  private static <T extends SpecificRecord> T read(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    try {
      // The registry may be away on purpose; what leaves is by this build's schema.
      return new AvroRecords<T>(type, id -> SpecificData.get().getSchema(type))
          .read(record.value());
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RunConfig config() throws IOException {
    RunConfig defaults = RunConfig.defaults();
    Files.writeString(
        directory.resolve("rules.yaml"),
        """
        id: every
        version: 1
        rules:
          - id: EVERY_VISIT
            trigger: visit.exit
            level: customer
            when: ["true"]
        """);
    RunConfig.Kafka kafka =
        new RunConfig.Kafka(
                List.of(broker.bootstrapServers()),
                Map.of(),
                "t.",
                "t",
                defaults.kafka().startingOffsets(),
                defaults.kafka().transactionTimeout(),
                1,
                1)
            .with(registry.config());
    RunConfig.Time time = defaults.time();
    return new RunConfig(
        kafka,
        new RunConfig.Time(
            Duration.ofSeconds(1),
            Map.of(),
            time.correctionHorizon(),
            time.futureTolerance(),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            time.alignmentDrift()),
        new RunConfig.Job(
            1,
            directory.resolve("state").toString(),
            Duration.ofSeconds(1),
            false,
            directory.resolve("rules.yaml").toString()));
  }
}
