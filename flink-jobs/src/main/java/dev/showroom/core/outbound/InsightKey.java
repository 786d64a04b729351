package dev.showroom.core.outbound;

import dev.showroom.schemas.Insight;

/**
 * The stable key of a figure: metric, window and dimensions, joined by colons. Two records with the
 * same key are the same figure, and the newer one holds.
 */
public final class InsightKey {
  private InsightKey() {}

  /** For example {@code save.rate:2026-02-01T00:00:00Z/2026-02-02T00:00:00Z:arm=TREATED}. */
  public static String of(Insight insight) {
    StringBuilder key = new StringBuilder(96);
    key.append(insight.getMetric()).append(':');
    key.append(insight.getWindowStart()).append('/').append(insight.getWindowEnd());
    add(key, "arm", insight.getArm());
    add(key, "offer", insight.getOffer());
    add(key, "storeId", insight.getStoreId());
    add(key, "category", insight.getCategory());
    add(key, "pattern", insight.getPattern());
    add(key, "campaign", insight.getCampaign());
    add(key, "label", insight.getLabel());
    return key.toString();
  }

  private static void add(StringBuilder key, String name, Object value) {
    if (value != null) {
      // Ids are the retailer's and may hold anything; the joint must not.
      String text = value.toString().replace("%", "%25").replace(":", "%3A");
      key.append(':').append(name).append('=').append(text);
    }
  }
}
