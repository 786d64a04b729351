package dev.showroom.core.insight;

import dev.showroom.core.notice.DecisionReason;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;

/**
 * Numbers of what is added up in a cell. They are in savepoints: a number never changes its
 * meaning. Constants of the enums are numbered behind a base of their own.
 */
final class Slot {
  private static final int ALERTS = 0;
  private static final int DECISIONS = 16;
  private static final int COUPONS = 32;
  private static final int REASONS = 64;
  private static final int ARMS = 128;
  private static final int PER_ARM = 16;

  /** What the offers cost that were used, in minor units. */
  static final int COST = 48;

  /** Coupons delivered of which it is known when their alert was raised. */
  static final int PUSHES = 192;

  /** Milliseconds from alert to delivery, of all together. */
  static final int PUSH_MILLIS = 193;

  /** The longest of these: the larger one holds, and nothing is taken back. */
  static final int PUSH_MOST = 194;

  /** When the budget stood so; what comes with the newest holds. */
  static final int BUDGET_AT = 208;

  static final int RESERVED = 209;
  static final int SPENT = 210;
  static final int LEFT = 211;

  private Slot() {}

  static int of(AlertStatus status) {
    return ALERTS + status.ordinal();
  }

  static int of(DecisionOutcome outcome) {
    return DECISIONS + outcome.ordinal();
  }

  static int of(CouponState state) {
    return COUPONS + state.ordinal();
  }

  static int of(DecisionReason reason) {
    return REASONS + reason.ordinal();
  }

  /** Decisions whose outcome is known. */
  static int closed(Arm arm) {
    return ARMS + arm.ordinal() * PER_ARM;
  }

  /** Of these, the sales that were kept. */
  static int saved(Arm arm) {
    return closed(arm) + 1;
  }

  /** Margin of the closed ones, in minor units. */
  static int margin(Arm arm) {
    return closed(arm) + 2;
  }

  /** Sum of the lower 32 bits of the margins' squares. */
  static int squaresLow(Arm arm) {
    return closed(arm) + 3;
  }

  /** Sum of what the squares have above these. */
  static int squaresHigh(Arm arm) {
    return closed(arm) + 4;
  }

  static boolean isBudget(int slot) {
    return slot >= BUDGET_AT && slot <= LEFT;
  }

  /** Which figures change where the slot does. */
  static Topic topicOf(int slot) {
    if (slot < DECISIONS) {
      return Topic.ALERTS;
    }
    if (slot < COUPONS || slot >= REASONS && slot < ARMS) {
      return Topic.DECISIONS;
    }
    if (slot < REASONS) {
      return Topic.COUPONS;
    }
    return slot < PUSHES ? Topic.OUTCOMES : slot < BUDGET_AT ? Topic.PUSH : Topic.BUDGET;
  }
}
