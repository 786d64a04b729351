package dev.showroom.simulate;

import dev.showroom.schemas.CouponChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one customer does about the decisions that were made about them: what they are sent arrives,
 * or does not, is looked at and used; a sale is kept or lost; some of what was bought comes back.
 *
 * <p>An answer depends on nothing that comes after the decision it answers, but for what the
 * customer was going to do in any case. Without an offer, whoever held it back, the customer does
 * the same.
 */
final class Answers {
  /** There was nothing to decide about: they are no customers, or have bought. */
  private static final Set<String> NOT_MEANT =
      Set.of("STAFF", "SERVICE_CASE", "ERASED", "SOLD_MEANWHILE", "RETRACTED", "TOO_LATE");

  private static final String KEEP = "TRIAL_AT_RISK";
  private static final long WEEK = 7 * Times.DAY;

  /**
   * What is to become of a sale, and after which decision that was settled.
   *
   * @param at when something is bought; {@link Long#MAX_VALUE} if nothing is
   * @param told the purchase that the story tells in any case, or null
   */
  private record Plan(
      DecisionMade decision, Disposition mood, long at, SimulatedEvent told, boolean usesOffer) {
    /** Whether a later decision about the same family finds it settled. */
    boolean standsAgainst(DecisionMade later) {
      return !isOver(later.decidedAt())
          && (at <= later.decidedAt() || decision.isInTrial() || !later.isInTrial());
    }

    boolean isOver(long time) {
      return decision.decidedAt() + WEEK < time;
    }
  }

  private final Shopper shopper;
  private final String archetype;
  private final Catalogue catalogue;
  private final long seed;
  private final AnsweredDiary diary;
  private final Map<String, Plan> plans = new HashMap<>();
  private final List<Plan> settled = new ArrayList<>();
  private final List<Answered> answered = new ArrayList<>();

  private Answers(Shopper shopper, String archetype, Catalogue catalogue, long seed) {
    this.shopper = shopper;
    this.archetype = archetype;
    this.catalogue = catalogue;
    this.seed = seed;
    this.diary = new AnsweredDiary(shopper, catalogue);
  }

  /** Writes them into the shopper's diary; returns what came of each decision. */
  static List<Answered> write(Shopper shopper, String archetype, Catalogue catalogue, long seed) {
    Answers answers = new Answers(shopper, archetype, catalogue, seed);
    for (DecisionMade decision : shopper.decisions()) {
      Family family = catalogue.family(decision.family());
      if (family != null
          && !NOT_MEANT.contains(decision.reason())
          && !shopper.isStaff()
          && !shopper.isForgottenAt(decision.decidedAt())) {
        answers.take(decision, family);
      }
    }
    answers.settled.addAll(answers.plans.values());
    answers.settled.forEach(answers::carryOut);
    return answers.answered;
  }

  private void take(DecisionMade decision, Family family) {
    Plan before = plans.get(family.id());
    boolean isSettled = before != null && before.standsAgainst(decision);
    if (decision.pattern().equals(KEEP)) {
      keepOrReturn(decision, family);
      return;
    }
    SimulatedEvent told = diary.purchaseAfter(decision, WEEK);
    Disposition mood =
        mood(decision, told == null ? unasked(decision) : 1, uplift(decision, family));
    receive(decision, mood);
    if (isSettled) {
      answered.add(
          new Answered(
              decision,
              archetype,
              mood.without(),
              mood.with(),
              mood.keepsUnasked(),
              before.at(),
              AnsweredDiary.Sale.NONE,
              true));
    } else {
      if (before != null && before.isOver(decision.decidedAt())) {
        settled.add(before);
      }
      plans.put(family.id(), plan(decision, mood, told));
    }
  }

  private Disposition mood(DecisionMade decision, double unasked, double uplift) {
    Dice dice =
        new Dice(Dice.mix(seed + 3), Ids.hash(decision.customerId() + ' ' + decision.alertId()));
    return Disposition.drawn(dice, unasked, uplift, isHunter());
  }

  private double unasked(DecisionMade decision) {
    if (!isHunter()) {
      return AnswerRates.withoutOffer(decision.pattern(), archetype);
    }
    return CouponHunter.stillWaits(shopper.decisions(), decision)
        ? AnswerRates.HUNTERS_BUY_MEANWHILE
        : AnswerRates.HUNTERS_BUY_ANYWAY;
  }

