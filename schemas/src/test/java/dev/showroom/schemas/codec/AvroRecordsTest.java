package dev.showroom.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Purchase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRecordsTest {
  private static final BrowseEvent BROWSE =
      BrowseEvent.newBuilder()
          .setEventId("e1")
          .setEventTime(Instant.parse("2026-01-31T08:15:30.123Z"))
          .setActor(new Actor(ActorKind.COOKIE, "c1"))
          .setAction(BrowseAction.COMPARE)
          .setSku("sku-1")
          .build();
  private static final int HEADER = 10;

  static Stream<Class<? extends SpecificRecord>> types() {
    return Stream.concat(
        Arrays.stream(InTopic.values()).map(InTopic::recordClass),
        Arrays.stream(OutTopic.values()).map(OutTopic::recordClass));
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_was_written_is_read_back_the_same(Class<? extends SpecificRecord> type)
      throws Exception {
    AvroRecords<SpecificRecord> records = new AvroRecords<>(type);
    Schema schema = org.apache.avro.specific.SpecificData.get().getSchema(type);
    for (long seed = 0; seed < 200; seed++) {
      SpecificRecord record = new AnyRecord(seed).of(schema);
      assertThat(records.read(records.write(record))).as("seed %d", seed).isEqualTo(record);
    }
  }

  @Test
  void a_record_cut_anywhere_is_undecodable() {
    AvroRecords<BrowseEvent> records = new AvroRecords<>(BrowseEvent.class);
    byte[] whole = records.write(BROWSE);
    for (int length = 0; length < whole.length; length++) {
      refused(records, Arrays.copyOf(whole, length), DeadLetterReason.UNDECODABLE);
    }
  }

  @Test
  void what_follows_the_record_makes_it_undecodable() {
    AvroRecords<BrowseEvent> records = new AvroRecords<>(BrowseEvent.class);
    byte[] whole = records.write(BROWSE);

    refused(records, Arrays.copyOf(whole, whole.length + 1), DeadLetterReason.UNDECODABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "{\"eventId\":\"e1\"}", "\u0000\u0000\u0000\u0000\u0007 registry"})
  void what_is_not_in_single_object_encoding_is_undecodable(String foreign) {
    refused(
        new AvroRecords<>(BrowseEvent.class),
        foreign.getBytes(StandardCharsets.UTF_8),
        DeadLetterReason.UNDECODABLE);
  }

  @Test
  void a_record_of_another_type_is_of_an_unknown_schema() {
    refused(
        new AvroRecords<>(Purchase.class),
        new AvroRecords<BrowseEvent>(BrowseEvent.class).write(BROWSE),
        DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void a_fingerprint_that_nobody_knows_is_of_an_unknown_schema() {
    AvroRecords<BrowseEvent> records = new AvroRecords<>(BrowseEvent.class);
    byte[] bytes = records.write(BROWSE);
    bytes[5] ^= 1;

    refused(records, bytes, DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void an_older_writers_record_is_read_where_its_schema_is_known_and_is_unknown_where_not()
      throws Exception {
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"ErasureRequest","namespace":"dev.showroom.schemas","fields":[
                  {"name":"eventId","type":"string"},
                  {"name":"eventTime","type":{"type":"long","logicalType":"timestamp-millis"}},
                  {"name":"customerId","type":"string"},
                  {"name":"dropped","type":["null","string"],"default":null}]}""");
    GenericData model = new GenericData();
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    Instant time = Instant.parse("2026-01-31T08:15:30Z");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BinaryMessageEncoder<GenericData.Record>(model, older)
        .encode(
            new GenericRecordBuilder(older)
                .set("eventId", "e1")
                .set("eventTime", time)
                .set("customerId", "anna")
                .set("dropped", "x")
                .build(),
            bytes);

    assertThat(
            new AvroRecords<dev.showroom.schemas.ErasureRequest>(
                    dev.showroom.schemas.ErasureRequest.class, List.of(older))
                .read(bytes.toByteArray()))
        .isEqualTo(new dev.showroom.schemas.ErasureRequest("e1", time, "anna"));
    refused(
        new AvroRecords<>(dev.showroom.schemas.ErasureRequest.class),
        bytes.toByteArray(),
        DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void flipped_bits_never_make_anything_but_a_record_or_a_refusal() {
    AvroRecords<BrowseEvent> records = new AvroRecords<>(BrowseEvent.class);
    byte[] whole = records.write(BROWSE);
    int refused = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(records.read(bytes)).isNotNull();
      } catch (MalformedRecordException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(HEADER * 8);
  }

  @Test
  void a_length_that_no_memory_holds_is_undecodable() throws IOException {
    AvroRecords<BrowseEvent> browsing = new AvroRecords<>(BrowseEvent.class);
    refused(
        browsing,
        withBody(browsing.write(BROWSE), Integer.MAX_VALUE - 8L),
        DeadLetterReason.UNDECODABLE);
    refused(
        browsing, withBody(browsing.write(BROWSE), Long.MAX_VALUE), DeadLetterReason.UNDECODABLE);
    refused(browsing, withBody(browsing.write(BROWSE), -7), DeadLetterReason.UNDECODABLE);
  }

  @Test
  void a_list_that_no_memory_holds_is_undecodable() throws IOException {
    AvroRecords<Purchase> purchases = new AvroRecords<>(Purchase.class);
    Purchase purchase =
        new Purchase(
            "e",
            Instant.EPOCH,
            new Actor(ActorKind.CARD, "c"),
            "o",
            dev.showroom.schemas.Channel.STORE,
            null,
            List.of(),
            List.of());
    byte[] whole = purchases.write(purchase);
    // Two empty lists are the last two bytes.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, whole.length - 2);
    encodeLong(out, Integer.MAX_VALUE - 8L);
    refused(purchases, out.toByteArray(), DeadLetterReason.UNDECODABLE);
  }

  private static byte[] withBody(byte[] whole, long firstLength) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, HEADER);
    encodeLong(out, firstLength);
    out.write('x');
    return out.toByteArray();
  }

  private static void encodeLong(ByteArrayOutputStream out, long value) throws IOException {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(value);
    encoder.flush();
  }

  private static void refused(AvroRecords<?> records, byte[] bytes, DeadLetterReason reason) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> records.read(bytes))
        .extracting(MalformedRecordException::reason)
        .isEqualTo(reason);
  }
}
