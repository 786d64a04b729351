package dev.showroom.stream;

import dev.showroom.core.History;
import java.time.Duration;

/**
 * What the graph is built with.
 *
 * @param correctionHorizon how late a record may come and still be applied
 * @param rules before any come by the stream
 * @param offers null where alerts are all that is wanted
 * @param figuresEvery how often, in event time, figures that changed are told
 * @param memory for the state of the keys that were touched last
 */
public record GraphSettings(
    Duration correctionHorizon,
    InitialRules rules,
    OfferSettings offers,
    Duration figuresEvery,
    KeyMemory memory) {

  /** For a job that runs on: dashboards are told of changes within a minute. */
  public static GraphSettings live(
      Duration correctionHorizon, InitialRules rules, OfferSettings offers) {
    return new GraphSettings(
        correctionHorizon, rules, offers, InsightFunction.EACH_MINUTE, KeyMemory.small());
  }

  /**
   * For a bounded run: offers are decided and none is sent, and figures are told in the end.
   *
   * @param policies null where alerts are all that is wanted
   */
  public static GraphSettings replay(InitialRules rules, InitialPolicies policies) {
    return replay(
        History.HORIZON, rules, policies == null ? null : OfferSettings.notSent(policies));
  }

  /** Likewise, with a horizon and offers of one's own. */
  public static GraphSettings replay(
      Duration correctionHorizon, InitialRules rules, OfferSettings offers) {
    return new GraphSettings(
        correctionHorizon, rules, offers, InsightFunction.IN_THE_END, KeyMemory.ofHeap());
  }

  /** {@link #replay(InitialRules, InitialPolicies)} with the shipped rules and policy. */
  public static GraphSettings shipped() {
    return replay(InitialRules.shipped(), InitialPolicies.shipped());
  }
}