  private double uplift(DecisionMade decision, Family family) {
    if (decision.kind() == null) {
      return 0;
    }
    double depth = (double) decision.valueMinor() / family.items().get(0).priceMinor();
    return isHunter() && decision.isMoney()
        ? 1
        : AnswerRates.uplift(decision.pattern(), decision.kind(), depth);
  }

  private boolean isHunter() {
    return archetype.equals(CouponHunter.LABEL);
  }

  private void receive(DecisionMade decision, Disposition mood) {
    if (!decision.isIssued()) {
      return;
    }
    diary.coupon(
        decision,
        mood.deliveredAt(decision),
        mood.delivered() ? CouponChange.DELIVERED : CouponChange.FAILED,
        null);
    if (mood.seenAt(decision) < Long.MAX_VALUE) {
      diary.coupon(decision, mood.seenAt(decision), CouponChange.VIEWED, null);
    }
  }

  /** Was going to buy it, or does so because of the offer, or does not. */
  private Plan plan(DecisionMade decision, Disposition mood, SimulatedEvent told) {
    long seen = decision.isIssued() ? mood.seenAt(decision) : Long.MAX_VALUE;
    if (isHunter() && decision.isMoney() && seen < Long.MAX_VALUE && told == null) {
      // Whether it was wanted anyhow or not: a coupon is what it waited for.
      return new Plan(decision, mood, mood.persuadedAt(decision), null, true);
    }
    if (mood.keepsUnasked()) {
      long at = told == null ? decision.decidedAt() + mood.boughtAfter() : told.eventTime();
      boolean uses =
          mood.usesItAnyway() && decision.isMoney() && seen < at && at <= decision.validUntil();
      return new Plan(decision, mood, at, told, uses);
    }
    return mood.persuadable() && seen < Long.MAX_VALUE
        ? new Plan(decision, mood, mood.persuadedAt(decision), null, decision.isMoney())
        : new Plan(decision, mood, Long.MAX_VALUE, null, false);
  }

  private void carryOut(Plan plan) {
    DecisionMade decision = plan.decision();
    Disposition mood = plan.mood();
    if (plan.told() != null) {
      AnsweredDiary.Sale sale = diary.told(decision, plan.told(), plan.usesOffer());
      double kept = sale.cameBack() ? 0 : 1;
      note(decision, kept, kept, true, plan.at(), sale);
      return;
    }
    Family family = catalogue.family(decision.family());
    double without = mood.without() * (1 - AnswerRates.comesBack(family, false));
    double more = (mood.with() - mood.without()) * (1 - AnswerRates.comesBack(family, true));
    AnsweredDiary.Sale sale =
        plan.at() == Long.MAX_VALUE
            ? AnsweredDiary.Sale.NONE
            : diary.buy(decision, plan.at(), plan.usesOffer(), !mood.keepsUnasked());
    note(decision, without, without + more, mood.keepsUnasked(), plan.at(), sale);
  }

  /** The thing is there already; the question is whether it comes back. */
  private void keepOrReturn(DecisionMade made, Family family) {
    SimulatedEvent back = diary.returnAfter(made);
    // Later it would be too late to see it.
    DecisionMade decision = back == null ? made : made.until(back.eventTime() - 1);
    boolean firm = back == null || !diary.isUnexcused(back);
    Disposition mood = mood(decision, back == null ? 1 : 0, firm ? 0 : uplift(decision, family));
    receive(decision, mood);
    boolean seen = decision.isIssued() && mood.seenAt(decision) < Long.MAX_VALUE;
    if (back != null && !(seen && mood.persuadable())) {
      note(decision, mood.without(), mood.with(), false, Long.MAX_VALUE, AnsweredDiary.Sale.NONE);
      return;
    }
    if (back != null) {
      diary.keep(back);
    }
    boolean uses = seen && decision.isMoney() && (back != null || mood.usesItAnyway());
    AnsweredDiary.Sale sale =
        diary.kept(decision, uses ? mood.persuadedAt(decision) : Long.MAX_VALUE);
    note(decision, mood.without(), mood.with(), back == null, decision.decidedAt(), sale);
  }

  private void note(
      DecisionMade decision,
      double without,
      double with,
      boolean unasked,
      long madeAt,
      AnsweredDiary.Sale sale) {
    answered.add(new Answered(decision, archetype, without, with, unasked, madeAt, sale, false));
  }
}
