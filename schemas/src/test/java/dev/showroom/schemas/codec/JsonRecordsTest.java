package dev.showroom.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.VisitEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordsTest {
  private static final String PURCHASE =
      """
      {"eventId":"e1","eventTime":"2026-01-31T08:15:30Z","actor":{"kind":"CARD","id":"c1"},\
      "orderId":"o1","channel":"STORE","lines":[{"sku":"s1","quantity":2,"unitPriceMinor":1999}]}\
      """;
  private static final String VISIT =
      """
      {"eventId":"e1","eventTime":"2026-01-31T08:15:30Z","actor":{"kind":"CARD","id":"c1"},\
      "storeId":"st1","action":"DEMO","seconds":5}\
      """;

  static Stream<Schema> schemas() {
    return Stream.concat(
        Arrays.stream(InTopic.values()).map(InTopic::schema),
        Arrays.stream(OutTopic.values()).map(OutTopic::schema));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void what_was_written_is_read_back_the_same(Schema schema) throws Exception {
    JsonRecords<SpecificRecord> records = new JsonRecords<>(schema);
    for (long seed = 0; seed < 200; seed++) {
      SpecificRecord record = new AnyRecord(seed).of(schema);
      String line = JsonRecords.write(record);

      assertThat(line).as("seed %d", seed).doesNotContain("\n", "\r");
      assertThat(records.read(utf8(line))).as("seed %d", seed).isEqualTo(record);
      assertThat(JsonRecords.write(records.read(utf8(line)))).isEqualTo(line);
    }
  }

  @Test
  void absent_and_null_are_the_same_and_leave_no_trace_in_what_is_written() throws Exception {
    BrowseEvent absent = browse("");
    BrowseEvent isNull = browse(",\"sku\":null,\"referrer\":null");

    assertThat(absent).isEqualTo(isNull);
    assertThat(absent.getSku()).isNull();
    assertThat(absent.getAction()).isEqualTo(BrowseAction.VIEW);
    assertThat(JsonRecords.write(isNull)).doesNotContain("sku", "referrer", "null");
  }

  @Test
  void a_list_with_a_default_may_be_left_out_and_is_no_shared_one() throws Exception {
    Purchase one = purchase(PURCHASE);
    one.getCouponIds().add("mine");

    assertThat(purchase(PURCHASE).getCouponIds()).isEmpty();
  }

  @Test
  void fields_of_a_newer_writer_are_passed_over_with_all_that_is_in_them() throws Exception {
    BrowseEvent known = browse("");
    BrowseEvent newer = browse(",\"mood\":{\"sku\":[1,{\"sku\":\"wrong\"}]},\"x\":[[]]");

    assertThat(newer).isEqualTo(known);
  }

  @Test
  void a_byte_order_mark_and_blanks_around_the_object_do_no_harm() throws Exception {
    assertThat(purchase("\uFEFF  " + PURCHASE + " \t")).isEqualTo(purchase(PURCHASE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventId", "eventTime", "actor", "orderId", "channel", "lines"})
  void a_missing_field_is_named(String field) {
    String without = PURCHASE.replace('"' + field + '"', "\"other\"");

    refused(Purchase.class, without, DeadLetterReason.MISSING_FIELD, "'" + field + "' is missing");
  }

  @Test
  void a_field_that_is_missing_or_null_inside_another_is_named_with_its_path() {
    refused(
        Purchase.class,
        PURCHASE.replace("\"sku\"", "\"sqq\""),
        DeadLetterReason.MISSING_FIELD,
        "'lines[0].sku' is missing");
    refused(
        Purchase.class,
        PURCHASE.replace("\"id\":\"c1\"", "\"id\":null"),
        DeadLetterReason.MISSING_FIELD,
        "'actor.id' is missing");
  }

  @Test
  void an_unknown_enum_constant_is_named_by_its_field_and_the_constants_there_are() {
    refused(
        Purchase.class,
        PURCHASE.replace("STORE", "TELEPORT"),
        DeadLetterReason.UNKNOWN_ENUM,
        "'channel' is none of STORE, ONLINE, APP, PHONE");
    refused(
        Purchase.class,
        PURCHASE.replace("STORE", "store"),
        DeadLetterReason.UNKNOWN_ENUM,
        "'channel'");
    refused(
        Purchase.class,
        PURCHASE.replace("CARD", ""),
        DeadLetterReason.UNKNOWN_ENUM,
        "'actor.kind'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"eventId\":\"e1\"      | \"eventId\":1          | 'eventId' must be text",
        "\"eventId\":\"e1\"      | \"eventId\":[]         | 'eventId' must be text",
        "\"eventId\":\"e1\"      | \"eventId\":{\"a\":1}  | 'eventId' must be text",
        "\"channel\":\"STORE\"   | \"channel\":0          | 'channel' must be text",
        "{\"kind\":\"CARD\",\"id\":\"c1\"} | \"c1\"       | 'actor' must be an object",
        "{\"kind\":\"CARD\",\"id\":\"c1\"} | [1]          | 'actor' must be an object",
        "\"quantity\":2          | \"quantity\":2.5       | 'lines[0].quantity' must be a whole"
            + " number",
        "\"quantity\":2          | \"quantity\":2e0       | 'lines[0].quantity' must be a whole"
            + " number",
        "\"quantity\":2          | \"quantity\":\"2\"     | 'lines[0].quantity' must be a whole"
            + " number",
        "\"quantity\":2          | \"quantity\":true      | 'lines[0].quantity' must be a whole"
            + " number",
        "\"2026-01-31T08:15:30Z\" | 1769847330000         | 'eventTime' must be an ISO-8601 time",
      })
  void a_value_of_the_wrong_type_is_named(String right, String wrong, String detail) {
    assertThat(PURCHASE).contains(right);
    refused(
        Purchase.class, PURCHASE.replace(right, wrong), DeadLetterReason.SCHEMA_VIOLATION, detail);
  }

  @Test
  void a_list_that_is_none_and_a_null_in_a_list_are_named() {
    refused(
        Purchase.class,
        PURCHASE.replaceAll("\\[.*]", "{}"),
        DeadLetterReason.SCHEMA_VIOLATION,
        "'lines' must be a list");
    refused(
        Purchase.class,
        PURCHASE.replaceAll("\\[.*]", "[null]"),
        DeadLetterReason.SCHEMA_VIOLATION,
        "'lines[0]' must be an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649", "9223372036854775808", "1%s"})
  void a_number_that_does_not_fit_is_refused(String number) {
    refused(
        VisitEvent.class,
        VISIT.replace(":5", ":" + number.formatted("0".repeat(200))),
        DeadLetterReason.SCHEMA_VIOLATION,
        "'seconds' is too large a number");
  }

  @Test
  void the_largest_numbers_that_fit_are_taken() throws Exception {
    assertThat(visit(VISIT.replace(":5", ":2147483647")).getSeconds()).isEqualTo(Integer.MAX_VALUE);
    assertThat(visit(VISIT.replace(":5", ":-2147483648")).getSeconds())
        .isEqualTo(Integer.MIN_VALUE);
    assertThat(
            purchase(PURCHASE.replace("1999", "9223372036854775807"))
                .getLines()
                .get(0)
                .getUnitPriceMinor())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_key_that_stands_twice_is_refused_even_where_nobody_reads_it() {
    refused(
        Purchase.class,
        PURCHASE.replace("{\"eventId\":\"e1\"", "{\"eventId\":\"e0\",\"eventId\":\"e1\""),
        DeadLetterReason.UNDECODABLE,
        "not JSON");
    refused(
        Purchase.class,
        PURCHASE.replace("{\"eventId\"", "{\"x\":1,\"x\":2,\"eventId\""),
        DeadLetterReason.UNDECODABLE,
        "not JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"couponIds\":null,\"couponIds\":[]",
        "\"storeId\":null,\"storeId\":null",
        "\"x\":{\"y\":1,\"y\":1}",
        "\"x\":[{\"y\":[{}]},{\"y\":1,\"z\":{},\"y\":1}]"
      })
  void so_is_one_without_a_value_and_one_within_what_nobody_knows(String twice) {
    refused(
        Purchase.class,
        PURCHASE.replace("{\"eventId\"", "{" + twice + ",\"eventId\""),
        DeadLetterReason.UNDECODABLE,
        "not JSON at column");
  }

  @Test
  void the_same_key_in_different_objects_is_none_that_stands_twice() throws Exception {
    assertThat(
            purchase(
                PURCHASE.replace(
                    "{\"eventId\"", "{\"x\":[{\"y\":{\"y\":1}},{\"y\":1}],\"y\":1,\"eventId\"")))
        .isEqualTo(purchase(PURCHASE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "1", ",", "]", "\u0000"})
  void what_follows_the_object_makes_the_line_unusable(String garbage) {
    refused(Purchase.class, PURCHASE + garbage, DeadLetterReason.UNDECODABLE, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\":{\"y\":[1,{\"z\":null}],\"w\":\"\"},\"v\":[[]],"})
  void a_line_cut_anywhere_is_undecodable(String unknown) {
    byte[] whole = utf8(PURCHASE.replace("\"orderId\"", unknown + "\"orderId\""));
    for (int length = 0; length < whole.length; length++) {
      refused(Purchase.class, Arrays.copyOf(whole, length), DeadLetterReason.UNDECODABLE, "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "1", "\"text\"", "<html>", "a,b,c", "{]", "{\"a\" 1}"})
  void what_is_no_object_is_undecodable(String line) {
    refused(Purchase.class, line, DeadLetterReason.UNDECODABLE, "");
  }

  @Test
  void bytes_that_are_no_utf_8_are_undecodable() {
    for (int bad : new int[] {0xFF, 0xC0, 0x80, 0xED}) {
      byte[] bytes = utf8(PURCHASE);
      bytes[PURCHASE.indexOf("e1")] = (byte) bad;
      refused(Purchase.class, bytes, DeadLetterReason.UNDECODABLE, "");
    }
  }

  @Test
  void nesting_without_end_is_undecodable_and_no_stack_overflow() {
    refused(Purchase.class, "{\"x\":" + "[".repeat(100_000), DeadLetterReason.UNDECODABLE, "");
  }

  @Test
  void no_refusal_repeats_what_the_record_says() {
    for (String broken :
        List.of(
            PURCHASE.replace("\"e1\"", "\"secret"),
            PURCHASE.replace("\"o1\"", "secret"),
            PURCHASE.replace("STORE", "secret"),
            PURCHASE.replace("2026-01-31T08:15:30Z", "secret"),
            PURCHASE.replace("\"quantity\":2", "\"quantity\":\"secret\""))) {
      assertThatExceptionOfType(MalformedRecordException.class)
          .isThrownBy(() -> purchase(broken))
          .withMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:15:30Z, 2026-01-31T08:15:30Z",
    "2026-01-31T08:15:30.123Z, 2026-01-31T08:15:30.123Z",
    "2026-01-31T08:15Z, 2026-01-31T08:15:00Z",
    "2026-01-31T10:15:30+02:00, 2026-01-31T08:15:30Z",
    "2026-01-31T08:15:30.123456789Z, 2026-01-31T08:15:30.123Z",
    "2026-01-31T08:15:30.1Z, 2026-01-31T08:15:30.100Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
  })
  void times_are_read_in_any_iso_form(String text, Instant time) throws Exception {
    assertThat(purchase(PURCHASE.replace("2026-01-31T08:15:30Z", text)).getEventTime())
        .isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-31",
        "2026-01-31T08:15:30",
        "2026-02-30T08:15:30Z",
        "2026-13-01T08:15:30Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T08:60:00Z",
        "2026-01-31T08:15:60Z",
        "2026-01-31 08:15:30Z",
        "2026-01-31T08:15:3٣Z",
        "2026-01-31T08:15:30.1x3Z",
        "+999999999-12-31T23:59:59Z",
      })
  void what_is_no_time_is_out_of_range(String text) {
    refused(
        Purchase.class,
        PURCHASE.replace("2026-01-31T08:15:30Z", text),
        DeadLetterReason.TIME_OUT_OF_RANGE,
        "'eventTime' is not an ISO-8601 time");
  }

  private static void refused(
      Class<? extends SpecificRecord> type, String line, DeadLetterReason reason, String detail) {
    refused(type, utf8(line), reason, detail);
  }

  private static void refused(
      Class<? extends SpecificRecord> type, byte[] line, DeadLetterReason reason, String detail) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .as(new String(line, StandardCharsets.UTF_8))
        .isThrownBy(
            () ->
                new JsonRecords<>(org.apache.avro.specific.SpecificData.get().getSchema(type))
                    .read(line))
        .withMessageContaining(detail)
        .extracting(MalformedRecordException::reason)
        .isEqualTo(reason);
  }

  private static BrowseEvent browse(String more) throws MalformedRecordException {
    return new JsonRecords<BrowseEvent>(BrowseEvent.getClassSchema())
        .read(
            utf8(
                """
                {"eventId":"e","eventTime":"2026-01-31T08:15:30Z",\
                "actor":{"kind":"COOKIE","id":"c"},"action":"VIEW"%s}\
                """
                    .formatted(more)));
  }

  private static Purchase purchase(String line) throws MalformedRecordException {
    return new JsonRecords<Purchase>(Purchase.getClassSchema()).read(utf8(line));
  }

  private static VisitEvent visit(String line) throws MalformedRecordException {
    return new JsonRecords<VisitEvent>(VisitEvent.getClassSchema()).read(utf8(line));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
