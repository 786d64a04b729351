package dev.showroom.core.rules;

/** What a rule is asked about: the kind of anchor, and the moment of event time that it has. */
public enum Trigger {
  /** A visit that has ended; its EXIT, or two hours after its last step. */
  VISIT_EXIT("visit.exit"),
  /** Browsing while the person is in a store; the time of the browsing. */
  VISIT_BROWSE("visit.browse"),
  /** Any browsing; its time. */
  BROWSE("browse"),
  /** An own order; its time. */
  PURCHASE("purchase"),
  /** An own order of an accessory, once for each family that it is an accessory for; its time. */
  ACCESSORY("purchase.accessory"),
  /**
   * A line bought in a store, from its purchase to the end of its trial days: asked again whenever
   * the customer browses; the time of purchase.
   */
  TRIAL("trial"),
  /**
   * A line of an order that has come back whole; the time of the return that completed it. Asked
   * again within the rule's {@code watch} after it.
   */
  LINE_RETURN("return.line"),
  /** A return of anything; its time. */
  RETURN("return"),
  /** An alert of another rule that has just been raised; when it was decided. */
  ALERT("alert");

  private final String text;

  Trigger(String text) {
    this.text = text;
  }

  /** As rule files spell it. */
  public String text() {
    return text;
  }
}
