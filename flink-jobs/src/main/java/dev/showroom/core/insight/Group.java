package dev.showroom.core.insight;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OfferKind;
import java.util.function.Consumer;

/**
 * What a notice is about, as far as figures are grouped by it; null for what it is not about.
 * Figures are made for all together, for each store, each category, each pattern and each kind of
 * offer, not for their combinations: the cells would be many, and most of them hold one case.
 *
 * @param shadow what was only looked at is never mixed with the rest
 */
public record Group(
    boolean shadow,
    String storeId,
    String category,
    String pattern,
    OfferKind offer,
    String campaign) {
  private static final OfferKind[] OFFERS = OfferKind.values();

  static Group of(AlertNotice alert) {
    return new Group(
        alert.shadow(), alert.storeId(), alert.category(), alert.pattern(), null, null);
  }

  static Group of(DecisionNotice decision) {
    AlertNotice alert = decision.alert();
    return new Group(
        decision.shadow() || alert.shadow(),
        alert.storeId(),
        alert.category(),
        alert.pattern(),
        decision.offer() == null ? null : decision.offer().kind(),
        null);
  }

  /** Coupons are of policies in force. */
  static Group of(CouponNotice coupon) {
    return new Group(
        false, coupon.storeId(), coupon.category(), coupon.pattern(), coupon.kind(), null);
  }

  static Group of(BudgetNotice budget) {
    return new Group(false, budget.storeId(), null, null, null, budget.campaign());
  }

  /**
   * Hands out the change to each group that it concerns, if their windows are not settled.
   *
   * @param at event time whose windows they are
   * @param now event time of the notice: what is settled by then is left as it is
   */
  void fanOut(long at, long now, Tally by, Consumer<Change> out) {
    if (now < WindowSize.settledAt(at)) {
      groups(group -> out.accept(new Change(group, at, by)));
    }
  }

  private void groups(Consumer<Group> out) {
    if (campaign != null) {
      out.accept(new Group(shadow, storeId, null, null, null, campaign));
      return;
    }
    out.accept(new Group(shadow, null, null, null, null, null));
    if (storeId != null) {
      out.accept(new Group(shadow, storeId, null, null, null, null));
    }
    if (category != null) {
      out.accept(new Group(shadow, null, category, null, null, null));
    }
    if (pattern != null) {
      out.accept(new Group(shadow, null, null, pattern, null, null));
    }
    if (offer != null) {
      out.accept(new Group(shadow, null, null, null, offer, null));
    }
  }

  void pack(PackWriter out) {
    out.flag(shadow).text(storeId).text(category).text(pattern).constant(offer).text(campaign);
  }

  static Group unpack(PackReader in) {
    return new Group(in.flag(), in.text(), in.text(), in.text(), in.constant(OFFERS), in.text());
  }
}
