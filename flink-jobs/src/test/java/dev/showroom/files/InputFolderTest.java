package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found in a directory, what is left out, and what is said of it before a record is read.
 */
class InputFolderTest {
  private static final Instant DAY = Instant.parse("2026-01-10T00:00:00Z");
  private static final long ALL_FROM = Long.MIN_VALUE;
  private static final long ALL_UNTIL = Long.MAX_VALUE;

  @TempDir private Path directory;

  @Test
  void files_of_one_date_are_merged_by_time_and_dates_follow_each_other() throws Exception {
    lines("purchases/dt=2026-01-11/b.jsonl", 86_400_000);
    lines("purchases/dt=2026-01-10/partition=1/x.jsonl", 10, 30);
    lines("purchases/dt=2026-01-10/partition=0/y.jsonl", 20, 40);
    lines("purchases/dt=2026-01-10/a.jsonl", 25);

    assertThat(origins(open()))
        .containsExactly(
            "purchases/dt=2026-01-10/partition=1/x.jsonl:1",
            "purchases/dt=2026-01-10/partition=0/y.jsonl:1",
            "purchases/dt=2026-01-10/a.jsonl:1",
            "purchases/dt=2026-01-10/partition=1/x.jsonl:2",
            "purchases/dt=2026-01-10/partition=0/y.jsonl:2",
            "purchases/dt=2026-01-11/b.jsonl:1");
  }

  @Test
  void a_reader_of_several_files_goes_on_where_another_stopped() throws Exception {
    lines("purchases/dt=2026-01-10/a.jsonl", 10, 30);
    lines("purchases/dt=2026-01-10/b.jsonl", 20);
    lines("purchases/dt=2026-01-11/a.jsonl", 86_400_000);
    TopicInput input = open().topics().get(InTopic.PURCHASES);
    List<String> whole = origins(open());

    for (int taken = 0; taken <= whole.size(); taken++) {
      try (RecordReader first = input.open(Long.MAX_VALUE);
          RecordReader second = input.open(Long.MAX_VALUE)) {
        for (int i = 0; i < taken; i++) {
          first.next();
        }
        second.skip(first.position());
        assertThat(rest(second)).isEqualTo(whole.subList(taken, whole.size()));
      }
    }
  }

  @Test
  void a_first_line_of_garbage_or_of_the_far_future_does_not_hold_its_file_back() throws Exception {
    write("purchases/dt=2026-01-10/a.jsonl", "garbage\n" + line(10) + "\n");
    write("purchases/dt=2026-01-10/b.jsonl", line(99_999_999_999L) + "\n" + line(5) + "\n");
    lines("purchases/dt=2026-01-10/c.jsonl", 7);

    try (RecordReader reader =
        open().topics().get(InTopic.PURCHASES).open(DAY.toEpochMilli() + 1_000)) {
      assertThat(rest(reader))
          .containsExactly(
              "purchases/dt=2026-01-10/a.jsonl:1",
              "purchases/dt=2026-01-10/b.jsonl:1",
              "purchases/dt=2026-01-10/b.jsonl:2",
              "purchases/dt=2026-01-10/c.jsonl:1",
              "purchases/dt=2026-01-10/a.jsonl:2");
    }
  }

  @Test
  void hidden_files_and_markers_are_passed_over_and_other_files_are_told() throws Exception {
    lines("purchases/dt=2026-01-10/a.jsonl", 10);
    write("purchases/dt=2026-01-10/_SUCCESS", "");
    write("purchases/dt=2026-01-10/.part-0.jsonl.inprogress", "{");
    write("purchases/_checkpoint/x.bin", "{");
    write("truth.jsonl", "no stream");

    assertThat(origins(open())).containsExactly("purchases/dt=2026-01-10/a.jsonl:1");

    write("purchases/dt=2026-01-10/b.orc", "");
    assertFails(
        "b.orc is of no kind that is read here (.jsonl, .jsonl.gz, .jsonl.zst, .avro, .par");
  }

  @Test
  void what_could_mean_two_things_is_not_guessed() throws Exception {
    lines("purchases/dt=2026-01-10/a.jsonl", 10);
    lines("purchases/a.jsonl", 10);
    assertFails("holds dated folders and other files, such as purchases/a.jsonl; take these away");

    Files.delete(directory.resolve("purchases/a.jsonl"));
    lines("purchases.jsonl", 10);
    assertFails("exist; take one of them away.");

    Files.delete(directory.resolve("purchases.jsonl"));
    lines("purchases/dt=20260110/a.jsonl", 10);
    assertFails("dt=20260110 is not named after a date, such as dt=2026-01-31.");
  }

