package dev.showroom.backtest;

import dev.showroom.core.rules.variant.MergedRules;
import dev.showroom.schemas.CouponDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is offered on the alerts of each rule book, and by each policy, after the pass. */
final class Offers {
  private final Path tape;
  private final MergedRules rules;
  private final Map<String, String> policies;
  private final List<CouponDecision> baseline;

  /**
   * @param tape what desks were told in the pass
   * @param policies checked texts by name, the baseline's first; empty for no offers
   */
  Offers(Path tape, MergedRules rules, Map<String, String> policies) throws IOException {
    this.tape = tape;
    this.rules = rules;
    this.policies = policies;
    this.baseline =
        policies.isEmpty()
            ? List.of()
            : OfferPass.decisions(tape, rules.baseline(), baselinePolicy());
  }

  private String baselinePolicy() {
    return policies.values().iterator().next();
  }

  /** Of the baseline's alerts by the baseline's policy. */
  List<CouponDecision> baseline() {
    return baseline;
  }

  /** Of a candidate's alerts by the baseline's policy; null where no offers are decided. */
  OfferComparison candidate(int index, String name) throws IOException {
    return policies.isEmpty()
        ? null
        : OfferComparison.of(
            name,
            baseline,
            OfferPass.decisions(tape, rules.candidates().get(index), baselinePolicy()));
  }

  /** Of the baseline's alerts by each policy. */
  List<PolicyFigures> policies() throws IOException {
    List<PolicyFigures> figures = new ArrayList<>();
    for (Map.Entry<String, String> policy : policies.entrySet()) {
      figures.add(
          PolicyFigures.of(
              policy.getKey(),
              figures.isEmpty()
                  ? baseline
                  : OfferPass.decisions(tape, rules.baseline(), policy.getValue())));
    }
    return figures;
  }
}
