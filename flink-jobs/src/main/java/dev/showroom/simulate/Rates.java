package dev.showroom.simulate;

/**
 * How often and how long, in one place, with where it was measured.
 *
 * <ul>
 *   <li>[OR] Online Retail II: a UK mail-order giftware retailer, December 2009 to December 2011
 *       (Chen, UCI Machine Learning Repository, CC BY 4.0)
 *   <li>[CJ] Complete Journey: households and coupons of a grocery chain (84.51°, CC0)
 *   <li>[FR] mail-order fashion: published return shares
 *   <li>[WI] published Wi-Fi measurements of store visits
 *   <li>[RR] published click streams of online shops (RetailRocket)
 * </ul>
 *
 * What has no source is a guess, and says so.
 */
final class Rates {
  /** Share of bought lines that come back. [OR] 2.2 %, [FR] 48 %. */
  static final double GIFTWARE_RETURNED = 0.022;

  static final double FASHION_RETURNED = 0.48;

  /** What was tried on before it was paid comes back less often than mail order; a guess. */
  static final double OVER_THE_COUNTER = 0.4;

  /** Days from purchase to return. [OR] p25 4.9, median 10.1, p75 30, p90 80. */
  static final double RETURN_DELAY_MEDIAN_DAYS = 10.1;

  static final double RETURN_DELAY_SIGMA = 1.35;
  static final double RETURN_DELAY_MOST_DAYS = 150;

  /**
   * How unevenly people buy, as the sigma of a log-normal. [OR]: the top 1 % of customers have 17 %
   * of the lines. It is that of the general activity and of the appetite for buying together.
   */
  static final double ACTIVITY_SIGMA = 0.9;

  static final double APPETITE_SIGMA = 1.0;
  static final double MOST_ACTIVITY = 12;
  static final double MOST_APPETITE = 10;

  /** Share of visits after which they come back, and when. [WI] 14 to 27 %, after 29 to 65 days. */
  static final double COME_BACK = 0.2;

  static final double COME_BACK_MEDIAN_DAYS = 44;
  static final double COME_BACK_SIGMA = 0.3;

  /** For one with activity and appetite 1; guesses. */
  static final double SESSIONS_IN_90_DAYS = 12;

  static final double VISITS_IN_90_DAYS = 1.1;
  static final double ORDERS_IN_90_DAYS = 0.75;

  /** Seconds between two acts online. [RR] median 139. */
  static final double GAP_MEDIAN_SECONDS = 139;

  static final double GAP_SIGMA = 1.3;

  /** Share of mail orders with a coupon. [CJ]: 12 % of households redeem one in a campaign. */
  static final double ORDERS_WITH_COUPON = 0.06;

  /** Stores' and phones' clocks differ by up to so much; a guess. */
  static final int MOST_CLOCK_SKEW_MILLIS = 40_000;

  /** A store's line is down about so often, for hours to days; guesses. */
  static final double DAYS_BETWEEN_OUTAGES = 25;

  static final double OUTAGE_MEDIAN_HOURS = 14;
  static final double OUTAGE_SIGMA = 1.0;
  static final double OUTAGE_MOST_HOURS = 96;

  private Rates() {}
}