  @Test
  void folders_that_cannot_matter_for_the_range_are_not_even_opened() throws Exception {
    for (int day = 1; day <= 31; day++) {
      write("purchases/dt=2026-01-%02d/a.avro".formatted(day), "no avro file");
    }
    lines("browsing.jsonl", 0);
    lines("purchases/dt=2026-01-09/b.jsonl", -1);
    for (int day = 9; day <= 25; day++) {
      Files.delete(directory.resolve("purchases/dt=2026-01-%02d/a.avro".formatted(day)));
    }

    StreamInputs inputs = open(DAY.toEpochMilli(), DAY.toEpochMilli() + 86_399_999);

    assertThat(inputs.has(InTopic.PURCHASES)).isTrue();
    assertThat(inputs.laterLeftOut()).as("the 26th was left out").isTrue();
    assertFails(
        "purchases/dt=2026-01-08/a.avro is not an Avro container file",
        DAY.toEpochMilli() - 1,
        DAY.toEpochMilli());
    assertFails(
        "purchases/dt=2026-01-26/a.avro is not an Avro container file",
        DAY.toEpochMilli(),
        DAY.toEpochMilli() + 86_400_000);
  }

  @Test
  void folders_of_before_the_range_are_opened_where_the_beginning_matters() throws Exception {
    lines("products/dt=2020-01-01/a.jsonl", 0);
    lines("purchases/dt=2020-01-01/a.jsonl", 0);
    lines("browsing.jsonl", 0);

    StreamInputs inputs =
        InputFolder.open(
            directory,
            DAY.toEpochMilli(),
            DAY.toEpochMilli() + 1,
            topic -> topic == InTopic.PRODUCTS);

    assertThat(inputs.topics()).containsOnlyKeys(InTopic.PRODUCTS, InTopic.BROWSING);
  }

  @Test
  void a_range_that_no_folder_is_of_is_told_with_the_dates_there_are() throws Exception {
    lines("purchases/dt=2026-01-10/a.jsonl", 10);
    lines("purchases/dt=2026-01-11/a.jsonl", 86_400_000);

    assertFails(
        "There is no record in the range asked for: the folders of "
            + directory
            + " are of 2026-01-10 to 2026-01-11.",
        DAY.toEpochMilli() + 10L * 86_400_000,
        ALL_UNTIL);
  }

  @Test
  void missing_dates_are_told_of_streams_that_come_on_most_days() throws Exception {
    for (int day : List.of(1, 2, 4, 5, 6, 9, 10)) {
      lines("purchases/dt=2026-01-%02d/a.jsonl".formatted(day), 0);
    }
    for (int day : List.of(1, 2, 4, 5, 6, 8, 10)) {
      lines("browsing/dt=2026-01-%02d/a.jsonl".formatted(day), 0);
    }
    lines("erasures/dt=2026-01-01/a.jsonl", 0);
    lines("erasures/dt=2026-01-10/a.jsonl", 0);

    assertThat(open().remarks())
        .containsExactly(
            "No stream has a folder for 2026-01-03, 2026-01-07.",
            "The stream purchases has no folder for 2026-01-08.",
            "The stream browsing has no folder for 2026-01-09.");
  }

  @Test
  void of_many_missing_dates_the_first_are_named() throws Exception {
    lines("purchases/dt=2026-01-01/a.jsonl", 0);
    lines("purchases/dt=2026-01-08/a.jsonl", 0);

    assertThat(open().remarks())
        .containsExactly(
            "No stream has a folder for 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05, 2026-01-06"
                + " and 1 more day.");
  }

