package dev.showroom.simulate;

import dev.showroom.schemas.OfferKind;
import java.util.Set;

/**
 * How shoppers answer to offers, in one place: this is the truth that a measured uplift is held
 * against. All of it is a guess but for where a source is named in {@link Rates}; the policy's own
 * assumptions are others on purpose.
 */
final class AnswerRates {
  /** The provider could not reach the shopper. */
  static final double FAILED = 0.03;

  /** Of those that arrive. */
  static final double SEEN = 0.75;

  /** Of those who saw it and would have bought without it, while it is valid. */
  static final double USED_ANYWAY = 0.8;

  /** Seconds until it is delivered, and minutes until it is looked at. */
  static final double DELIVERED_SECONDS = 4;

  static final double DELIVERED_SIGMA = 1.0;
  static final double SEEN_MINUTES = 40;
  static final double SEEN_SIGMA = 1.2;

  /** Who buys without being asked does so after hours to days. */
  static final long BUYS_AFTER_LEAST = 2 * Times.HOUR;

  static final long BUYS_AFTER_MOST = Times.days(6.5);

  /** What was handled in a store comes back less often than mail order, and within these days. */
  static final double COMES_BACK = Rates.OVER_THE_COUNTER;

  static final int COMES_BACK_LEAST_DAYS = 1;
  static final int COMES_BACK_MOST_DAYS = 13;

  /** Who was persuaded thinks twice: so much more of what they bought comes back. */
  static final double PERSUADED_RETURNS = 1.3;

  /** Of those who only come for the offer, and have not seen how it works, or have given it up. */
  static final double HUNTERS_BUY_ANYWAY = 0.85;

  /** While they wait for the next one. */
  static final double HUNTERS_BUY_MEANWHILE = 0.15;

  /** Whoever else is suspected is so by accident. */
  private static final Set<String> MEAN_IT =
      Set.of(
          "SHOWROOMER",
          "MOVED_COOKIE",
          "PRICE_CHECKER",
          "STORE_HOPPER",
          "TRIAL_RETURNER",
          "SERIAL_RETURNER",
          "ADVICE_DRAINER",
          "ACCESSORY_TRACER");

  private AnswerRates() {}

  /**
   * How likely something is bought although nothing is offered.
   *
   * @param archetype of the shopper
   */
  static double withoutOffer(String pattern, String archetype) {
    double rate =
        switch (pattern) {
          case "RESEARCH_INSPECT_LEAVE" -> 0.14;
          case "IN_STORE_PRICE_CHECK" -> 0.18;
          case "STORE_HOP" -> 0.22;
          case "TRIAL_RETURN" -> 0.04;
          case "ACCESSORY_TRACE" -> 0.02;
          default -> 0.10;
        };
    return MEAN_IT.contains(archetype) ? rate : rate + 0.1;
  }

  /**
   * How likely what is bought after an alert is brought back within its trial days.
   *
   * @param persuaded whether it would not have been bought without an offer
   */
  static double comesBack(Family family, boolean persuaded) {
    return family.returnRate() * COMES_BACK * (persuaded ? PERSUADED_RETURNS : 1);
  }

  /**
   * By how much an offer raises that among those who see it.
   *
   * @param depth what is given, as a share of the price
   */
  static double uplift(String pattern, OfferKind kind, double depth) {
    double rise =
        switch (kind) {
          case NOTHING -> 0;
          case INFORMATION -> 0.02;
          case ASSISTANT -> 0.05;
          case SHIP_FROM_OTHER_STORE -> 0.06;
          case PICKUP -> 0.05;
          case WARRANTY -> 0.05;
          case BUNDLE -> 0.07;
          case POINTS -> 0.04 + 0.25 * Math.min(depth, 0.2);
          case PRICE_MATCH -> 0.16;
          case COUPON -> 0.08 + 0.6 * Math.min(depth, 0.3);
        };
    return switch (pattern) {
      case "IN_STORE_PRICE_CHECK" -> kind == OfferKind.PRICE_MATCH ? 1.5 * rise : 1.1 * rise;
      case "TRIAL_AT_RISK" -> 0.8 * rise;
      case "TRIAL_RETURN", "ACCESSORY_TRACE" -> 0.3 * rise;
      default -> rise;
    };
  }
}
