package dev.showroom.files;

import dev.showroom.schemas.codec.InTopic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The dates that folders were found of, and those in between that are missing. */
final class Dates {
  /** Not all are told of. */
  private static final int TOLD = 5;

  private final DateRange range;
  private final NavigableSet<LocalDate> all = new TreeSet<>();
  private final Map<InTopic, NavigableSet<LocalDate>> byTopic = new EnumMap<>(InTopic.class);
  private boolean later;

  Dates(DateRange range) {
    this.range = range;
  }

  void add(InTopic topic, Collection<LocalDate> dates) {
    for (LocalDate date : dates) {
      all.add(date);
      later |= date.isAfter(range.last());
      if (range.canMatter(date)) {
        byTopic.computeIfAbsent(topic, t -> new TreeSet<>()).add(date);
      }
    }
  }

  /** Whether there were folders, and none can matter. */
  boolean nothingLeft() {
    return !all.isEmpty() && byTopic.isEmpty();
  }

  boolean laterLeftOut() {
    return later;
  }

  String span() {
    return all.first() + " to " + all.last();
  }

  /**
   * A sentence for each stream that has a folder for most days and none for some in between, and
   * one for days that no stream has a folder of. A stream that is silent on most days has no holes.
   */
  List<String> holes() {
    List<String> sentences = new ArrayList<>();
    NavigableSet<LocalDate> any = new TreeSet<>();
    byTopic.values().forEach(any::addAll);
    List<LocalDate> nobody = missing(any);
    if (!nobody.isEmpty()) {
      sentences.add("No stream has a folder for " + told(nobody) + ".");
    }
    byTopic.forEach(
        (topic, dates) -> {
          List<LocalDate> missing = missing(dates);
          boolean daily = dates.size() > missing.size();
          missing.removeAll(nobody);
          if (daily && !missing.isEmpty()) {
            sentences.add(
                "The stream " + topic.topic() + " has no folder for " + told(missing) + ".");
          }
        });
    return sentences;
  }

  static List<LocalDate> missing(NavigableSet<LocalDate> dates) {
    List<LocalDate> missing = new ArrayList<>();
    if (!dates.isEmpty()) {
      dates
          .first()
          .datesUntil(dates.last())
          .filter(date -> !dates.contains(date))
          .forEach(missing::add);
    }
    return missing;
  }

  private static String told(List<LocalDate> dates) {
    String some = String.join(", ", dates.stream().limit(TOLD).map(LocalDate::toString).toList());
    int more = dates.size() - TOLD;
    return more <= 0 ? some : some + " and " + more + " more " + (more == 1 ? "day" : "days");
  }
}
