package dev.showroom.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/** What the plots of the page draw. */
final class PlotData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlotData() {}

  static ObjectNode of(Result result) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode candidates = root.putArray("candidates");
    ArrayNode truth = root.putArray("truth");
    Set<String> patterns = changedPatterns(result);
    point(truth, "baseline", true, result.truth(), patterns);
    for (Comparison each : result.candidates()) {
      point(truth, each.candidate().name(), false, each.truth(), patterns);
      ObjectNode node = candidates.addObject();
      ArrayNode weeks = node.putArray("weeks");
      ArrayNode baseline = node.putArray("baseline");
      ArrayNode candidate = node.putArray("candidate");
      for (Group week : each.byWeek()) {
        weeks.add(LocalDate.parse(week.name()).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        baseline.add(week.baselineStanding());
        candidate.add(week.candidateStanding());
      }
    }
    return root;
  }

  private static void point(
      ArrayNode points, String name, boolean isBaseline, Report truth, Set<String> patterns) {
    if (truth == null) {
      return;
    }
    Share precision = truth.precision(patterns);
    Share recall = truth.recall(patterns);
    if (precision.isKnown() && recall.isKnown()) {
      ObjectNode point = points.addObject().put("name", name).put("isBaseline", isBaseline);
      point.put("precision", precision.value()).put("recall", recall.value());
    }
  }

  /** The patterns of whose alerts some are otherwise with some candidate. */
  static Set<String> changedPatterns(Result result) {
    Set<String> patterns = new TreeSet<>();
    for (Comparison each : result.candidates()) {
      for (Group group : each.byPattern()) {
        if (group.added() + group.dropped() + group.changed() > 0) {
          patterns.add(group.name());
        }
      }
    }
    return patterns;
  }
}
