package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings the events of several selections into one order of event time, each event once. */
final class Evidence {
  private final List<Selection> parts = new ArrayList<>();

  void add(Selection part) {
    if (part.count() > 0 || !part.eventIds().isEmpty()) {
      parts.add(part);
    }
  }

  /** Time of the first event; only where there is one. */
  long from() {
    long from = Long.MAX_VALUE;
    for (Selection part : parts) {
      from = Math.min(from, part.first());
    }
    return from;
  }

  List<String> eventIds() {
    parts.sort(Comparator.comparingLong(Selection::first));
    Set<String> ids = new LinkedHashSet<>();
    if (overlap()) {
      interleave(ids);
    } else {
      parts.forEach(part -> ids.addAll(part.eventIds()));
    }
    return List.copyOf(ids);
  }

  private boolean overlap() {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).first() < parts.get(i - 1).last()) {
        return true;
      }
    }
    return false;
  }

  /** A selection tells no event's time but its first's: it is taken apart moment by moment. */
  private void interleave(Set<String> ids) {
    List<Selection> left = new ArrayList<>(parts);
    while (!left.isEmpty()) {
      long next = Long.MAX_VALUE;
      for (Selection part : left) {
        next = Math.min(next, part.first());
      }
      for (int i = 0; i < left.size(); i++) {
        Selection part = left.get(i);
        if (part.first() == next) {
          ids.addAll(part.upTo(next).eventIds());
          left.set(i, part.after(next));
        }
      }
      left.removeIf(part -> part.eventIds().isEmpty());
    }
  }
}
