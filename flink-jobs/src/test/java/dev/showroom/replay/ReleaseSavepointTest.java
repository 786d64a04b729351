package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.pack.PackReader;
import dev.showroom.replay.KeptWorld.Given;
import dev.showroom.savepoint.SavedState;
import dev.showroom.savepoint.SavedState.Operator;
import dev.showroom.savepoint.StatePage;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.type.Packings;
import dev.showroom.stream.type.SavedForms;
import dev.showroom.stream.type.SavedForms.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each release leaves a savepoint here, of a small world two thirds of the way, and each later one
 * goes on from it. A release writes its own with {@code -Dshowroom.savepoint.write=VERSION}.
 */
@Timeout(180)
class ReleaseSavepointTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "savepoints");

  /** As the page tells of it. */
  private static final String NEWEST = "0.1.0";

  private static final int EVENTS_A_WATERMARK = 40;

  /** Figures are told when they are due by the watermark, which a restored job has to see anew. */
  private static final Set<OutTopic> COMPARED = EnumSet.complementOf(EnumSet.of(OutTopic.INSIGHTS));

  private static final List<OutTopic> WORTH_IT =
      List.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES);

  @TempDir private Path home;

  @BeforeAll
  static void keepOneOfThisRelease() throws Exception {
    String release = System.getProperty("showroom.savepoint.write");
    if (release != null) {
      keep(KEPT.resolve(release));
    }
  }

  static List<String> releases() throws IOException {
    try (Stream<Path> kept = Files.list(KEPT)) {
      return kept.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void goes_on_from_the_savepoint_of_a_release_as_if_nothing_had_been(String release)
      throws Exception {
    KeptWorld world = KeptWorld.read(KEPT.resolve(release).resolve("world.gz"));
    Path savepoint = unzip(release, home.resolve("kept"));
    List<String> undisturbed;
    try (SteeredJob job = SteeredJob.start(null)) {
      give(job, world.before());
      job.savepoint(home);
      int before = SteeredJob.told().size();
      undisturbed = rest(job, world, before);
    }
    List<String> restored;
    try (SteeredJob job = SteeredJob.start(savepoint)) {
      restored = rest(job, world, 0);
    }

    assertThat(restored).containsExactlyInAnyOrderElementsOf(undisturbed);
    for (OutTopic topic : WORTH_IT) {
      assertThat(undisturbed).as(topic.topic()).anyMatch(line -> line.startsWith(topic + " "));
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void reads_every_value_of_it_and_writes_the_same_bytes_while_its_form_is_the_same(String release)
      throws Exception {
    Path savepoint = unzip(release, home.resolve("kept"));

    List<Saved> values = SavedForms.in(savepoint);

    for (Saved saved : values) {
      byte[] again = saved.packedAgain();
      if (new PackReader(saved.bytes()).integer() == saved.packing().form()) {
        assertThat(again)
            .as("%s in %s: other bytes need another FORM", saved.packing(), saved.state())
            .isEqualTo(saved.bytes());
      }
    }
    assertThat(values).extracting(Saved::packing).containsAll(kept());
    List<Operator> operators = SavedState.check(savepoint.toUri().toString());
    Set<String> uids = operators.stream().map(Operator::uid).collect(Collectors.toSet());
    if (release.equals(NEWEST)) {
      assertThat(StatePage.rows())
          .as("STATE.md")
          .filteredOn(row -> uids.contains(row.split(" / ")[0]))
          .containsExactlyElementsOf(StatePage.rows(operators));
    }
  }

  /** What is told from here to the end. */
  private List<String> rest(SteeredJob job, KeptWorld world, int before) throws Exception {
    give(job, world.after());
    job.watermark(world.end()).savepoint(home);
    List<String> lines = new ArrayList<>();
    List<Outbound> told = SteeredJob.told();
    for (Outbound one : told.subList(before, told.size())) {
      if (COMPARED.contains(one.topic())) {
        SpecificRecord record = new AvroRecords<>(one.topic().recordClass()).read(one.value());
        lines.add(one.topic() + " " + JsonRecords.write(record));
      }
    }
    return lines;
  }

  private static void give(SteeredJob job, List<Given> events) {
    int given = 0;
    for (Given event : events) {
      job.give(event.topic(), event.time(), event.record());
      if (++given % EVENTS_A_WATERMARK == 0) {
        // No later event is late.
        job.watermark(event.time() - 1);
      }
    }
  }

  private static void keep(Path directory) throws Exception {
    Files.createDirectories(directory);
    for (long seed = 1; !keep(directory, seed); seed++) {
      assertThat(seed).as("in some world every state holds something").isLessThan(12);
    }
  }

  private static boolean keep(Path directory, long seed) throws Exception {
    KeptWorld.simulated(90, 30, seed).write(directory.resolve("world.gz"));
    KeptWorld world = KeptWorld.read(directory.resolve("world.gz"));
    Path temporary = Files.createTempDirectory("savepoint");
    try (SteeredJob job = SteeredJob.start(null)) {
      give(job, world.before());
      Path savepoint = job.savepoint(temporary);
      List<Saved> values = SavedForms.in(savepoint);
      if (!values.stream().map(Saved::packing).toList().containsAll(kept())) {
        return false;
      }
      tell(values);
      try (ZipOutputStream zip =
              new ZipOutputStream(Files.newOutputStream(directory.resolve("savepoint.zip")));
          Stream<Path> files = Files.list(savepoint)) {
        for (Path file : files.sorted().toList()) {
          zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
          Files.copy(file, zip);
        }
      }
    }
    FileUtils.deleteDirectory(temporary.toFile());
    return true;
  }

  /** All packed forms but those of the push lane, which is the live job's; see PackedFormTest. */
  private static Set<Packings> kept() {
    Set<Packings> kept = EnumSet.allOf(Packings.class);
    kept.removeIf(packing -> packing.form() == 0 || packing == Packings.COUPON_PUSH);
    return kept;
  }

  /** For the column of STATE.md. */
  private static void tell(List<Saved> values) {
    values.stream()
        .collect(
            Collectors.groupingBy(
                Saved::state,
                TreeMap::new,
                Collectors.summarizingInt(saved -> saved.bytes().length)))
        .forEach(
            (state, bytes) ->
                System.out.printf(
                    "%s: %d values, %.0f bytes in the mean, %d at the most%n",
                    state, bytes.getCount(), bytes.getAverage(), bytes.getMax()));
  }

  private static Path unzip(String release, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(KEPT.resolve(release).resolve("savepoint.zip")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, directory.resolve(entry.getName()));
      }
    }
    return directory;
  }
}
