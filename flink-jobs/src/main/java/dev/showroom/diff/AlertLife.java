package dev.showroom.diff;

import dev.showroom.schemas.Alert;
import java.util.Collection;
import java.util.TreeMap;

/** All revisions of one alert that one side holds; of copies of a revision the last one read. */
record AlertLife(TreeMap<Integer, Alert> revisions) {
  Alert last() {
    return revisions.lastEntry().getValue();
  }

  Collection<Alert> all() {
    return revisions.values();
  }
}
