package dev.showroom.reconcile;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds input, alerts, decisions, coupons and outcomes against each other. It is told all records
 * there are, in any order but for the input, which comes last; {@link #report} then says what is
 * missing, double or at odds. All times are event times in epoch milliseconds.
 *
 * <p>What is newer than the newest decision may still be on its way, and is told as open. Keeps 16
 * bytes for each record of the input, and a few hundred for each alert and each decision.
 */
public final class Reconciliation {
  /** Which alerts a policy acts on. */
  public interface ActedOn {
    /**
     * @param time when the alert was suspected
     */
    boolean test(String pattern, double score, long time);
  }

  private final Kept kept = new Kept();
  private final Findings findings = new Findings();
  private final InputBook input = new InputBook(findings);
  private final AlertBook alerts = new AlertBook(kept, findings);
  private final DecisionBook decisions = new DecisionBook(kept, findings);
  private final CouponBook coupons = new CouponBook(kept, findings);
  private final OutcomeBook outcomes = new OutcomeBook(kept, findings);
  private final PushBook pushes = new PushBook(kept, findings);
  private final Map<OutTopic, Long> records = new EnumMap<>(OutTopic.class);

  // ---- what there is

  /** Some of a topic's oldest records were deleted: what is missing may be among them. */
  public void isCut(OutTopic topic) {
    kept.cut(topic);
  }

  /** Some of the oldest input was deleted. */
  public void isInputCut() {
    kept.cutInput();
  }

  /** It is not kept here: nothing is held against it. */
  public void isAbsent(OutTopic topic) {
    kept.absent(topic);
  }

  public void alert(Alert alert) {
    count(OutTopic.ALERTS);
    alerts.add(alert);
  }

  public void decision(CouponDecision decision) {
    count(OutTopic.COUPON_DECISIONS);
    decisions.add(decision);
  }

  public void coupon(Coupon coupon) {
    count(OutTopic.COUPONS);
    coupons.add(coupon);
  }

  public void outcome(Outcome outcome) {
    count(OutTopic.OUTCOMES);
    outcomes.add(outcome);
  }

  /**
   * @param couponId of a letter of a coupon, else null
   */
  public void deadLetter(DeadLetter letter, String couponId) {
    count(OutTopic.DEAD_LETTERS);
    if (!letter.getStream().equals(OutTopic.COUPONS.topic())) {
      input.deadLetter(letter);
    } else if (letter.getReason() == DeadLetterReason.PUSH_FAILED && couponId != null) {
      pushes.failed(couponId, letter.getDetail());
    }
  }

  public void late(LateEvent late) {
    count(OutTopic.LATE_EVENTS);
    input.late(late);
  }

  /**
   * One record of the input.
   *
   * @param eventId null where it has none that can be read
   * @param dead whether it cannot be used, as far as it says so itself
   * @param read whether the job has had it already
   */
  public void input(InTopic stream, String origin, String eventId, boolean dead, boolean read) {
    if (eventId != null) {
      pushes.input(stream, eventId);
    }
    input.add(stream, origin, eventId, dead, read);
  }

  /**
   * @param age a sentence's worth of how long it is open
   */
  public void hangingTransaction(String name, String age) {
    findings.add(Kind.TRANSACTION_HANGS, name, Finding.NO_TIME, age);
  }

  private void count(OutTopic topic) {
    records.merge(topic, 1L, Long::sum);
  }

  // ---- what is missing

  /**
   * To be asked once.
   *
   * @param from only what was decided at or after it is told
   * @param until only what was decided before it
   */
  public Report report(ActedOn actedOn, long from, long until) {
    List<String> remarks = new ArrayList<>();
    input.check(kept, remarks);
    alerts.check(input, decisions, actedOn);
    decisions.check(alerts, coupons);
    coupons.check(alerts, decisions);
    outcomes.check(decisions);
    pushes.check(coupons, !input.isEmpty());
    return new Report(
        input.counts(), written(), findings.between(from, until), List.copyOf(remarks));
  }

  private Map<String, Long> written() {
    Map<String, Long> written = new LinkedHashMap<>();
    for (OutTopic topic : OutTopic.values()) {
      if (topic != OutTopic.INSIGHTS && !kept.isAbsent(topic)) {
        written.put(topic.topic(), records.getOrDefault(topic, 0L));
      }
    }
    written.put("copies of a revision", findings.copies());
    written.put("open yet", findings.open());
    if (input.unread() > 0) {
      written.put("input not read yet", input.unread());
    }
    return written;
  }
}
