package dev.showroom.stream;

import dev.showroom.core.detect.Observer;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.stream.type.Packings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.util.OutputTag;

/**
 * Collects what rules erred on, once for each rule and version as far as this subtask knows; {@link
 * FirstOfKey} sees to the rest.
 */
final class RuleFailures implements Observer {
  static final OutputTag<Outbound> TAG =
      new OutputTag<>("rule-failures", Packings.OUTBOUND.as(Outbound.class));

  private final OutRecords records = new OutRecords();
  private final Set<String> seen = new HashSet<>();
  private final List<Outbound> fresh = new ArrayList<>();

  @Override
  public void failed(Rule rule, RuleSet set, String error) {
    Outbound letter = records.ruleFailure(set, rule, error);
    if (seen.add(letter.key())) {
      fresh.add(letter);
    }
  }

  /** What has failed since the last call. */
  List<Outbound> drain() {
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<Outbound> drained = List.copyOf(fresh);
    fresh.clear();
    return drained;
  }
}
