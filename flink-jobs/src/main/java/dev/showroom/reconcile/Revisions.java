package dev.showroom.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Revisions of one thing and a digest of each. */
class Revisions {
  private final Map<Integer, Long> digests = new TreeMap<>();
  private int newest;

  /** Of that revision, or null where it has not come. */
  final Long digest(int revision) {
    return digests.get(revision);
  }

  /**
   * @return whether it is the newest
   */
  final boolean add(int revision, long digest) {
    digests.put(revision, digest);
    newest = Math.max(newest, revision);
    return newest == revision;
  }

  final int newest() {
    return newest;
  }

  /** The first that is there. */
  final int oldest() {
    return digests.keySet().iterator().next();
  }

  /** Those from that one to the newest that have not come. */
  final List<Integer> missingFrom(int first) {
    List<Integer> missing = new ArrayList<>();
    for (int revision = first; revision < newest; revision++) {
      if (!digests.containsKey(revision)) {
        missing.add(revision);
      }
    }
    return missing;
  }
}
