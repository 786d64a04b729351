package dev.showroom.explain;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the streams announce to all customers: products, tills' reports, rules. */
final class Announced {
  /** Nothing is pruned: all decisions are still to be made. */
  private static final long NOTHING_DECIDED = Long.MIN_VALUE;

  private final Map<String, TreeMap<Long, ProductVersion>> products = new HashMap<>();
  private final Map<String, FeedHistory> feeds = new TreeMap<>();
  private final List<FeedReport> reports = new ArrayList<>();
  private final Map<String, RuleSetText> rules = new LinkedHashMap<>();

  void add(Announcement announcement) {
    if (announcement instanceof ProductVersion version) {
      products
          .computeIfAbsent(version.sku(), any -> new TreeMap<>())
          .merge(version.from(), version, Announced::settled);
    } else if (announcement instanceof FeedReport report) {
      reports.add(report);
      feeds.put(
          report.feed(),
          feeds.getOrDefault(report.feed(), FeedHistory.empty()).with(report, NOTHING_DECIDED));
    } else if (announcement instanceof RuleSetText text) {
      // The first of an id and version holds, as in the job.
      rules.putIfAbsent(text.id() + "@" + text.version(), text);
    }
  }

  /** Of two versions of the same moment: as a product's history in the job settles it. */
  private static ProductVersion settled(ProductVersion one, ProductVersion other) {
    return one.toString().compareTo(other.toString()) >= 0 ? one : other;
  }

  /** The version of the sku in force at {@code time} (epoch milliseconds), or null. */
  ProductVersion product(String sku, long time) {
    TreeMap<Long, ProductVersion> versions = sku == null ? null : products.get(sku);
    Map.Entry<Long, ProductVersion> version = versions == null ? null : versions.floorEntry(time);
    return version == null ? null : version.getValue();
  }

  FeedClock feeds() {
    return new FeedClock(feeds::values);
  }

  Collection<RuleSetText> rules() {
    return rules.values();
  }

  /** The reports of one moment of event time. */
  List<FeedReport> reportsAt(long time) {
    return reports.stream().filter(report -> report.time() == time).toList();
  }

  /**
   * Feeds that had reported by {@code asOf}, but not yet all up to {@code through}, each with how
   * far it had. All event times.
   */
  Map<String, Long> behind(long through, long asOf) {
    Map<String, Long> reached = new TreeMap<>();
    for (FeedReport report : reports) {
      if (report.time() <= asOf) {
        reached.merge(report.feed(), report.completeThrough(), Math::max);
      }
    }
    reached.values().removeIf(time -> time >= through);
    return reached;
  }
}
