package dev.showroom.backtest;

import dev.showroom.core.rules.variant.MergedRules;
import dev.showroom.core.rules.variant.VariantNames;
import dev.showroom.core.rules.variant.View;
import dev.showroom.schemas.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the alerts of merged rules apart again: whose are they, and what are their own names. */
final class Views {
  /** By customer, then alert: as a replay writes them. */
  static final Comparator<Alert> ORDER =
      Comparator.comparing(Alert::getCustomerId)
          .thenComparing(Alert::getAlertId)
          .thenComparingInt(Alert::getRevision);

  private final MergedRules rules;

  /** All revisions, by pattern as the merged rules have it. */
  private final Map<String, List<Alert>> byPattern = new TreeMap<>();

  Views(MergedRules rules, List<Alert> all) {
    this.rules = rules;
    for (Alert alert : all) {
      byPattern.computeIfAbsent(alert.getPattern(), any -> new ArrayList<>()).add(alert);
    }
  }

  MergedRules rules() {
    return rules;
  }

  Map<String, AlertStory> baseline() {
    return of(rules.baseline());
  }

  Map<String, AlertStory> candidate(int index) {
    return of(rules.candidates().get(index));
  }

  /** Every alert that these rules would have raised, by id, as a replay by them alone has it. */
  private Map<String, AlertStory> of(View view) {
    List<Alert> own = new ArrayList<>();
    byPattern.forEach(
        (pattern, alerts) -> {
          if (view.has(pattern)) {
            alerts.forEach(alert -> own.add(plain(alert, view)));
          }
        });
    own.sort(ORDER);
    Map<String, List<Alert>> byId = new LinkedHashMap<>();
    for (Alert alert : own) {
      byId.computeIfAbsent(alert.getAlertId(), id -> new ArrayList<>()).add(alert);
    }
    Map<String, AlertStory> stories = new LinkedHashMap<>();
    byId.forEach((id, revisions) -> stories.put(id, new AlertStory(revisions)));
    return stories;
  }

  private Alert plain(Alert alert, View view) {
    return Alert.newBuilder(alert)
        .setAlertId(VariantNames.plain(alert.getAlertId()))
        .setPattern(VariantNames.plain(alert.getPattern()))
        .setRuleId(VariantNames.plain(alert.getRuleId()))
        .setRuleVersion(rules.version(view, alert.getRuleVersion()))
        .build();
  }
}
