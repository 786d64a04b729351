package dev.showroom.replay;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Puts the files of a replay into an order of their content, so that equal results are equal files.
 */
public final class SortedLines {
  private SortedLines() {}

  private static final Comparator<Alert> ALERTS =
      Comparator.comparing(Alert::getCustomerId)
          .thenComparing(Alert::getAlertId)
          .thenComparingInt(Alert::getRevision);

  public static final Comparator<CouponDecision> DECISIONS =
      Comparator.comparing(CouponDecision::getCustomerId)
          .thenComparing(CouponDecision::getDecidedAt)
          .thenComparing(CouponDecision::getDecisionId);

  private static final Comparator<Outcome> OUTCOMES =
      Comparator.comparing(Outcome::getCustomerId)
          .thenComparing(Outcome::getDecisionId)
          .thenComparingInt(Outcome::getRevision);

  /**
   * Sorts every file in {@code directory}; makes the empty ones, so that a missing one means
   * something.
   *
   * @return how many lines each has
   */
  public static Map<OutTopic, Long> sortAll(Path directory) throws IOException {
    Map<OutTopic, Sort> sorts = new EnumMap<>(OutTopic.class);
    sorts.put(OutTopic.ALERTS, topic -> sort(directory, topic, ALERTS));
    sorts.put(
        OutTopic.LATE_EVENTS, topic -> sort(directory, topic, byOrigin(LateEvent::getOrigin)));
    sorts.put(
        OutTopic.DEAD_LETTERS, topic -> sort(directory, topic, byOrigin(DeadLetter::getOrigin)));
    sorts.put(OutTopic.COUPON_DECISIONS, topic -> sort(directory, topic, DECISIONS));
    sorts.put(OutTopic.OUTCOMES, topic -> sort(directory, topic, OUTCOMES));
    sorts.put(OutTopic.INSIGHTS, topic -> sortText(directory, topic));
    try {
      // Several at once: with little else to do, a run's last seconds are these.
      Map<OutTopic, Long> lines = new EnumMap<>(OutTopic.class);
      sorts.entrySet().parallelStream()
          .map(sort -> Map.entry(sort.getKey(), sort.getValue().unchecked(sort.getKey())))
          .toList()
          .forEach(sorted -> lines.put(sorted.getKey(), sorted.getValue()));
      return lines;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Sorts the file of a topic; gives the number of its lines. */
  @FunctionalInterface
  private interface Sort {
    long of(OutTopic topic) throws IOException;

    default long unchecked(OutTopic topic) {
      try {
        return of(topic);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** By metric, then window, as lines begin with them. */
  private static long sortText(Path directory, OutTopic topic) throws IOException {
    return sort(directory, topic, text -> "", Comparator.<String>naturalOrder());
  }

  private static <T extends SpecificRecord> long sort(
      Path directory, OutTopic topic, Comparator<T> order) throws IOException {
    JsonRecords<T> reader = new JsonRecords<>(topic.schema());
    return sort(directory, topic, text -> read(reader, text), order);
  }

  private static <K> long sort(
      Path directory, OutTopic topic, Function<String, K> keyOf, Comparator<K> order)
      throws IOException {
    Path file = directory.resolve(topic.file());
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return new LineSort<>(keyOf, order).sort(file);
  }

  private static <T extends SpecificRecord> T read(JsonRecords<T> reader, String text) {
    try {
      return reader.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("a line of our own could not be read back", e);
    }
  }

  /** {@code file:line} in the order of files, then lines as numbers. */
  private static <T> Comparator<T> byOrigin(Function<T, String> origin) {
    return Comparator.comparing(origin, SortedLines::compareOrigins);
  }

  private static int compareOrigins(String one, String other) {
    int[] at = {numberAt(one), numberAt(other)};
    if (Arrays.stream(at).anyMatch(i -> i < 0)) {
      return one.compareTo(other);
    }
    int files = one.substring(0, at[0]).compareTo(other.substring(0, at[1]));
    return files != 0
        ? files
        : Long.compare(
            Long.parseLong(one.substring(at[0] + 1)), Long.parseLong(other.substring(at[1] + 1)));
  }

  /** Before the number of the line, or of the offset. */
  private static int numberAt(String origin) {
    int line = origin.lastIndexOf(':');
    return line >= 0 ? line : origin.lastIndexOf('-');
  }
}
