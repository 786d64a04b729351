package dev.showroom.diff;

import dev.showroom.schemas.Alert;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** All revisions of one alert that one side holds; of copies of a revision the last one read. */
record AlertLife(TreeMap<Integer, Alert> revisions) {
  Alert last() {
    return revisions.lastEntry().getValue();
  }

  Alert first() {
    return revisions.firstEntry().getValue();
  }

  /** Since which revision the status is the last one's. */
  int standsSince() {
    int since = revisions.lastKey();
    for (var revision : revisions.descendingMap().entrySet()) {
      if (revision.getValue().getStatus() != last().getStatus()) {
        break;
      }
      since = revision.getKey();
    }
    return since;
  }

  /** The first revision that the other one has not, or otherwise. */
  int differsFrom(AlertLife other) {
    TreeSet<Integer> numbers = new TreeSet<>(revisions.keySet());
    numbers.addAll(other.revisions.keySet());
    return numbers.stream()
        .filter(n -> !Objects.equals(revisions.get(n), other.revisions.get(n)))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  Collection<Alert> all() {
    return revisions.values();
  }
}
