package dev.showroom.metrics;

import java.util.List;

/**
 * Every figure that the job tells about itself: names, units and labels, for code, {@code
 * docs/metrics.md}, dashboards and alert rules. No label holds what a person is known by, and of
 * none there are more values than {@link Meters#MOST} for each subtask.
 */
public enum Meter {
  EVENTS_IN(Kind.COUNTER, "eventsIn", "records", "intake-gate", "Records that came in.", "stream"),
  DEAD_LETTERS(
      Kind.COUNTER,
      "deadLetters",
      "records",
      "intake-gate",
      "Records that could not be used, by the typed reason that stands in `dead-letters`.",
      "stream",
      "reason"),
  LATE_IN(
      Kind.COUNTER,
      "lateIn",
      "records",
      "intake-gate",
      "Records that came behind their stream's watermark.",
      "stream"),
  LATE(
      Kind.COUNTER,
      "late",
      "records",
      "intake-gate, linked-actors, identity-stitch, journey",
      "What became of late records: `revised` caused revisions of alerts, `applied` caused none,"
          + " `suppressed` are of the erased, `refused` came beyond the correction horizon. A"
          + " record that several operators are concerned by may count in each.",
      "effect"),
  EVENT_TIME_LAG(
      Kind.GAUGE,
      "eventTimeLag",
      "milliseconds",
      "intake-gate",
      "Time of day less the newest event time that this subtask has seen of the stream.",
      "stream"),
  DUPLICATES(
      Kind.COUNTER,
      "duplicates",
      "records",
      "journey",
      "Events that a customer's journey knew already and that changed nothing. Those of anonymous"
          + " actors count when a link gives them to a customer.",
      "stream"),
  CLOCK_SKEW(
      Kind.GAUGE,
      "clockSkew",
      "milliseconds",
      "source",
      "Median, over the last "
          + Medians.WINDOW
          + " visits, purchases and returns that this subtask has read of the store, of the"
          + " broker's append time less the event time: how late the store reports, and how wrong"
          + " its clock is; below 0 its clock is fast. Only of topics with"
          + " `message.timestamp.type=LogAppendTime`: a producer's own stamp says nothing.",
      "store"),
  FEEDS_KNOWN(
      Kind.GAUGE,
      "feedsKnown",
      "feeds",
      "journey",
      "Tills and channels that report how far they are complete, but for those that have not for"
          + " so long that no decision waits for them. Each subtask tells the same."),
  FEEDS_BEHIND(
      Kind.GAUGE,
      "feedsBehind",
      "feeds",
      "journey",
      "Those of them that are complete to no later than a day and a half before the watermark."),
  FEED_GAP(
      Kind.GAUGE,
      "feedGapLongest",
      "seconds of event time",
      "journey",
      "Watermark less the time up to which the feed that is furthest behind is complete."),
  RULE_EVALUATIONS(
      Kind.COUNTER,
      "ruleEvaluations",
      "questions",
      "journey",
      "How often a rule was asked.",
      "rule"),
  RULE_ERRORS(
      Kind.COUNTER,
      "ruleErrors",
      "errors",
      "journey",
      "How often a rule erred, and so did not hold. `dead-letters` has the first of each version.",
      "rule"),
  ALERTS(
      Kind.COUNTER,
      "alerts",
      "revisions",
      "journey",
      "Revisions of alerts that left; `lane` is `live`, or `shadow` for rules that are only looked"
          + " at.",
      "pattern",
      "status",
      "lane"),
  EVENT_TO_ALERT(
      Kind.HISTOGRAM,
      "eventToAlert",
      "milliseconds",
      "journey",
      "Time of day at which a revision left less the event time that it was decided at: the wait"
          + " for the lateness bound is in it. Of live rules, without revisions that a late record"
          + " caused; over the last "
          + Meters.HISTOGRAM_WINDOW
          + " of each subtask."),
  KEY_GROUP_FACTS(
      Kind.COUNTER,
      "facts",
      "facts",
      "journey",
      "Facts that were written into journeys of the key group: a key group that grows faster than"
          + " the others holds a heavy key.",
      "keyGroup"),
  DECISIONS(
      Kind.COUNTER,
      "decisions",
      "decisions",
      "offer-desk",
      "What the desk decided, by outcome and by the gate that refused or the reason for the offer;"
          + " `lane` is `live`, or `shadow` for policies that are only looked at.",
      "outcome",
      "reason",
      "lane"),
  COUPONS(
      Kind.COUNTER,
      "coupons",
      "coupons",
      "offer-desk",
      "States that coupons came into: issued, delivered, redeemed and so on.",
      "state"),
  UNKNOWN_COUPONS(
      Kind.COUNTER,
      "unknownCoupons",
      "records",
      "offer-desk",
      "News of coupons that the desk does not know, not yet or no longer."),
  REDEEMED_TOO_LATE(
      Kind.COUNTER,
      "redeemedTooLate",
      "coupons",
      "offer-desk",
      "Coupons that a till took after they had expired or had been revoked."),
  BUDGET_LEFT(
      Kind.GAUGE,
      "budgetLeft",
      "minor units",
      "offer-desk",
      "What is left of the campaign's whole budget; none is told of one without a limit. `points`"
          + " is the points ledger.",
      "campaign"),
  BUDGET_RESERVED(
      Kind.GAUGE,
      "budgetReserved",
      "minor units",
      "offer-desk",
      "Promised, and not yet used.",
      "campaign"),
  BUDGET_SPENT(
      Kind.GAUGE,
      "budgetSpent",
      "minor units",
      "offer-desk",
      "Used; of the points ledger, what is owed.",
      "campaign"),
  OUTCOMES(
      Kind.COUNTER,
      "outcomes",
      "outcomes",
      "outcomes",
      "What became of decisions: revisions of outcomes that left, by arm.",
      "outcome",
      "arm"),
  PUSH_RECEIVED(
      Kind.COUNTER, "pushReceived", "messages", "push", "Messages that the provider took."),
  PUSH_FAILED_TRIES(
      Kind.COUNTER, "pushFailedTries", "tries", "push", "Tries that the provider did not take."),
  PUSH_GIVEN_UP(
      Kind.COUNTER,
      "pushGivenUp",
      "messages",
      "push",
      "Messages that were never taken; each is in `dead-letters`."),
  PUSH_WAITING(Kind.GAUGE, "pushWaiting", "messages", "push", "Messages that wait for a try."),
  PUSH_UNDER_WAY(
      Kind.GAUGE, "pushUnderWay", "messages", "push", "Messages sent and not yet answered."),
  PUSH_CIRCUIT_CLOSED(
      Kind.GAUGE,
      "pushCircuitClosed",
      "0 or 1",
      "push",
      "1 while messages are sent; 0 while the circuit is open, or on trial.");

  /** How a figure behaves. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Flink's group that all are under. */
  static final String SCOPE = "showroom";

  private final Kind kind;
  private final String title;
  private final String unit;
  private final String operators;
  private final String meaning;
  private final List<String> labels;

  Meter(Kind kind, String title, String unit, String operators, String meaning, String... labels) {
    this.kind = kind;
    this.title = title;
    this.unit = unit;
    this.operators = operators;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** As Flink's REST API and other reporters name it. */
  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  /** uids of the operators that tell it. */
  public String operators() {
    return operators;
  }

  public String meaning() {
    return meaning;
  }

  public List<String> labels() {
    return labels;
  }

  /** As Prometheus names it: Flink puts groups, and names of labels among them, before the name. */
  public String prometheusName() {
    StringBuilder name = new StringBuilder("flink_taskmanager_job_task_operator_");
    if (this == CLOCK_SKEW) {
      name.append("deserializer_"); // The group that Flink's source gives to what decodes.
    }
    name.append(SCOPE).append('_');
    labels.forEach(label -> name.append(label).append('_'));
    return name.append(title).toString();
  }
}
