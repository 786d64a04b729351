package dev.showroom.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Purchase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfluentFormatTest {
  private static final int OURS = 7;
  private static final int THEIRS = 4_711;
  private static final BrowseEvent BROWSE =
      BrowseEvent.newBuilder()
          .setEventId("e1")
          .setEventTime(Instant.parse("2026-01-31T08:15:30.123Z"))
          .setActor(new Actor(ActorKind.COOKIE, "c1"))
          .setAction(BrowseAction.COMPARE)
          .setSku("sku-1")
          .build();

  private final Map<Integer, Schema> registry = new HashMap<>();
  private int asked;
  private final WriterSchemas schemas =
      id -> {
        asked++;
        if (!registry.containsKey(id)) {
          throw WriterSchemas.unknown(id);
        }
        return registry.get(id);
      };
  private final AvroRecords<BrowseEvent> browsing = new AvroRecords<>(BrowseEvent.class, schemas);

  ConfluentFormatTest() {
    registry.put(OURS, BrowseEvent.getClassSchema());
  }

  static Stream<Class<? extends SpecificRecord>> types() {
    return Stream.concat(
        Arrays.stream(InTopic.values()).map(InTopic::recordClass),
        Arrays.stream(OutTopic.values()).map(OutTopic::recordClass));
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_leaves_under_an_id_is_read_back_the_same(Class<? extends SpecificRecord> type)
      throws Exception {
    Schema schema = org.apache.avro.specific.SpecificData.get().getSchema(type);
    // As a registry gives it back: from its text.
    registry.put(300, new Schema.Parser().parse(ConfluentFormat.text(schema)));
    AvroRecords<SpecificRecord> records = new AvroRecords<>(type, schemas);
    WireForm form = new WireForm(Map.of("it", 300));
    for (long seed = 0; seed < 20; seed++) {
      SpecificRecord record = new AnyRecord(seed).of(schema);
      byte[] bytes = form.of("it", records.write(record));
      assertThat(bytes).startsWith(0, 0, 0, 1, 44);
      assertThat(records.read(bytes)).as("seed %d", seed).isEqualTo(record);
      assertThat(new AvroRecords<>(type).read(records.withoutRegistry(bytes, record)))
          .isEqualTo(record);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void the_registered_text_names_no_class_of_ours_and_is_the_same_schema(
      Class<? extends SpecificRecord> type) {
    Schema schema = org.apache.avro.specific.SpecificData.get().getSchema(type);
    String text = ConfluentFormat.text(schema);

    assertThat(text).doesNotContain("avro.java");
    assertThat(SchemaNormalization.toParsingForm(new Schema.Parser().parse(text)))
        .isEqualTo(SchemaNormalization.toParsingForm(schema));
  }

  @Test
  void both_forms_are_read_side_by_side() throws Exception {
    byte[] singleObject = browsing.write(BROWSE);
    byte[] registered = ConfluentFormat.of(OURS, singleObject);

    assertThat(browsing.read(singleObject)).isEqualTo(BROWSE);
    assertThat(browsing.read(registered)).isEqualTo(BROWSE);
    assertThat(browsing.read(singleObject)).isEqualTo(BROWSE);
    assertThat(browsing.withoutRegistry(singleObject, BROWSE)).isSameAs(singleObject);
    assertThat(browsing.withoutRegistry(registered, BROWSE)).isEqualTo(singleObject);
  }

  @Test
  void a_schema_is_asked_for_once() throws Exception {
    byte[] bytes = ConfluentFormat.of(OURS, browsing.write(BROWSE));
    for (int i = 0; i < 10; i++) {
      browsing.read(bytes);
    }
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void an_older_writers_record_takes_the_defaults_of_what_it_lacks() throws Exception {
    registry.put(
        THEIRS,
        browseSchema(
            """
            {"name":"sku","type":["null","string"],"default":null}\
            """,
            "VIEW\",\"COMPARE"));

    BrowseEvent read = browsing.read(record(record -> record.put("sku", "sku-1")));

    assertThat(read).isEqualTo(BROWSE);
  }

  @Test
  void a_newer_writers_record_loses_what_is_not_known_here_in_any_order() throws Exception {
    registry.put(
        THEIRS,
        browseSchema(
            """
            {"name":"storeId","type":["null","string"],"default":null},
            {"name":"pageDepth","type":"int","default":0},
            {"name":"basket","type":{"type":"array","items":"string"},"default":[]},
            {"name":"sku","type":["null","string"],"default":null}\
            """,
            "COMPARE\",\"VIEW"));

    BrowseEvent read =
        browsing.read(
            record(
                record -> {
                  record.put("sku", "sku-1");
                  record.put("pageDepth", 17);
                  record.put("basket", List.of("a", "b"));
                }));

    assertThat(read).isEqualTo(BROWSE);
  }

  @Test
  void a_writer_with_a_new_enum_symbol_is_read_but_for_the_records_that_use_it() throws Exception {
    registry.put(
        THEIRS,
        browseSchema(
            """
            {"name":"sku","type":["null","string"],"default":null}\
            """,
            "HOLOGRAM\",\"COMPARE"));

    assertThat(browsing.read(record(record -> record.put("sku", "sku-1")))).isEqualTo(BROWSE);
    refused(
        record(record -> record.put("action", action("HOLOGRAM"))),
        DeadLetterReason.UNKNOWN_ENUM,
        "this build does not know the enum symbol HOLOGRAM of schema id 4711");
  }

  @Test
  void an_unknown_symbol_of_an_enum_with_a_default_is_the_default() throws Exception {
    Schema schema =
        new Schema.Parser()
            .parse(
                Coupon.getClassSchema()
                    .toString()
                    .replace("\"EXPIRED\",\"REVOKED\"", "\"ON_HOLD\",\"EXPIRED\",\"REVOKED\""));
    registry.put(THEIRS, schema);
    GenericRecord coupon = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.hasDefaultValue()) {
        coupon.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    for (String text : List.of("couponId", "customerId", "code", "alertId")) {
      coupon.put(text, "x");
    }
    coupon.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "COUPON"));
    coupon.put("valueMinor", 5L);
    coupon.put("channels", List.of());
    coupon.put("validFrom", 0L);
    coupon.put("validUntil", 1L);
    coupon.put("state", new GenericData.EnumSymbol(schema.getField("state").schema(), "ON_HOLD"));

    assertThat(
            new AvroRecords<Coupon>(Coupon.class, schemas).read(bytes(schema, coupon)).getState())
        .isEqualTo(dev.showroom.schemas.CouponState.ISSUED);
  }

  @Test
  void a_writer_that_lacks_a_field_without_default_is_refused_with_its_name() throws Exception {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"BrowseEvent","namespace":"dev.showroom.schemas","fields":[
                  {"name":"eventId","type":"string"}]}\
                """);
    registry.put(THEIRS, schema);
    GenericRecord record = new GenericData.Record(schema);
    record.put("eventId", "e1");

    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> browsing.read(bytes(schema, record)))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(DeadLetterReason.SCHEMA_VIOLATION);
              assertThat(e.getMessage())
                  .startsWith("schema id 4711 cannot be read as BrowseEvent: ")
                  .contains("missing required field")
                  .doesNotContain("e1");
            });
  }

  @Test
  void a_record_of_another_type_is_refused() {
    registry.put(THEIRS, Purchase.getClassSchema());
    byte[] purchase =
        ConfluentFormat.of(
            THEIRS,
            new AvroRecords<Purchase>(Purchase.class)
                .write((Purchase) new AnyRecord(3).of(Purchase.getClassSchema())));

    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> browsing.read(purchase))
        .extracting(MalformedRecordException::reason)
        .isEqualTo(DeadLetterReason.SCHEMA_VIOLATION);
  }

  @Test
  void an_id_that_nobody_knows_is_of_an_unknown_schema() {
    refused(
        ConfluentFormat.of(99, browsing.write(BROWSE)),
        DeadLetterReason.UNKNOWN_SCHEMA,
        "the registry has no Avro schema of id 99");
  }

  @Test
  void without_a_registry_no_id_means_anything() {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(
            () ->
                new AvroRecords<>(BrowseEvent.class)
                    .read(ConfluentFormat.of(OURS, browsing.write(BROWSE))))
        .withMessageContaining("none is configured")
        .extracting(MalformedRecordException::reason)
        .isEqualTo(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void a_record_cut_anywhere_or_with_something_behind_it_is_undecodable() {
    byte[] whole = ConfluentFormat.of(OURS, browsing.write(BROWSE));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedRecordException.class)
          .isThrownBy(() -> browsing.read(cut))
          .extracting(MalformedRecordException::reason)
          .isEqualTo(DeadLetterReason.UNDECODABLE);
    }
    refused(
        Arrays.copyOf(whole, whole.length + 1),
        DeadLetterReason.UNDECODABLE,
        "the Avro bytes do not fit schema id 7");
  }

  @Test
  void a_schema_that_contains_itself_does_not_exhaust_the_stack() {
    registry.put(
        THEIRS,
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"BrowseEvent","fields":[
                  {"name":"next","type":["null","BrowseEvent"]}]}\
                """));
    byte[] deep = new byte[1_000_000];
    Arrays.fill(deep, (byte) 2);
    ByteBuffer.wrap(deep).put((byte) 0).putInt(THEIRS);

    refused(deep, DeadLetterReason.UNDECODABLE, "the Avro bytes do not fit schema id 4711");
  }

  @Test
  void what_is_known_already_is_taken_along_without_the_registry() throws Exception {
    KnownSchemas known = new KnownSchemas();
    new AvroRecords<BrowseEvent>(BrowseEvent.class, known.remembering(schemas))
        .read(ConfluentFormat.of(OURS, browsing.write(BROWSE)));
    registry.clear();

    AvroRecords<BrowseEvent> elsewhere = new AvroRecords<>(BrowseEvent.class, known);
    assertThat(elsewhere.read(ConfluentFormat.of(OURS, browsing.write(BROWSE)))).isEqualTo(BROWSE);
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> elsewhere.read(ConfluentFormat.of(8, browsing.write(BROWSE))))
        .withMessage("the registry has no Avro schema of id 8");
  }

  @Test
  void a_stream_whose_id_was_not_looked_up_does_not_leave_in_another_form() {
    byte[] alert =
        new AvroRecords<Alert>(Alert.class)
            .write((Alert) new AnyRecord(1).of(Alert.getClassSchema()));

    assertThat(WireForm.SINGLE_OBJECT.of("alerts", alert)).isSameAs(alert);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new WireForm(Map.of("coupons", 1)).of("alerts", alert));
  }

  // ---- writers of other releases

  private static Schema browseSchema(String furtherFields, String actions) {
    return new Schema.Parser()
        .parse(
            """
            {"type":"record","name":"BrowseEvent","namespace":"dev.showroom.schemas","fields":[
              {"name":"eventId","type":"string"},
              {"name":"action","type":{"type":"enum","name":"BrowseAction","symbols":["%s"]}},
              {"name":"eventTime","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"actor","type":{"type":"record","name":"Actor","fields":[
                {"name":"id","type":"string"},
                {"name":"kind","type":{"type":"enum","name":"ActorKind","symbols":["COOKIE"]}}]}},
              %s]}\
            """
                .formatted(actions, furtherFields));
  }

  private byte[] record(java.util.function.Consumer<GenericRecord> more) throws IOException {
    Schema schema = registry.get(THEIRS);
    GenericRecord record = new GenericData.Record(schema);
    Schema actor = schema.getField("actor").schema();
    GenericRecord who = new GenericData.Record(actor);
    who.put("id", "c1");
    who.put("kind", new GenericData.EnumSymbol(actor.getField("kind").schema(), "COOKIE"));
    record.put("eventId", "e1");
    record.put("eventTime", BROWSE.getEventTime().toEpochMilli());
    record.put("actor", who);
    record.put("action", action("COMPARE"));
    more.accept(record);
    return bytes(schema, record);
  }

  private GenericData.EnumSymbol action(String symbol) {
    return new GenericData.EnumSymbol(registry.get(THEIRS).getField("action").schema(), symbol);
  }

  /** As Confluent's serializer writes it. */
  private static byte[] bytes(Schema schema, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(4).putInt(THEIRS).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private void refused(byte[] bytes, DeadLetterReason reason, String detail) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> browsing.read(bytes))
        .withMessage(detail)
        .extracting(MalformedRecordException::reason)
        .isEqualTo(reason);
  }
}
