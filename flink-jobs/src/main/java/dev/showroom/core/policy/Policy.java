package dev.showroom.core.policy;

import dev.showroom.core.Versioned;
import dev.showroom.schemas.Segment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of the coupon policy: who may get what, and what it may cost. Times are event times
 * in epoch milliseconds, money is in minor units, shares are in thousandths.
 *
 * @param inForceFrom {@link Long#MIN_VALUE} for always
 * @param shadow whether its decisions are only looked at
 * @param patterns whose alerts are acted on
 * @param minScoreMillis of these alerts
 * @param timeZone of a customer whose profile names none; of days and of pacing in any case
 * @param quietHours null for none
 * @param validForMillis how long an offer is valid past the end of the visit, or past the moment,
 *     that its alert hangs on
 * @param attributionMillis an own purchase for so long after the decision is a sale kept
 * @param baselineMillis by pattern, and {@link #ANY}: the assumed probability that the sale is kept
 *     without an offer
 * @param preferCheaperMillis an offer that is expected to keep so much less than the best, as a
 *     share of it, is preferred where it costs less
 * @param offers the catalogue, cheapest first
 * @param campaigns the first that fits an alert and an offer pays for it
 */
public record Policy(
    String id,
    int version,
    long inForceFrom,
    boolean shadow,
    Set<String> patterns,
    int minScoreMillis,
    String timeZone,
    HoldOut holdOut,
    QuietHours quietHours,
    Caps caps,
    MarginFloors floors,
    Abuse abuse,
    long validForMillis,
    long attributionMillis,
    Map<String, Integer> baselineMillis,
    int preferCheaperMillis,
    List<OfferTerms> offers,
    List<Campaign> campaigns,
    PointsTerms points)
    implements Versioned {
  /** In the place of a pattern: any that is not named. */
  public static final String ANY = "default";

  /**
   * @param shareMillis of customers
   * @param salt another one deals the arms anew
   */
  public record HoldOut(int shareMillis, String salt) {}

  /**
   * Minutes of the day; {@code from} may be the later one, for a night. {@code until} is exclusive.
   */
  public record QuietHours(int from, int until) {
    /** Whether it is quiet at this minute of the day. */
    public boolean holdAt(int minute) {
      return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
    }
  }

  /**
   * How many offers there may be within a time, both ends counted.
   *
   * @param household whether what the household's members got counts as well
   */
  public record Caps(
      int perFamily,
      long perFamilyMillis,
      int perCustomer,
      long perCustomerMillis,
      boolean household) {}

  /**
   * Share of the price that must be left as margin.
   *
   * @param byCategory by names as {@link Categories} reads them; the one that says the most counts
   */
  public record MarginFloors(int defaultMillis, Map<String, Integer> byCategory) {
    public int of(String category) {
      String name = Categories.nearest(byCategory.keySet(), category);
      return name == null ? defaultMillis : byCategory.getOrDefault(name, defaultMillis);
    }
  }

  /** Who gets service but no money: by standing alerts of these patterns, or by segment. */
  public record Abuse(Set<String> patterns, Set<Segment> segments) {}

  /** The same, in force from another time on. */
  public Policy from(long time) {
    return new Policy(
        id,
        version,
        time,
        shadow,
        patterns,
        minScoreMillis,
        timeZone,
        holdOut,
        quietHours,
        caps,
        floors,
        abuse,
        validForMillis,
        attributionMillis,
        baselineMillis,
        preferCheaperMillis,
        offers,
        campaigns,
        points);
  }

  public int baselineOf(String pattern) {
    return baselineMillis.getOrDefault(pattern, baselineMillis.getOrDefault(ANY, 0));
  }
}
