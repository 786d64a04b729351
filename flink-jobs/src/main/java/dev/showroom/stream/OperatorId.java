package dev.showroom.stream;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Every operator of the graph: its uid, by which savepoints find its state, and the name that
 * people see.
 */
public enum OperatorId {
  SOURCE("source", "streams in"),
  HISTORY("history", "records of the past in"),
  DECODE("decode", "decode lines"),
  WARMED_UP("warmed-up", "leave out what was decided in the warm-up"),
  INTAKE("intake-gate", "check, sort out the late and the dead"),
  IDENTITY("identity-stitch", "whose event was it"),
  LINKED_ACTORS("linked-actors", "whose actors are they, for an erasure to find"),
  DIRECTORY("customer-directory", "who lives where and bought what"),
  HOUSEHOLD("household-share", "tell members what the household bought"),
  FEED_WATCH("feed-watch", "which tills do not report"),
  JOURNEY("journey", "fold each customer's journey into alerts"),
  RULE_FAILURES("rule-failures", "report each failing rule once"),
  OFFER_ALERTS("offer-alerts", "alerts for the offer desk"),
  OFFER_NEWS("offer-news", "news of coupons for the offer desk"),
  OFFER_ANNOUNCED("offer-announced", "products and policies for the offer desk"),
  OFFER_DESK("offer-desk", "decide offers: one owner of caps and budgets"),
  OUTCOME_DECISIONS("outcome-decisions", "decisions that something may become of"),
  OUTCOME_FACTS("outcome-facts", "what customers bought and brought back"),
  OUTCOME_LINKED("outcome-linked", "what they did by a linked card"),
  OUTCOME_HOUSEHOLD("outcome-household", "what members of the household bought"),
  OUTCOMES("outcomes", "see what became of each decision"),
  INSIGHT_CELLS("insight-cells", "what a notice changes in which window"),
  INSIGHTS("insights", "add up the figures of each window"),
  LEDGER_RECORDS("ledger-records", "decisions and outcomes as records"),
  COUPON_RECORDS("coupon-records", "coupons as records"),
  COUPON_SIGNER("coupon-signer", "sign the codes of coupons"),
  SINK("sink", "streams out"),
  DESK_TAPE("desk-tape", "what offer desks are to be told after a backtest, out"),
  COUPON_SINK("coupon-sink", "coupons out, at once"),
  LEDGER_SINK("ledger-sink", "decisions and outcomes out, exactly once"),
  PUSH_SOURCE("push-source", "coupons to be pushed"),
  PUSH("push", "push coupons to the messaging provider"),
  PUSH_SINK("push-sink", "what could not be pushed, out");

  private final String uid;
  private final String title;

  OperatorId(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  public String uid() {
    return uid;
  }

  public String title() {
    return title;
  }

  public <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> operator) {
    return operator.uid(uid).name(title);
  }

  /**
   * For an operator of which little leaves, and that at once: each record is flushed by itself,
   * which saves the time that it would wait in a buffer, and a thread for each output. Not in a job
   * that is in no hurry: each watermark, too, would wake all who come behind.
   */
  public <T> SingleOutputStreamOperator<T> atOnce(SingleOutputStreamOperator<T> operator) {
    SingleOutputStreamOperator<T> named = on(operator);
    return FlinkSettings.isInHurry(named.getExecutionEnvironment())
        ? named.setBufferTimeout(0)
        : named;
  }

  public <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
    return sink.uid(uid).name(title);
  }
}
