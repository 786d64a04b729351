package dev.showroom.diff;

import java.util.List;

/**
 * What came of a comparison.
 *
 * @param live how many alerts there are on this side
 * @param liveCopies how many of its lines said again what had been said
 * @param same how many alerts are the same on both sides
 * @param rows what differs, by how little is known of the reason, then by alert
 */
public record Difference(
    int live, int replay, long liveCopies, long replayCopies, int same, List<Row> rows) {

  public long count(Row.Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
