package dev.showroom.core.journey;

import dev.showroom.core.catalogue.FeedReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the tills have said, for the {@link ReferenceDetector}. */
record ReferenceTills(List<FeedReport> reports) {

  /** Whether each till that was ever heard of by {@code now} has said that it is complete. */
  boolean haveReported(long through, long now) {
    Set<String> heardOf = new HashSet<>();
    Set<String> complete = new HashSet<>();
    for (FeedReport report : reports) {
      if (report.time() <= now) {
        heardOf.add(report.feed());
        if (report.completeThrough() >= through) {
          complete.add(report.feed());
        }
      }
    }
    return complete.containsAll(heardOf);
  }
}
