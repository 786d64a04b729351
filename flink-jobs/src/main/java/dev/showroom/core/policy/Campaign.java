package dev.showroom.core.policy;

import java.util.Set;

/**
 * Who pays for offers. Times are event times in epoch milliseconds, money in minor units; budgets
 * are {@link Long#MAX_VALUE} where there is no limit. Empty sets mean any; categories are as {@link
 * Categories} reads them.
 *
 * @param from inclusive; {@link Long#MIN_VALUE} for always
 * @param until exclusive; {@link Long#MAX_VALUE} for never
 * @param offers ids of the offers that it pays for
 * @param totalMinor of the campaign, for good
 * @param perStoreMinor of each store, for good
 * @param perDayMinor of each day in the policy's time zone
 * @param paced whether a day's budget becomes free evenly over the day
 * @param burstMillis share of a paced day's budget that is free from its start
 */
public record Campaign(
    String id,
    long from,
    long until,
    Set<String> offers,
    Set<String> patterns,
    Set<String> categories,
    Set<String> stores,
    long totalMinor,
    long perStoreMinor,
    long perDayMinor,
    boolean paced,
    int burstMillis) {

  /** Whether the category is among those that it is for. */
  public boolean isForCategory(String category) {
    return Categories.cover(categories, category);
  }
}