  @Test
  void an_input_without_missing_dates_has_no_remarks() throws Exception {
    lines("purchases/dt=2026-01-01/a.jsonl", 0);
    lines("purchases/dt=2026-01-02/a.jsonl", 0);

    assertThat(open().remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 17, 200, 900})
  void an_avro_file_that_breaks_off_is_told_before_anything_is_read(int cut) throws Exception {
    Path file = archive("purchases/dt=2026-01-10/a.avro", FileFormat.AVRO);
    cut(file, cut);

    assertFails(
        "purchases/dt=2026-01-10/a.avro breaks off: its last block of records is not whole.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 300})
  void a_parquet_file_that_breaks_off_is_told_before_anything_is_read(int cut) throws Exception {
    Path file = archive("purchases/dt=2026-01-10/a.parquet", FileFormat.PARQUET);
    cut(file, cut);

    assertFails("purchases/dt=2026-01-10/a.parquet breaks off or is no Parquet file");
  }

  @Test
  void a_plain_file_that_breaks_off_in_a_line_is_told_with_the_line() throws Exception {
    write("purchases.jsonl", line(0) + "\n" + line(1).substring(0, 20));

    try (RecordReader reader = open().topics().get(InTopic.PURCHASES).open(Long.MAX_VALUE)) {
      reader.next();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(reader::next)
          .withMessage("purchases.jsonl breaks off in line 2, which is not a whole JSON object");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AVRO", "PARQUET"})
  void a_file_of_another_stream_is_told_with_its_name_and_the_field(FileFormat format)
      throws Exception {
    String name = "browsing/dt=2026-01-10/a" + format.endings().get(0);
    archive("browsing/dt=2026-01-09/a.avro", FileFormat.AVRO, browse());
    archive(name, format, purchase(0));

    assertFails(
        "browsing/dt=2026-01-10/a"
            + format.endings().get(0)
            + " holds no records of the stream browsing: they are of the type"
            + " dev.showroom.schemas.Purchase, not dev.showroom.schemas.BrowseEvent; they have no"
            + " field 'action', which each record of the stream has.");
  }

  @Test
  void a_field_of_another_type_is_told_by_its_name() throws Exception {
    Schema other =
        schema(
            Purchase.getClassSchema()
                .toString()
                .replace(
                    "{\"name\":\"quantity\",\"type\":\"int\"}",
                    "{\"name\":\"quantity\",\"type\":\"string\"}"));
    generic("purchases/dt=2026-01-10/a.avro", other);

    assertFails("their field 'lines.quantity' is of another type");
  }

  @Test
  void a_field_that_is_missing_is_told_by_its_name() throws Exception {
    Schema other = schema(Purchase.getClassSchema().toString().replace("\"orderId\"", "\"order\""));
    generic("purchases/dt=2026-01-10/a.avro", other);

    assertFails("they have no field 'orderId', which each record of the stream has");
  }

  @Test
  void records_of_an_older_and_of_a_newer_schema_are_read_as_this_builds() throws Exception {
    // Older: without what has a default by now. Newer: with a field that is not known here.
    Schema older = withoutField(BrowseEvent.getClassSchema(), "storeId");
    Schema newer =
        schema(
            BrowseEvent.getClassSchema()
                .toString()
                .replace(
                    "{\"name\":\"action\"",
                    "{\"name\":\"tab\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"action\""));
    writeBrowse("browsing/dt=2026-01-10/older.avro", older);
    writeBrowse("browsing/dt=2026-01-11/newer.avro", newer);

    StreamInputs inputs = open();

    AvroRecords<?> decoder = StreamInputs.decoder(InTopic.BROWSING, inputs.writers());
    List<SpecificRecord> read = new ArrayList<>();
    try (RecordReader reader = inputs.topics().get(InTopic.BROWSING).open(Long.MAX_VALUE)) {
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        read.add(decoder.read(bytes));
      }
    }
    assertThat(read)
        .extracting(record -> ((BrowseEvent) record).getSku())
        .containsExactly("sku-1", "sku-1");
  }

  @Test
  void a_symbol_that_is_not_known_makes_one_dead_letter_and_no_file_unreadable() throws Exception {
    Schema newer =
        schema(
            BrowseEvent.getClassSchema().toString().replace("\"VIEW\"", "\"VIEW\",\"HOLOGRAM\""));
    GenericRecord record = browse(newer);
    record.put("action", new GenericData.EnumSymbol(newer.getField("action").schema(), "HOLOGRAM"));
    write("browsing/dt=2026-01-10/a.avro", newer, record, browse(newer));

    StreamInputs inputs = open();

    AvroRecords<?> decoder = StreamInputs.decoder(InTopic.BROWSING, inputs.writers());
    try (RecordReader reader = inputs.topics().get(InTopic.BROWSING).open(Long.MAX_VALUE)) {
      byte[] unknown = reader.next();
      assertThatExceptionOfType(MalformedRecordException.class)
          .isThrownBy(() -> decoder.read(unknown));
      assertThat(((BrowseEvent) decoder.read(reader.next())).getAction())
          .isEqualTo(BrowseAction.VIEW);
    }
  }

  private StreamInputs open() {
    return open(ALL_FROM, ALL_UNTIL);
  }

  private StreamInputs open(long from, long until) {
    return InputFolder.open(directory, from, until);
  }

  private void assertFails(String said) {
    assertFails(said, ALL_FROM, ALL_UNTIL);
  }

  private void assertFails(String said, long from, long until) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> open(from, until))
        .withMessageContaining(said);
  }

  private static List<String> origins(StreamInputs inputs) throws IOException {
    try (RecordReader reader = inputs.topics().get(InTopic.PURCHASES).open(Long.MAX_VALUE)) {
      return rest(reader);
    }
  }

  private static List<String> rest(RecordReader reader) throws IOException {
    List<String> origins = new ArrayList<>();
    while (reader.next() != null) {
      origins.add(reader.origin());
    }
    return origins;
  }

  private void lines(String name, long... offsets) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long offset : offsets) {
      text.append(line(offset)).append('\n');
    }
    write(name, text.toString());
  }

  private static String line(long offset) {
    return "{\"eventId\":\"e\",\"eventTime\":\"" + DAY.plusMillis(offset) + "\"}";
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void cut(Path file, int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole.length).isGreaterThan(bytes + 1_000);
    Files.write(file, Arrays.copyOf(whole, whole.length - bytes));
  }

  private Path archive(String name, FileFormat format) throws IOException {
    SpecificRecord[] records = new SpecificRecord[200];
    Arrays.setAll(records, InputFolderTest::purchase);
    return archive(name, format, records);
  }

  private Path archive(String name, FileFormat format, SpecificRecord... records)
      throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    var path = Location.of(file);
    ArchivedStream stream =
        ArchivedStream.of(records[0] instanceof Purchase ? "purchases" : "browsing");
    try (FSDataOutputStream out = path.getFileSystem().create(path, WriteMode.NO_OVERWRITE)) {
      RecordWriter writer = new FileForm(format, Compression.NONE).writer(stream, out);
      for (SpecificRecord record : records) {
        writer.write(record);
      }
      writer.finish();
    }
    return file;
  }

  private static Purchase purchase(int number) {
    return new Purchase(
        "p-" + number,
        DAY.plusMillis(number),
        new Actor(ActorKind.CUSTOMER, "c-1"),
        "o-" + number,
        Channel.ONLINE,
        null,
        List.of(new PurchaseLine("sku-1", 1, 100L, null)),
        List.of());
  }

  private static BrowseEvent browse() {
    return new BrowseEvent(
        "b-1",
        DAY,
        new Actor(ActorKind.COOKIE, "k-1"),
        BrowseAction.VIEW,
        "sku-1",
        null,
        null,
        null,
        null);
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  private static Schema withoutField(Schema schema, String name) {
    List<Schema.Field> others =
        schema.getFields().stream()
            .filter(field -> !field.name().equals(name))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    assertThat(others).hasSize(schema.getFields().size() - 1);
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, others);
  }

  private void writeBrowse(String name, Schema schema) throws IOException {
    write(name, schema, browse(schema));
  }

  private static GenericRecord browse(Schema schema) {
    GenericRecord actor = new GenericData.Record(schema.getField("actor").schema());
    actor.put(
        "kind", new GenericData.EnumSymbol(actor.getSchema().getField("kind").schema(), "COOKIE"));
    actor.put("id", "k-1");
    GenericRecord record = new GenericData.Record(schema);
    record.put("eventId", "b-1");
    record.put("eventTime", DAY.toEpochMilli());
    record.put("actor", actor);
    record.put("action", new GenericData.EnumSymbol(schema.getField("action").schema(), "VIEW"));
    record.put("sku", "sku-1");
    if (schema.getField("tab") != null) {
      record.put("tab", "left");
    }
    return record;
  }

  private void generic(String name, Schema schema) throws IOException {
    write(name, schema);
  }

  private void write(String name, Schema schema, GenericRecord... records) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (DataFileWriter<GenericRecord> out =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      out.create(schema, file.toFile());
      for (GenericRecord record : records) {
        out.append(record);
      }
    }
  }
}
