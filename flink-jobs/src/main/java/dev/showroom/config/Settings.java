package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is set, as it was written, and what is wrong so far. */
final class Settings {
  /**
   * One value as it was written.
   *
   * @param texts one for a scalar, all of a list
   * @param list whether it was written as one
   */
  record Given(List<String> texts, boolean list, Place place) {}

  private record Located(Place place, Complaint complaint) {}

  private final List<Located> complaints = new ArrayList<>();

  /** By option; a map option has one for each key. */
  private final Map<Option<?, ?>, Map<String, Given>> given = new HashMap<>();

  /** The last word on it. */
  void set(Option<?, ?> option, String key, Given value) {
    given.computeIfAbsent(option, o -> new LinkedHashMap<>()).put(key, value);
  }

  Map<Option<?, ?>, Map<String, Given>> given() {
    return given;
  }

  void complain(Place place, Complaint complaint) {
    complaints.add(new Located(place, complaint));
  }

  void complain(Place place, String what) {
    complain(place, new Complaint(what));
  }

  /**
   * @throws CommandFailure that tells everything that is wrong, in the order of the file
   */
  void requireRight(Path file) {
    List<String> sentences =
        complaints.stream()
            .sorted(
                Comparator.comparingInt((Located c) -> c.place().line())
                    .thenComparingInt(c -> c.place().column()))
            .map(c -> c.complaint().at(c.place().toString()))
            .toList();
    if (!sentences.isEmpty()) {
      throw new CommandFailure(
          sentences.size() == 1
              ? file + ": " + sentences.get(0)
              : file
                  + " has "
                  + sentences.size()
                  + " errors:\n  "
                  + String.join("\n  ", sentences));
    }
  }
}
