package dev.showroom.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is missing, double or at odds, as it is found, and what may still be on its way. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private long newestDecision = Finding.NO_TIME;
  private long open;
  private long copies;

  void add(Kind kind, String id, long time, String detail) {
    all.add(new Finding(kind, id, time, detail));
  }

  /** A revision that had come before. */
  void addAgain(boolean same, Kind kind, String id, int revision, long time) {
    if (same) {
      copies++;
    } else {
      add(kind, id, time, "revision " + revision);
    }
  }

  /** Something was decided then: what is newer than all of that may be under way. */
  void decidedAt(long time) {
    newestDecision = Math.max(newestDecision, time);
  }

  void addUnlessUnderWay(long time, Kind kind, String id, String detail) {
    if (time < newestDecision) {
      add(kind, id, time, detail);
    } else {
      open++;
    }
  }

  /**
   * @param isCut whether the oldest may have been deleted
   * @param first what revisions begin with
   */
  void addGaps(Kind kind, String id, Revisions of, boolean isCut, int first, long time) {
    List<Integer> missing = of.missingFrom(isCut ? of.oldest() : first);
    if (!missing.isEmpty()) {
      add(kind, id, time, "revision " + missing + " of " + of.newest());
    }
  }

  /** Those of that time, and those of none. */
  List<Finding> between(long from, long until) {
    return all.stream()
        .filter(f -> f.time() == Finding.NO_TIME || f.time() >= from && f.time() < until)
        .sorted(
            Comparator.comparing(Finding::kind)
                .thenComparingLong(Finding::time)
                .thenComparing(Finding::id))
        .toList();
  }

  /** How much may be under way. */
  long open() {
    return open;
  }

  /** How many were said again in the same words. */
  long copies() {
    return copies;
  }
}
