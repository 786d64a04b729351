package dev.showroom.core.insight;

import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.AlertStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * As much of one alert, and of the decisions about it, as must be known to take a figure back when
 * a later revision says otherwise. It names nobody: no customer, no alert, no coupon. Times are
 * event times in epoch milliseconds.
 *
 * <p>The alert counts in the windows of when it was raised, and all that belongs to a decision in
 * those of when it was decided.
 */
public final class CaseFile {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** Of a digest: tells the decisions about one alert apart, which are as few as policies. */
  private static final int PART_CHARACTERS = 8;

  private static final AlertStatus[] STATUSES = AlertStatus.values();

  private int revision;
  private AlertStatus status;
  private long raisedAt;
  private long alertAt = Long.MIN_VALUE;
  private Group group;
  private final Map<String, CaseDecision> decisions = new TreeMap<>();
  private long settledAt = Long.MIN_VALUE;
  private long timerAt = Long.MAX_VALUE;

  /** What a notice is filed under; budgets are about no case and are filed alone. */
  public static String subjectOf(Notice notice) {
    if (notice instanceof AlertNotice alert) {
      return alert.alertId();
    } else if (notice instanceof DecisionNotice decision) {
      return decision.alert().alertId();
    } else if (notice instanceof CouponNotice coupon) {
      return coupon.alertId();
    } else if (notice instanceof OutcomeNotice outcome) {
      return outcome.decision().alert().alertId();
    }
    BudgetNotice budget = (BudgetNotice) notice;
    return "budget\n" + budget.campaign() + "\n" + budget.storeId();
  }

  /** What a budget's notice changes: it takes the place of what was said before. */
  public static void tell(BudgetNotice budget, Consumer<Change> out) {
    Tally stands =
        new Tally()
            .add(Slot.BUDGET_AT, budget.time())
            .add(Slot.RESERVED, budget.reservedMinor())
            .add(Slot.SPENT, budget.spentMinor())
            .add(Slot.LEFT, budget.leftMinor());
    Group.of(budget).fanOut(budget.time(), budget.time(), stands, out);
  }

  /** Files a notice about the case; what it changes goes to {@code out}. */
  public void accept(Notice notice, KeyDigest digest, Consumer<Change> out) {
    if (notice instanceof AlertNotice alert) {
      accept(alert, out);
    } else if (notice instanceof DecisionNotice decision) {
      CaseDecision part = decision(decision.decisionId(), decision.decidedAt(), digest);
      Group of = Group.of(decision);
      Tally by = part.decided(decision);
      fanOut(of, decision.decidedAt(), decision.time(), by, out);
      push(part, of, decision.decidedAt(), out);
    } else if (notice instanceof CouponNotice coupon) {
      CaseDecision part = decision(coupon.decisionId(), coupon.decidedAt(), digest);
      Group of = Group.of(coupon);
      Tally by = part.coupon(coupon);
      fanOut(of, coupon.decidedAt(), part.couponAt(), by, out);
      push(part, of, coupon.decidedAt(), out);
    } else if (notice instanceof OutcomeNotice outcome) {
      DecisionNotice about = outcome.decision();
      CaseDecision part = decision(about.decisionId(), about.decidedAt(), digest);
      Tally by = part.outcome(outcome);
      fanOut(Group.of(about), about.decidedAt(), part.outcomeAt(), by, out);
    }
  }

  private void accept(AlertNotice alert, Consumer<Change> out) {
    if (alert.revision() <= revision) {
      return;
    }
    // A later revision may be of an earlier time: it changes no window that the one before it came
    // too late for.
    alertAt = Math.max(alertAt, alert.time());
    Group now = Group.of(alert);
    Tally by = new Tally().add(Slot.of(alert.status()), 1);
    if (status != null) {
      boolean moved =
          !now.equals(group)
              || WindowSize.MINUTE.startOf(raisedAt) != WindowSize.MINUTE.startOf(alert.raisedAt());
      Tally back = moved ? new Tally() : by;
      back.add(Slot.of(status), -1);
      if (moved) {
        fanOut(group, raisedAt, alertAt, back, out);
      }
    }
    fanOut(now, alert.raisedAt(), alertAt, by, out);
    revision = alert.revision();
    status = alert.status();
    raisedAt = alert.raisedAt();
    group = now;
    lasts(raisedAt);
  }

  /** Of the time of the delivery, whichever of it and the decision was told last. */
  private static void push(CaseDecision part, Group of, long decidedAt, Consumer<Change> out) {
    fanOut(of, decidedAt, part.deliveredAt(), part.pushed(), out);
  }

  private CaseDecision decision(String decisionId, long decidedAt, KeyDigest digest) {
    lasts(decidedAt);
    String part = digest.of(decisionId).substring(0, PART_CHARACTERS);
    return decisions.computeIfAbsent(part, id -> new CaseDecision());
  }

  private static void fanOut(Group group, long at, long now, Tally by, Consumer<Change> out) {
    if (!by.withoutZeros().isEmpty()) {
      group.fanOut(at, now, by, out);
    }
  }

  private void lasts(long at) {
    settledAt = Math.max(settledAt, WindowSize.settledAt(at));
  }

  /** From when on (inclusive) nothing that comes could change a figure. */
  public long settledAt() {
    return settledAt;
  }

  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(128);
    out.number(FORM).number(revision).constant(status);
    if (status != null) {
      out.number(raisedAt).number(alertAt);
      group.pack(out);
    }
    out.number(decisions.size());
    decisions.forEach(
        (id, decision) -> {
          out.text(id);
          decision.pack(out);
        });
    return out.number(settledAt).number(timerAt).toBytes();
  }

  public static CaseFile unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a case");
    CaseFile file = new CaseFile();
    file.revision = in.integer();
    file.status = in.constant(STATUSES);
    if (file.status != null) {
      file.raisedAt = in.number();
      file.alertAt = in.number();
      file.group = Group.unpack(in);
    }
    for (int left = in.integer(); left > 0; left--) {
      file.decisions.put(in.text(), CaseDecision.unpack(in));
    }
    file.settledAt = in.number();
    file.timerAt = in.number();
    return file;
  }
}
