package dev.showroom.insights;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.insight.Metric;
import dev.showroom.schemas.Insight;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the figures of all days come to. */
public final class InsightReport {
  private static final Duration DAY = Duration.ofDays(1);

  /** What figures are grouped by. */
  public enum By {
    PATTERN,
    OFFER,
    CATEGORY,
    STORE
  }

  /** Of one coupon after another: how long they took. */
  record Pushes(long count, double seconds, double most) {}

  /** A campaign's budget, or a store's part of it, as it stood last; null for no limit. */
  record Budget(Instant at, Double reserved, Double spent, Double left) {}

  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final Map<String, Comparison> groups = new TreeMap<>();
  private final Map<String, Map<String, Insight>> budgets = new TreeMap<>();
  private Instant from = Instant.MAX;
  private Instant until = Instant.MIN;
  private Pushes pushes = new Pushes(0, 0, 0);

  private InsightReport() {}

  /**
   * Adds up the days in {@code insights.jsonl}.
   *
   * @param shadow whether it is about what was only looked at
   * @throws CommandFailure if there are none
   */
  public static InsightReport of(Path directory, boolean shadow) {
    InsightReport report = new InsightReport();
    for (Insight insight : InsightFiles.newest(directory)) {
      boolean isShadow = insight.getMetric().startsWith(Metric.SHADOW);
      boolean isDay =
          Duration.between(insight.getWindowStart(), insight.getWindowEnd()).equals(DAY);
      if (isDay && isShadow == shadow) {
        String metric = insight.getMetric();
        report.take(isShadow ? metric.substring(Metric.SHADOW.length()) : metric, insight);
      }
    }
    if (report.until.equals(Instant.MIN)) {
      throw new CommandFailure(
          "'" + directory + "' holds no figures of days" + (shadow ? " in shadow." : "."));
    }
    return report;
  }

  private void take(String metric, Insight insight) {
    if (insight.getCampaign() != null) {
      budgets
          .computeIfAbsent(budget(insight), name -> new TreeMap<>())
          .merge(metric, insight, InsightReport::later);
    } else {
      String group = group(insight);
      groups.computeIfAbsent(group, name -> new Comparison()).take(metric, insight);
      if (group.equals(ALL)) {
        takeWhole(metric, insight);
      }
    }
  }

  static final String ALL = "all";

  private static String group(Insight insight) {
    if (insight.getPattern() != null) {
      return nameOf(By.PATTERN, insight.getPattern());
    } else if (insight.getOffer() != null) {
      return nameOf(By.OFFER, insight.getOffer().name());
    } else if (insight.getCategory() != null) {
      return nameOf(By.CATEGORY, insight.getCategory());
    }
    return insight.getStoreId() != null ? nameOf(By.STORE, insight.getStoreId()) : ALL;
  }

  private static String nameOf(By by, String group) {
    return by.name().toLowerCase(Locale.ROOT) + " " + group;
  }

  private static String budget(Insight insight) {
    String store = insight.getStoreId();
    return insight.getCampaign() + (store == null ? "" : ", " + store);
  }

  private static Insight later(Insight one, Insight other) {
    return one.getWindowEnd().isAfter(other.getWindowEnd()) ? one : other;
  }

  private void takeWhole(String metric, Insight insight) {
    switch (metric) {
      case Metric.ALERTS, Metric.DECISIONS, Metric.REASONS, Metric.COUPONS ->
          counts
              .computeIfAbsent(metric, name -> new TreeMap<>())
              .merge(insight.getLabel(), Math.round(insight.getValue()), Long::sum);
      case Metric.PUSH -> {
        long count = insight.getCount();
        double seconds = pushes.seconds() + insight.getValue() * count;
        pushes = new Pushes(pushes.count() + count, seconds, pushes.most());
      }
      case Metric.LONGEST_PUSH ->
          pushes =
              new Pushes(
                  pushes.count(), pushes.seconds(), Math.max(pushes.most(), insight.getValue()));
      default -> {
        return;
      }
    }
    from = insight.getWindowStart().isBefore(from) ? insight.getWindowStart() : from;
    until = insight.getWindowEnd().isAfter(until) ? insight.getWindowEnd() : until;
  }

  /** Start of the first day. */
  Instant from() {
    return from;
  }

  /** End of the last day. */
  Instant until() {
    return until;
  }

  /** Counts of a metric by label, without those that are 0. */
  Map<String, Long> counts(String metric) {
    Map<String, Long> some = new LinkedHashMap<>(counts.getOrDefault(metric, Map.of()));
    some.values().removeIf(count -> count == 0);
    return some;
  }

  /** All together, then by what is asked for, in that order; those that hold anything. */
  Map<String, Comparison> groups(List<By> wanted) {
    Map<String, Comparison> some = new LinkedHashMap<>();
    put(some, ALL);
    for (By by : wanted) {
      groups.keySet().stream()
          .filter(name -> name.startsWith(nameOf(by, "")))
          .forEach(name -> put(some, name));
    }
    return some;
  }

  private void put(Map<String, Comparison> some, String name) {
    Comparison comparison = groups.get(name);
    if (comparison != null && !comparison.isEmpty()) {
      some.put(name, comparison);
    }
  }

  Pushes pushes() {
    return pushes;
  }

  /** By campaign and store. */
  Map<String, Budget> budgets() {
    Map<String, Budget> standing = new LinkedHashMap<>();
    budgets.forEach(
        (name, figures) -> {
          Insight spent = figures.get(Metric.SPENT);
          if (spent != null) {
            standing.put(
                name,
                new Budget(
                    spent.getWindowEnd(),
                    value(figures.get(Metric.RESERVED)),
                    spent.getValue(),
                    value(figures.get(Metric.LEFT))));
          }
        });
    return standing;
  }

  private static Double value(Insight insight) {
    return insight == null ? null : (Double) insight.getValue();
  }
}
