package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldWriterTest {
  private static final SimulationOptions OPTIONS = SimulationOptions.of(300, 30, 7);
  private static final SimulatedWorld WORLD = new Simulation(OPTIONS).world();
  private static final FileOptions MESSY = new FileOptions(90, 0.05, 0.02, false);

  @TempDir Path directory;

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    for (FileOptions options : List.of(FileOptions.PLAIN, MESSY)) {
      Map<String, Integer> once = hashes(write("once" + options.garbage(), WORLD, options));
      SimulatedWorld again = new Simulation(OPTIONS).world();
      assertThat(hashes(write("again" + options.garbage(), again, options))).isEqualTo(once);
    }
  }

  @Test
  void anotherSeedGivesOtherBytesInEveryFile() throws IOException {
    SimulatedWorld other = new Simulation(SimulationOptions.of(300, 30, 8)).world();
    Map<String, Integer> ours = hashes(write("ours", WORLD, FileOptions.PLAIN));
    Map<String, Integer> theirs = hashes(write("theirs", other, FileOptions.PLAIN));
    assertThat(theirs).hasSameSizeAs(ours);
    theirs.forEach((file, hash) -> assertThat(hash).as(file).isNotEqualTo(ours.get(file)));
  }

  @Test
  void plainFilesHoldEveryEventOfTheirStreamInOrder() throws Exception {
    Path files = write("plain", WORLD, FileOptions.PLAIN);
    for (InTopic topic : topics()) {
      List<SpecificRecord> expected = WORLD.of(topic).map(SimulatedEvent::record).toList();
      assertThat(read(topic, lines(files.resolve(topic.file())))).isEqualTo(expected);
    }
    assertThat(files.resolve(WorldWriter.GARBAGE_FILE)).doesNotExist();
  }

  @Test
  void compressedFilesHoldTheSameLines() throws IOException {
    Path plain = write("plain", WORLD, FileOptions.PLAIN);
    Path gzip = write("gzip", WORLD, new FileOptions(0, 0, 0, true));
    for (InTopic topic : topics()) {
      byte[] bytes = Files.readAllBytes(gzip.resolve(topic.file() + ".gz"));
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain.resolve(topic.file())));
      }
    }
    assertThat(gzip.resolve(WorldWriter.TRUTH_FILE)).exists();
  }

  @Test
  void aShuffledLineIsBehindTheNewestByLessThanTheBound() throws Exception {
    // A dense stream and a wide bound, so that the bound is nearly reached.
    Path files = write("shuffled", WORLD, new FileOptions(600, 0.1, 0, false));
    long furthest = 0;
    for (InTopic topic : topics()) {
      long newest = Long.MIN_VALUE;
      for (SpecificRecord record : read(topic, lines(files.resolve(topic.file())))) {
        long time = ((Instant) record.get(1)).toEpochMilli();
        newest = Math.max(newest, time);
        furthest = Math.max(furthest, newest - time);
      }
    }
    assertThat(furthest).isBetween(500 * Times.SECOND, 600 * Times.SECOND - 1);
  }

  @Test
  void shufflingLosesAndAddsNothing() throws Exception {
    Path files = write("shuffled", WORLD, new FileOptions(600, 0, 0, false));
    for (InTopic topic : topics()) {
      assertThat(read(topic, lines(files.resolve(topic.file()))))
          .containsExactlyInAnyOrderElementsOf(
              WORLD.of(topic).map(SimulatedEvent::record).toList());
    }
  }

  @Test
  void aSaleOfATillThatIsCutOffStandsWhereTheTillIsBack() throws Exception {
    Path files = write("offline", WORLD, new FileOptions(0, 0, 0, false, true));
    Outages outages = new Outages(OPTIONS);
    long newest = Long.MIN_VALUE;
    int late = 0;
    for (SpecificRecord record :
        read(InTopic.PURCHASES, lines(files.resolve(InTopic.PURCHASES.file())))) {
      Purchase purchase = (Purchase) record;
      long time = purchase.getEventTime().toEpochMilli();
      long reported =
          purchase.getStoreId() == null ? time : outages.reportedAt(purchase.getStoreId(), time);
      assertThat(reported).isGreaterThanOrEqualTo(newest);
      newest = reported;
      late += reported > time ? 1 : 0;
    }
    assertThat(late).isPositive();
  }

  @Test
  void theAskedShareOfLinesIsThereTwice() throws Exception {
    Path files = write("twice", WORLD, new FileOptions(0, 0.25, 0, false));
    for (InTopic topic : topics()) {
      List<SpecificRecord> records = read(topic, lines(files.resolve(topic.file())));
      Map<Object, Integer> times = new HashMap<>();
      records.forEach(record -> times.merge(record.get(0), 1, Integer::sum));
      long twice = times.values().stream().filter(count -> count == 2).count();
      assertThat(twice).isEqualTo(Math.round(0.25 * WORLD.of(topic).count()));
      assertThat(times.values()).allMatch(count -> count <= 2);
      assertThat(Set.copyOf(records)).hasSize((int) WORLD.of(topic).count());
    }
  }

  @Test
  void exactlyTheListedLinesAreBrokenAndEachForItsReason() throws Exception {
    Path files = write("broken", WORLD, MESSY);
    Map<String, JsonNode> listed = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (byte[] line : lines(files.resolve(WorldWriter.GARBAGE_FILE))) {
      JsonNode entry = json.readTree(line);
      listed.put(entry.get("origin").textValue(), entry);
    }
    Map<String, String> broken = new TreeMap<>();
    Set<String> kinds = new HashSet<>();
    for (InTopic topic : topics()) {
      List<byte[]> lines = lines(files.resolve(topic.file()));
      long before = broken.size();
      for (int i = 0; i < lines.size(); i++) {
        String reason = whatIsWrong(topic, lines.get(i));
        if (reason != null) {
          broken.put(topic.file() + ":" + (i + 1), reason);
        }
      }
      assertThat(broken.size() - before).isEqualTo(Math.round(0.02 * WORLD.of(topic).count()));
    }
    listed.values().forEach(entry -> kinds.add(entry.get("kind").textValue()));
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(GarbageKind.values()).map(Enum::name).toList());
    Map<String, String> expected = new TreeMap<>();
    listed.forEach((origin, entry) -> expected.put(origin, entry.get("reason").textValue()));
    assertThat(broken).isEqualTo(expected);
  }

  private static String whatIsWrong(InTopic topic, byte[] line) {
    SpecificRecord record;
    try {
      record = new JsonRecords<SpecificRecord>(topic.schema()).read(line);
    } catch (MalformedRecordException e) {
      return e.reason().name();
    }
    if (((Instant) record.get(1)).isAfter(Instant.parse("2099-01-01T00:00:00Z"))) {
      return "TIME_IN_FUTURE";
    }
    boolean negative =
        record instanceof Purchase p
                && p.getLines().stream().mapToInt(PurchaseLine::getQuantity).anyMatch(q -> q < 0)
            || record instanceof ProductReturn r
                && r.getLines().stream().mapToInt(ReturnLine::getQuantity).anyMatch(q -> q < 0);
    return negative ? "NEGATIVE_QUANTITY" : null;
  }

  private static List<InTopic> topics() {
    return Arrays.stream(InTopic.values())
        .filter(topic -> WORLD.of(topic).findAny().isPresent())
        .toList();
  }

  private Path write(String name, SimulatedWorld world, FileOptions options) throws IOException {
    Path files = Files.createDirectory(directory.resolve(name));
    new WorldWriter(options, done -> {}).write(world, files);
    return files;
  }

  private static Map<String, Integer> hashes(Path files) throws IOException {
    Map<String, Integer> hashes = new TreeMap<>();
    try (var entries = Files.list(files)) {
      for (Path file : entries.toList()) {
        hashes.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  private static List<SpecificRecord> read(InTopic topic, List<byte[]> lines)
      throws MalformedRecordException {
    JsonRecords<SpecificRecord> codec = new JsonRecords<>(topic.schema());
    List<SpecificRecord> records = new ArrayList<>();
    for (byte[] line : lines) {
      records.add(codec.read(line));
    }
    return records;
  }

  /** By bytes: not all of them need be text. */
  private static List<byte[]> lines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    assertThat(from).as("every line ends").isEqualTo(bytes.length);
    return lines;
  }
}
