package dev.showroom.stream.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.pack.PackWriter;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bytes of all records that state is made of, with something in each component. The savepoints
 * of releases hold what their small world brought about; these hold what is rare, too.
 */
class KeptBytesTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "savepoint-records.txt");

  /** No constants of Packings, and in nothing that is kept. */
  private static final Set<Class<?>> ONLY_TOLD =
      Set.of(BudgetNotice.class, OutcomeNotice.class, FeedReport.class);

  @Test
  void no_record_in_state_is_packed_to_other_bytes_without_a_new_form() throws Exception {
    List<String> now = new ArrayList<>();
    for (Class<?> record : packedRecords()) {
      byte[] bytes = pack(record, Filled.of(record));
      now.add(record.getName() + " " + HexFormat.of().formatHex(bytes));
    }

    List<String> kept = Files.readAllLines(KEPT);
    assertThat(now)
        .filteredOn(line -> !kept.contains(line))
        .as(
            "Records in state whose bytes are not those in %s: older state is misread. Raise the"
                + " FORM of all that hold such a record, let unpack read the older one (STATE.md,"
                + " \"A new field\"), and put these lines into the file; those of new records, too",
            KEPT)
        .isEmpty();
    assertThat(kept).as("records that are packed no more").isSubsetOf(now);
  }

  /** All of the core that pack themselves, but for what is only shuffled. */
  private static List<Class<?>> packedRecords() throws Exception {
    Set<Class<?>> onlyShuffled =
        Arrays.stream(Packings.values())
            .filter(packing -> packing.form() == Packings.NOT_KEPT)
            .map(Packings::type)
            .collect(Collectors.toSet());
    Path classes = Path.of(Fact.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("dev/showroom/core"))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> classes.relativize(file).toString())
          .<Class<?>>map(KeptBytesTest::load)
          .filter(Class::isRecord)
          .filter(type -> !onlyShuffled.contains(type) && !ONLY_TOLD.contains(type))
          .filter(KeptBytesTest::isPacked)
          .sorted(Comparator.comparing(Class::getName))
          .toList();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(
          file.substring(0, file.lastIndexOf('.')).replace(File.separatorChar, '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isPacked(Class<?> type) {
    return Fact.class.isAssignableFrom(type)
        || DeskInput.class.isAssignableFrom(type)
        || Arrays.stream(type.getDeclaredMethods()).anyMatch(KeptBytesTest::packs);
  }

  private static boolean packs(Method method) {
    return method.getName().equals("pack")
        && (method.getParameterCount() == 0
            || Arrays.equals(method.getParameterTypes(), new Class<?>[] {PackWriter.class}));
  }

  private static byte[] pack(Class<?> type, Object value) throws ReflectiveOperationException {
    if (value instanceof Fact fact) {
      return FactCodec.pack(fact);
    } else if (value instanceof DeskInput input) {
      return input.pack();
    }
    Method pack =
        Arrays.stream(type.getDeclaredMethods())
            .filter(KeptBytesTest::packs)
            .min(Comparator.comparingInt(Method::getParameterCount))
            .orElseThrow();
    pack.setAccessible(true);
    if (pack.getParameterCount() == 0) {
      return (byte[]) pack.invoke(value);
    }
    PackWriter out = new PackWriter(64);
    pack.invoke(value, out);
    return out.toBytes();
  }
}
