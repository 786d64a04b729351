package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.archive.ArchiveOrder;
import dev.showroom.archive.ArchiveSummary;
import dev.showroom.archive.Conversion;
import dev.showroom.files.ArchivedStream;
import dev.showroom.files.Compression;
import dev.showroom.files.FileForm;
import dev.showroom.files.FileFormat;
import dev.showroom.replay.ReplayedWorld.Result;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A world in files of every form: what it is kept in may not show in what is read or decided. */
@Timeout(120)
class ArchivedWorldTest {
  @TempDir private static Path home;
  private static ReplayedWorld world;
  private static Path plain;
  private static List<String> records;
  private static Result expected;

  @BeforeAll
  static void writeAndRead() throws IOException {
    world = new ReplayedWorld(home, 50, 20, 11);
    plain = world.write(FileOptions.PLAIN);
    records = read(plain);
    expected = world.replay(plain);
  }

  static Stream<FileForm> forms() {
    return Arrays.stream(FileFormat.values())
        .flatMap(
            format ->
                Arrays.stream(Compression.values())
                    .map(compression -> new FileForm(format, compression)))
        .filter(FileForm::exists);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void each_form_gives_back_every_record_in_its_order(FileForm form) throws IOException {
    Path archive = archive(plain, form);

    assertThat(read(archive)).hasSize(world.events()).isEqualTo(records);
    try (Stream<Path> files = Files.walk(archive)) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith("_no-records")))
          .hasSizeGreaterThan(60)
          .allSatisfy(
              file ->
                  assertThat(archive.relativize(file).toString())
                      .matches("[a-z-]+/dt=2\\d{3}-\\d\\d-\\d\\d/part-\\d{4}.+")
                      .endsWith(form.ending()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AVRO", "PARQUET"})
  void the_form_of_the_files_does_not_show_in_the_alerts(FileFormat format) throws IOException {
    assertThat(expected.alerts()).hasSizeGreaterThan(10);

    Result result = world.replay(archive(plain, new FileForm(format, Compression.ZSTD)));

    for (OutTopic topic : List.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES)) {
      assertThat(result.lines(topic)).as(topic.topic()).isEqualTo(expected.lines(topic));
    }
    assertThat(result.lines(OutTopic.LATE_EVENTS)).isEmpty();
  }

  @Test
  void records_out_of_order_over_days_get_their_folder_and_a_file_of_their_own()
      throws IOException {
    Path shuffled = world.write(new FileOptions(20 * 86_400.0, 0, 0, false));

    Path archive = archive(shuffled, new FileForm(FileFormat.AVRO, Compression.NONE));

    assertThat(read(archive)).hasSize(world.events()).containsExactlyInAnyOrderElementsOf(records);
    try (Stream<Path> files = Files.walk(archive)) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).contains("part-0001.avro");
    }
  }

  @Test
  void what_cannot_be_read_goes_along_as_a_dead_letter() throws IOException {
    Path littered = world.write(new FileOptions(0, 0, 0.02, false));
    Path archive = home.resolve("letters");

    ArchiveSummary summary =
        Conversion.run(
            littered, order(new FileForm(FileFormat.JSONL, Compression.NONE)), archive, read -> {});

    List<String> letters = new ArrayList<>();
    try (Stream<Path> files = Files.walk(archive.resolve("dead-letters"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        letters.addAll(Files.readAllLines(file));
      }
    }
    assertThat(letters).hasSize((int) summary.dead()).hasSizeGreaterThan(30);
    assertThat(letters.get(0)).contains("\"origin\":\"").contains("\"payload\":\"");
    assertThat(summary.records() + summary.dead()).isEqualTo(read(littered).size());
  }

  private static Path archive(Path input, FileForm form) throws IOException {
    Path archive = Files.createTempDirectory(home, "archive");
    Conversion.run(input, order(form), archive, read -> {});
    return archive;
  }

  private static ArchiveOrder order(FileForm form) {
    return new ArchiveOrder(form, ArchivedStream.inputs(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Time, stream and content of each record, without where it stands. */
  private static List<String> read(Path directory) {
    List<String> told = new ArrayList<>();
    ReplayedLines.read(
        ReplayFiles.in(directory),
        world.whole(),
        arrival ->
            told.add(
                arrival.time()
                    + " "
                    + arrival.topic()
                    + " "
                    + (arrival.isDead()
                        ? arrival.reason()
                        : Arrays.hashCode(
                            arrival.envelope() != null
                                ? arrival.envelope().pack()
                                : arrival.announcement() == null
                                    ? new byte[0]
                                    : arrival.announcement().packAny()))));
    return told;
  }
}
