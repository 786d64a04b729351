package dev.showroom.core.insight;

/** Names of the figures; those of what was only looked at have {@link #SHADOW} in front. */
public final class Metric {
  public static final String SHADOW = "shadow.";
  public static final String ALERTS = "alerts";
  public static final String DECISIONS = "decisions";
  public static final String REASONS = "decisions.reason";
  public static final String COUPONS = "coupons";
  public static final String COST = "offers.cost";
  public static final String CANNIBALISED = "offers.cannibalised";
  public static final String SAVE_RATE = "save.rate";
  public static final String UPLIFT = "save.uplift";
  public static final String INCREMENTAL_SAVES = "save.incremental";
  public static final String MARGIN = "margin.mean";
  public static final String MARGIN_DEVIATION = "margin.deviation";
  public static final String INCREMENTAL_MARGIN = "margin.incremental";
  public static final String PUSH = "push.seconds";
  public static final String LONGEST_PUSH = "push.secondsMost";
  public static final String RESERVED = "budget.reserved";
  public static final String SPENT = "budget.spent";
  public static final String LEFT = "budget.left";

  private Metric() {}
}
