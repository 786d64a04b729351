package dev.showroom.stream;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.MINUTE;
import static dev.showroom.core.insight.GivenNotices.T0;

import dev.showroom.core.insight.GivenNotices;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Notice;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A few alerts and what becomes of them, made up: any states in any sequence. */
final class NoticeWorld {
  /** What one part of the graph tells of one alert, in order. */
  record Part(List<Notice> notices) {}

  private NoticeWorld() {}

  static List<Part> of(Random dice) {
    List<Part> parts = new ArrayList<>();
    int alerts = 1 + dice.nextInt(12);
    String world = "a-" + dice.nextInt(1_000_000) + "-";
    for (int i = 0; i < alerts; i++) {
      parts.addAll(of(alert(world + i, dice), dice));
    }
    List<Notice> budgets = new ArrayList<>();
    for (long at = T0; at < T0 + DAY; at += dice.nextLong(4 * HOUR)) {
      budgets.add(GivenNotices.budget("spring", null, at, dice.nextInt(100)));
    }
    parts.add(new Part(budgets));
    return parts;
  }

  private static GivenNotices alert(String id, Random dice) {
    OfferKind[] kinds = {OfferKind.COUPON, OfferKind.POINTS};
    GivenNotices given =
        new GivenNotices(
            id,
            T0 + dice.nextLong(dice.nextBoolean() ? 2 * MINUTE : 2 * DAY),
            dice.nextInt(4) == 0,
            dice.nextInt(5) == 0 ? null : "st-" + dice.nextInt(3),
            dice.nextInt(5) == 0 ? null : "cat-" + dice.nextInt(2),
            "P" + dice.nextInt(3),
            kinds[dice.nextInt(kinds.length)],
            Arm.TREATED,
            dice.nextInt(900));
    return dice.nextInt(3) == 0 ? given.heldOut() : given;
  }

  private static List<Part> of(GivenNotices given, Random dice) {
    List<Notice> alerts = new ArrayList<>();
    long at = given.raisedAt();
    AlertStatus[] statuses = AlertStatus.values();
    for (int revision = 1; revision == 1 || dice.nextInt(3) > 0; revision++) {
      alerts.add(
          given.alert(revision, revision == 1 ? AlertStatus.SUSPECTED : any(statuses, dice), at));
      at += later(dice);
    }
    if (dice.nextInt(4) == 0) {
      return List.of(
          new Part(alerts), new Part(List.of(given.refused(any(DecisionReason.values(), dice)))));
    }
    List<Notice> coupons = new ArrayList<>();
    at = given.decidedAt();
    for (int revision = 1; given.arm() == Arm.TREATED && dice.nextInt(4) > 0; revision++) {
      coupons.add(
          given.coupon(
              revision, revision == 1 ? CouponState.ISSUED : any(CouponState.values(), dice), at));
      at += later(dice);
    }
    List<Notice> outcomes = new ArrayList<>();
    at = given.decidedAt();
    for (int revision = 1; dice.nextInt(3) > 0; revision++) {
      at += later(dice);
      outcomes.add(
          given.outcome(revision, any(OutcomeKind.values(), dice), at, dice.nextInt(9_000)));
    }
    return List.of(
        new Part(alerts),
        new Part(List.of(given.decision())),
        new Part(coupons),
        new Part(outcomes));
  }

  /** Mostly soon, rarely so late that windows are settled. */
  private static long later(Random dice) {
    return 1 + (long) (Math.pow(dice.nextDouble(), 4) * 70 * DAY);
  }

  private static <T> T any(T[] constants, Random dice) {
    return constants[dice.nextInt(constants.length)];
  }
}
