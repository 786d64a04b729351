package dev.showroom.core.offer;

import dev.showroom.core.notice.DecisionReason;

/** Comes to a verdict about a case, and changes nothing. */
class Judge {
  private final Gates gates;
  private final Budgets budgets;
  private final Arms arms = new Arms();

  Judge(Gates gates, Budgets budgets) {
    this.gates = gates;
    this.budgets = budgets;
  }

  /**
   * The gates first; then the best offer whose payer can afford it; whether it is held out last.
   */
  Verdict judge(Case c) {
    DecisionReason refusal = gates.refusal(c);
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    Choice choice = c.choice();
    for (Alternative best = choice.best(); best != null; best = choice.best()) {
      Payer payer = best.isMoney() ? Payer.of(c, best) : null;
      if (!best.isMoney() || payer != null && budgets.afford(payer, c.countsAhead())) {
        boolean heldOut = isHeldOut(c);
        return new Verdict(
            heldOut ? DecisionReason.HOLD_OUT : DecisionReason.BEST_OFFER, best, payer);
      }
      Alternative dear = best;
      choice.takeAway(DecisionReason.BUDGET, offer -> offer == dear);
    }
    return Verdict.refused(choice.emptiedBy());
  }

  boolean isHeldOut(Case c) {
    return arms.isHeldOut(c.policy().holdOut(), c.alert().customerId());
  }
}
