package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.MINUTE;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A few customers, goods and weeks, by a seed: policies that change, alerts that are retracted and
 * come back, coupons that are used in time and too late, households, prices that fall, an erasure.
 */
final class DeskWorld {
  /** Summer time begins on the third day. */
  static final long START = Instant.parse("2026-03-26T22:00:00Z").toEpochMilli();

  private static final String[] FAMILIES = {"tv", "radio", "kettle"};

  final List<Policy> policies;
  final List<ProductVersion> products = new ArrayList<>();
  final List<DeskInput> inputs = new ArrayList<>();
  private final Dice dice;
  private final long end;
  private final long quantum;
  private int events;

  DeskWorld(long seed) {
    dice = new Dice(seed);
    end = START + dice.of(2 * DAY, 10 * DAY, 35 * DAY);
    // Where time is coarse much happens at the same moment.
    quantum = dice.of(1, 1, 10 * MINUTE, 6 * HOUR);
    policies = new RandomPolicies(dice).some(START, end);
    for (String family : FAMILIES) {
      products(family);
    }
    int alerts = 5 + dice.below(30);
    for (int i = 0; i < alerts; i++) {
      alert("a-" + i);
    }
    if (dice.chance(0.2)) {
      inputs.add(new DeskInput.Erasure("customer-0", moment(START, end)));
    }
    news("a-unknown", START + dice.below(1_000_000));
  }

  PolicyBook book(Collection<PolicyText> texts) {
    return new PolicyBook(
        texts.stream().map(text -> policies.get(Integer.parseInt(text.document()))).toList());
  }

  List<PolicyText> texts() {
    List<PolicyText> texts = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      Policy policy = policies.get(i);
      texts.add(
          new PolicyText(policy.id(), policy.version(), policy.inForceFrom(), String.valueOf(i)));
    }
    return texts;
  }

  private void products(String family) {
    String category = family.equals("kettle") ? "kitchen" : "electronics";
    long price = 1_000 + dice.below(20_000);
    long from = Long.MIN_VALUE;
    do {
      long cost = price * (400 + dice.below(550)) / 1_000;
      products.add(new ProductVersion(family + "-1", from, family, category, price, cost));
      price = Math.max(1, price * (600 + dice.below(600)) / 1_000);
      from = moment(START, end);
    } while (dice.chance(0.6));
  }

  private long moment(long from, long to) {
    return dice.between(from, to) / quantum * quantum + (quantum > 1 ? dice.beside() : 0);
  }

  private void alert(String id) {
    AlertDraft draft = new AlertDraft(id, "customer-" + dice.below(4), moment(START, end));
    String family = dice.pick(FAMILIES);
    draft.pattern = dice.pick("LEAVE", "LEAVE", "TRIAL", "DRAIN");
    draft.family = dice.chance(0.1) ? null : family;
    draft.sku = draft.family == null ? null : dice.chance(0.05) ? "unheard-of" : family + "-1";
    draft.category = family.equals("kettle") ? "kitchen" : "electronics";
    draft.store = dice.chance(0.1) ? null : dice.pick("st-1", "st-2");
    draft.shadow = dice.chance(0.05);
    draft.score = dice.pick(500, 600, 900);
    draft.anchorAt = draft.raisedAt - dice.of(0, 0, HOUR, 4 * DAY);
    draft.household = dice.chance(0.3) ? null : dice.pick("home", "home", "away");
    draft.personalisation = dice.chance(0.93);
    draft.push = dice.chance(0.93);
    draft.staff = dice.chance(0.05);
    draft.openCase = dice.chance(0.05);
    draft.inStore = dice.chance(0.3);
    draft.timeZone = dice.pick(null, "America/New_York", "Europe/Paris", "Nowhere/Land");
    draft.segment = dice.pick(null, Segment.ORDINARY, Segment.BELOW_ZERO, Segment.MOST_VALUABLE);
    draft.priceSensitive = dice.pick(null, true, false);
    draft.patterns = dice.chance(0.2) ? Set.of("LEAVE", "FISHING") : Set.of("LEAVE");
    lives(draft);
    if (dice.chance(0.8)) {
      news(id, draft.raisedAt);
    }
  }

  private void lives(AlertDraft draft) {
    long time = draft.raisedAt;
    int revision = 1;
    add(draft.suspected(revision, time));
    while (dice.chance(0.45)) {
      time += dice.of(0, 0, 1, HOUR, 30 * HOUR);
      revision++;
      RetractReason why = dice.pick(RetractReason.SALE_KEPT, RetractReason.EVIDENCE_REVISED);
      switch (dice.below(4)) {
        case 0 -> add(draft.suspected(revision, time));
        case 1 -> add(draft.confirmed(revision, time));
        default -> {
          add(draft.retracted(revision, why, time));
          if (dice.chance(0.3)) {
            redeemed(draft.id, time, true);
          }
        }
      }
    }
  }

  private void add(AlertNotice notice) {
    inputs.add(new DeskInput.Alert(notice));
  }

  /** News of the coupon that the alert would have if it had one. */
  private void news(String alertId, long from) {
    long time = from + dice.of(1, MINUTE, HOUR);
    if (dice.chance(0.1)) {
      said(alertId, CouponChange.FAILED, time);
    }
    if (dice.chance(0.7)) {
      said(alertId, CouponChange.DELIVERED, time + dice.below(3));
    }
    if (dice.chance(0.4)) {
      said(alertId, CouponChange.VIEWED, time + dice.below(100_000));
    }
    while (dice.chance(0.35)) {
      long valid = dice.of(6 * HOUR, 2 * DAY, 5 * DAY);
      long used = dice.chance(0.5) ? from + valid + dice.beside() : from + dice.between(1, valid);
      redeemed(alertId, used, dice.chance(0.7));
    }
  }

  private void redeemed(String alertId, long time, boolean byPurchase) {
    inputs.add(
        new DeskInput.News(
            OfferIds.coupon(alertId),
            CouponChange.REDEEMED,
            time,
            "e-" + ++events,
            "o-" + events,
            byPurchase));
  }

  private void said(String alertId, CouponChange change, long time) {
    inputs.add(
        new DeskInput.News(OfferIds.coupon(alertId), change, time, "e-" + ++events, null, false));
  }
}
