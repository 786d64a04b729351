package dev.showroom.core.offer;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.CouponState;
import java.util.function.Consumer;

/** Decides each alert once in each lane: tells the decision, and does what follows from it. */
final class Decisions {
  private final DeskStore store;
  private final Policies policies;
  private final AlertFiles files;
  private final Cards cards;
  private final Budgets budgets;
  private final Judge judge;
  private final CouponLife life;
  private final Consumer<Notice> out;

  Decisions(
      DeskStore store,
      Policies policies,
      AlertFiles files,
      Cards cards,
      Budgets budgets,
      Judge judge,
      CouponLife life,
      Consumer<Notice> out) {
    this.store = store;
    this.policies = policies;
    this.files = files;
    this.cards = cards;
    this.budgets = budgets;
    this.judge = judge;
    this.life = life;
    this.out = out;
  }

  /** Decides a suspected alert by the policies in force now, where that was not done before. */
  void decide(AlertNotice alert, long now) {
    if (files.isHistory(alert, now)) {
      return;
    }
    Policy live = policies.inForce(now);
    if (live != null) {
      decide(Lane.LIVE, live, alert, now);
    }
    for (Policy shadow : policies.shadowsAt(now)) {
      decide(Lane.ofShadow(shadow.id()), shadow, alert, now);
    }
  }

  private void decide(Lane lane, Policy policy, AlertNotice alert, long now) {
    AlertFile file = files.of(alert);
    if (file.isDecided(lane)) {
      return;
    }
    Promise sent = lane.shadow() ? null : store.promises().get(lane.promiseKey(alert.alertId()));
    if (sent == null && !isActedOn(policy, alert)) {
      return;
    }
    files.decided(alert, lane);
    Case c = new Case(lane, policy, alert, file, now, cards, store.products());
    Verdict verdict = judge.judge(c);
    if (sent != null) {
      repeat(c, verdict, sent);
      return;
    }
    if (verdict.isOffer() && !lane.shadow()) {
      c = c.countingAhead();
      verdict = judge.judge(c);
    }
    switch (verdict.reason()) {
      case BEST_OFFER -> issue(c, verdict);
      case HOLD_OUT -> holdOut(c, verdict);
      default -> suppress(c, verdict);
    }
  }

  private static boolean isActedOn(Policy policy, AlertNotice alert) {
    return policy.patterns().contains(alert.pattern())
        && alert.scoreMillis() >= policy.minScoreMillis();
  }

  /** A gate refused, or nothing is better. */
  private void suppress(Case c, Verdict verdict) {
    out.accept(Wording.suppressed(c, verdict.reason()));
  }

  /** Counts against caps as an offer does, so that the arms can be compared; costs nothing. */
  private void holdOut(Case c, Verdict verdict) {
    Reservation wanted = verdict.reservation();
    Long left = wanted == null ? null : budgets.left(wanted, c.policy());
    out.accept(Wording.heldOut(c, verdict.offer(), wanted, left));
    grant(c, c.now(), null);
  }

  private void issue(Case c, Verdict verdict) {
    CouponNotice coupon = Wording.coupon(c, verdict);
    Reservation reservation = verdict.reservation();
    DecisionNotice decision = issued(c, coupon, verdict.offer().told(), reservation);
    tell(c.lane(), decision, coupon);
    if (reservation != null) {
      budgets.reserve(reservation, c.now());
    }
    grant(c, c.now(), coupon.couponId());
    life.begin(
        new Promise(
            c.lane(), coupon, Wording.kept(decision), reservation, Promise.Money.RESERVED, false),
        c.now());
  }

  /**
   * The alert's coupon was sent before a crash that undid its decision: what was sent stays sent.
   * As a rule everything comes to the same again; where it does not, because something came in
   * another order this time, the decision follows the coupon.
   */
  private void repeat(Case c, Verdict verdict, Promise sent) {
    CouponNotice coupon = Wording.completed(c, sent.coupon());
    WeighedOffer offer = Wording.weighed(c, coupon);
    Reservation reservation = sent.reservation();
    if (verdict.isOffer() && Wording.coupon(c, verdict).equals(coupon.issued())) {
      offer = verdict.offer().told();
      reservation = verdict.reservation();
    } else if (reservation != null && !reservation.isOfPoints()) {
      reservation = reservation.on(Pace.dayOf(coupon.decidedAt(), c.zone()));
    }
    DecisionNotice decision = issued(c, coupon, offer, reservation);
    if (coupon.state() == CouponState.ISSUED) {
      tell(c.lane(), decision, coupon);
    } else {
      out.accept(decision);
    }
    if (reservation != null && sent.money() == Promise.Money.RESERVED) {
      budgets.cancelAhead(sent.reservation());
      budgets.reserve(reservation, c.now());
    }
    grant(c, coupon.decidedAt(), coupon.couponId());
    DecisionNotice kept = sent.isOpen() ? Wording.kept(decision) : null;
    Promise promise = new Promise(c.lane(), coupon, kept, reservation, sent.money(), false);
    store.promises().put(promise.key(), promise);
    if (c.file().isRetracted()) {
      life.revoke(promise.key(), c.now());
    }
  }

  private DecisionNotice issued(
      Case c, CouponNotice coupon, WeighedOffer offer, Reservation reservation) {
    Long left = null;
    if (reservation != null) {
      left = budgets.left(reservation, c.policy());
      left = left == null ? null : (Long) Math.max(0, left - reservation.amountMinor());
    }
    return Wording.issued(c, coupon, offer, left);
  }

  private void tell(Lane lane, DecisionNotice decision, CouponNotice coupon) {
    out.accept(decision);
    if (!lane.shadow()) {
      out.accept(coupon);
    }
  }

  private void grant(Case c, long time, String promiseKey) {
    String key = c.lane().promiseKey(c.alert().alertId());
    Grant grant = new Grant(c.lane().name(), time, c.alert().family(), key, false);
    cards.grant(c.alert().customerId(), c.householdKey(), grant, promiseKey);
  }
}
