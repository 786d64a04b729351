package dev.showroom.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import dev.showroom.schemas.codec.IsoTime;
import java.util.List;
import java.util.Locale;

/** All figures of a backtest for machines. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static String of(Result result, Backtest.Plan plan) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode input = root.putObject("input");
    input.put("directory", plan.input().toString()).put("records", result.recordsIn());
    time(input, "from", plan.span().from());
    time(input, "until", plan.span().until());
    result.remarks().forEach(input.putArray("holes")::add);
    result.failures().forEach(root.putArray("ruleErrors")::add);
    ObjectNode baseline = root.putObject("baseline");
    baseline.put("rules", result.baselineName());
    baseline.put("alerts", result.baseline().size());
    baseline.put(
        "standing", result.baseline().values().stream().filter(AlertStory::stands).count());
    truth(baseline, result.truth());
    ArrayNode candidates = root.putArray("candidates");
    for (Comparison each : result.candidates()) {
      candidate(candidates.addObject(), each);
    }
    ArrayNode policies = root.putArray("policies");
    for (PolicyFigures each : result.policies()) {
      policy(policies.addObject().put("name", each.name()), each);
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void time(ObjectNode node, String name, long time) {
    if (time != Long.MIN_VALUE && time != Long.MAX_VALUE) {
      node.put(name, IsoTime.format(time));
    }
  }

  private static void candidate(ObjectNode node, Comparison comparison) {
    node.put("name", comparison.candidate().name());
    ObjectNode settings = node.putObject("settings");
    comparison.candidate().settings().forEach(settings::put);
    group(node, comparison.all());
    truth(node, comparison.truth());
    groups(node.putArray("byPattern"), comparison.byPattern());
    groups(node.putArray("byStore"), comparison.byStore());
    groups(node.putArray("byCategory"), comparison.byCategory());
    groups(node.putArray("byWeek"), comparison.byWeek());
    if (comparison.offers() != null) {
      ObjectNode offers = node.putObject("offers");
      policy(offers, comparison.offers().figures());
      for (Change.Kind kind : Change.Kind.values()) {
        offers.put(kind.name().toLowerCase(Locale.ROOT), comparison.offers().count(kind));
      }
    }
  }

  private static void groups(ArrayNode array, List<Group> groups) {
    for (Group group : groups) {
      group(array.addObject().put("name", group.name()), group);
    }
  }

  private static void group(ObjectNode node, Group group) {
    node.put("baselineAlerts", group.baseline()).put("alerts", group.candidate());
    node.put("baselineStanding", group.baselineStanding());
    node.put("standing", group.candidateStanding());
    node.put("added", group.added()).put("dropped", group.dropped());
    node.put("changed", group.changed());
  }

  private static void truth(ObjectNode node, Report truth) {
    if (truth == null) {
      return;
    }
    share(node, "precision", truth.precision());
    share(node, "recall", truth.recall());
    share(node, "innocentsAccused", truth.innocents());
    ArrayNode patterns = node.putArray("truthByPattern");
    for (Report.OfPattern each : truth.patterns()) {
      ObjectNode pattern = patterns.addObject().put("pattern", each.pattern());
      share(pattern, "precision", each.precision());
      share(pattern, "recall", each.recall());
    }
  }

  private static void share(ObjectNode node, String name, Share share) {
    ObjectNode object = node.putObject(name).put("hits", share.hits()).put("of", share.of());
    if (share.isKnown()) {
      object.put("value", share.value()).put("low", share.low()).put("high", share.high());
    }
  }

  private static void policy(ObjectNode node, PolicyFigures figures) {
    node.put("decisions", figures.decisions());
    node.put("issued", figures.issued()).put("heldOut", figures.heldOut());
    node.put("costMinor", figures.costMinor());
    node.put("expectedMarginMinor", figures.expectedMarginMinor());
    ObjectNode outcomes = node.putObject("byOutcome");
    figures.byOutcome().forEach(outcomes::put);
    ObjectNode offers = node.putObject("byOffer");
    figures.byOffer().forEach(offers::put);
  }
}
