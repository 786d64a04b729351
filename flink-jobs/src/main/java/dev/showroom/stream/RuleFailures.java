package dev.showroom.stream;

import dev.showroom.core.detect.Observer;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.Scene;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.type.Packings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.util.OutputTag;

/**
 * Collects what rules erred on, once for each rule and version as far as this subtask knows; {@link
 * FirstOfKey} sees to the rest. Counts what else there is to see.
 */
final class RuleFailures implements Observer {
  static final OutputTag<Outbound> TAG =
      new OutputTag<>("rule-failures", Packings.OUTBOUND.as(Outbound.class));

  private final OutRecords records = new OutRecords();
  private final Set<String> seen = new HashSet<>();
  private final List<Outbound> fresh = new ArrayList<>();
  private final Counts asked;
  private final Counts failed;
  private final CountOf<InTopic> repeated;

  RuleFailures(Meters meters) {
    asked = meters.counts(Meter.RULE_EVALUATIONS);
    failed = meters.counts(Meter.RULE_ERRORS);
    repeated = meters.countOf(Meter.DUPLICATES, InTopic.class);
  }

  @Override
  public void asked(Rule rule, int version, String scope, long at, String excluded, Scene scene) {
    asked.add(rule.id());
  }

  @Override
  public void repeated(Envelope fact) {
    repeated.add(fact.topic());
  }

  @Override
  public void failed(Rule rule, RuleSet set, String error) {
    failed.add(rule.id());
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
