package dev.showroom.core.outcome;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OutcomeKind;

/**
 * One turn in what became of a decision. Money in minor units.
 *
 * @param kind null where what had been said holds no more, and nothing else can be said yet
 * @param time from when on it holds, event time in epoch milliseconds
 */
record OutcomeStep(
    OutcomeKind kind, long time, long revenueMinor, long marginMinor, boolean redeemed) {
  private static final OutcomeKind[] KINDS = OutcomeKind.values();

  /** What had been said holds no more. */
  static OutcomeStep withdrawal(long time) {
    return new OutcomeStep(null, time, 0, 0, false);
  }

  static OutcomeStep of(Answer answer, long time) {
    return answer == null
        ? withdrawal(time)
        : new OutcomeStep(
            answer.kind(), time, answer.revenueMinor(), answer.marginMinor(), answer.redeemed());
  }

  boolean isWithdrawal() {
    return kind == null;
  }

  void pack(PackWriter out) {
    out.constant(kind).number(time).number(revenueMinor).number(marginMinor).flag(redeemed);
  }

  static OutcomeStep unpack(PackReader in) {
    return new OutcomeStep(in.constant(KINDS), in.number(), in.number(), in.number(), in.flag());
  }
}
