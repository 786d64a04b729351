package dev.showroom.core.outcome;

import dev.showroom.core.History;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OutcomeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision that something may still become of, and what has been told of it. Immutable. Times are
 * event times in epoch milliseconds.
 *
 * @param revision of the newest outcome told; {@link #BEFORE_FIRST} for none
 * @param told as it holds now, in its order
 * @param completeAt from when on the tills have said that they are complete up to the decision's
 *     end; {@link Long#MAX_VALUE} for not yet. Kept, as reports are not
 */
record Track(DecisionNotice decision, int revision, List<OutcomeStep> told, long completeAt) {
  /** The first is the coupon desk's, which says of a coupon that it ended unused. */
  static final int BEFORE_FIRST = 1;

  private static final long LONGEST = History.LONG_LOOK_BACK.toMillis();

  static Track of(DecisionNotice decision) {
    return new Track(decision, BEFORE_FIRST, List.of(), Long.MAX_VALUE);
  }

  Track withCompleteAt(long time) {
    return new Track(decision, revision, told, time);
  }

  /** Whether the thing was bought before, and the question is if it is kept. */
  boolean isAboutKeeping() {
    return decision.alert().keep();
  }

  /** Up to when (inclusive) something has to happen for the answer; half a year at the most. */
  long end() {
    long deadline = decision.alert().deadline();
    long end = isAboutKeeping() && deadline != Long.MAX_VALUE ? deadline : decision.trackUntil();
    return Math.min(end, decision.decidedAt() + LONGEST);
  }

  /** Whether nothing can be said at present, be it that nothing has been said. */
  boolean isOpen() {
    return told.isEmpty() || told.get(told.size() - 1).isWithdrawal();
  }

  /** The coupon whose use shows that the offer was taken up; null for none that was sent. */
  String couponId() {
    return decision.shadow() ? null : decision.couponId();
  }

  /**
   * Tells what of the life is otherwise than it was told.
   *
   * @return the track as it is then told
   */
  Track tell(List<OutcomeStep> life, List<OutcomeNotice> notices) {
    int same = 0;
    while (same < Math.min(life.size(), told.size()) && life.get(same).equals(told.get(same))) {
      same++;
    }
    if (same == life.size() && same == told.size()) {
      return this;
    }
    List<OutcomeStep> news = life.subList(same, life.size());
    if (news.isEmpty()) {
      // A life that only got shorter is told by its new end.
      OutcomeStep last = told.get(told.size() - 1);
      OutcomeStep end =
          life.isEmpty() ? OutcomeStep.withdrawal(last.time()) : life.get(life.size() - 1);
      news = end.isWithdrawal() && last.isWithdrawal() ? List.of() : List.of(end);
    }
    int next = revision;
    for (OutcomeStep step : news) {
      notices.add(notice(step, ++next));
    }
    return new Track(decision, next, List.copyOf(life), completeAt);
  }

  /** What holds no more is taken back as what was returned is: nothing is left of it. */
  private OutcomeNotice notice(OutcomeStep step, int number) {
    return new OutcomeNotice(
        decision,
        number,
        step.isWithdrawal() ? OutcomeKind.CLAWED_BACK : step.kind(),
        step.time(),
        step.revenueMinor(),
        step.marginMinor(),
        step.redeemed());
  }

  void pack(PackWriter out) {
    out.block(decision.pack()).number(revision).number(completeAt).number(told.size());
    told.forEach(step -> step.pack(out));
  }

  static Track unpack(PackReader in) {
    DecisionNotice decision = DecisionNotice.unpack(in.block());
    int revision = in.integer();
    long completeAt = in.number();
    int count = in.integer();
    List<OutcomeStep> told = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      told.add(OutcomeStep.unpack(in));
    }
    return new Track(decision, revision, List.copyOf(told), completeAt);
  }
}
