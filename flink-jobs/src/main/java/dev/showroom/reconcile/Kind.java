package dev.showroom.reconcile;

/** What can be missing, double or at odds. */
public enum Kind {
  DEAD_WITHOUT_LETTER("input that cannot be used, and no dead letter says so"),
  LETTER_WITHOUT_INPUT("dead letter of no input"),
  LATE_WITHOUT_INPUT("late event of no input"),
  EVIDENCE_WITHOUT_INPUT("alert on an event that is not in the input"),
  ALERT_REVISION_MISSING("revision of an alert that is missing"),
  ALERT_REVISION_DIFFERS("revision of an alert with two contents"),
  ALERT_WITHOUT_DECISION("alert to be acted on, and not decided"),
  DECISION_WITHOUT_ALERT("decision of no alert"),
  DECISION_TWICE("decision that stands twice in the ledger"),
  ALERT_DECIDED_TWICE("alert decided twice by one policy lane"),
  ISSUED_WITHOUT_COUPON("decision ISSUED, and no coupon"),
  COUPON_WITHOUT_DECISION("coupon, and no decision ISSUED"),
  COUPON_REVISION_MISSING("revision of a coupon that is missing"),
  COUPON_REVISION_DIFFERS("revision of a coupon with two contents"),
  COUPON_CODE_DIFFERS("coupon with two codes"),
  COUPON_NOT_REVOKED("coupon that holds though its alert is retracted"),
  OUTCOME_TWICE("outcome that stands twice in the ledger"),
  OUTCOME_REVISION_MISSING("revision of an outcome that is missing"),
  OUTCOME_WITHOUT_DECISION("outcome of no decision"),
  PUSH_OF_NO_COUPON("failed push of no coupon"),
  PUSH_FAILURE_NOT_TOLD("push that failed for good, and the desk was not told"),
  TRANSACTION_HANGS("transaction of the ledger that is open for too long");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** In a few words, for a table. */
  public String title() {
    return title;
  }
}
