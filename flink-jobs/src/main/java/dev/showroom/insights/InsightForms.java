package dev.showroom.insights;

import dev.showroom.core.insight.Metric;
import dev.showroom.core.statistics.Estimate;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Arm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as tables for people. */
public final class InsightForms {
  private static final String REASON_ROW = "%-20s %9s%n";
  private static final String BUDGET_ROW = "%-28s %12s %12s %12s%n";
  private static final String ARMS_ROW =
      "%-32s %8s  %-20s %8s  %-20s  %-21s  %-22s  %-28s %10s %8s  %-18s%n";

  private InsightForms() {}

  /**
   * @param by what the arms are told by, behind all together
   */
  public static String table(InsightReport report, List<InsightReport.By> by) {
    StringBuilder out = new StringBuilder();
    row(out, "Days from %s to %s, UTC. Money in minor units.%n", report.from(), report.until());
    line(out, "Alerts", report.counts(Metric.ALERTS));
    line(out, "Decisions", report.counts(Metric.DECISIONS));
    line(out, "Coupons", report.counts(Metric.COUPONS));
    InsightReport.Pushes pushes = report.pushes();
    if (pushes.count() > 0) {
      row(
          out,
          "From alert to push: %s s on average, %s s at most, of %d coupons.%n",
          number(pushes.seconds() / pushes.count(), 1),
          number(pushes.most(), 1),
          pushes.count());
    }
    arms(out, report.groups(by));
    reasons(out, report.counts(Metric.REASONS));
    budgets(out, report.budgets());
    return out.toString();
  }

  private static void line(StringBuilder out, String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      long all = counts.values().stream().mapToLong(Long::longValue).sum();
      String parts =
          counts.entrySet().stream()
              .map(entry -> entry.getKey() + " " + number(entry.getValue(), 0))
              .collect(Collectors.joining(", "));
      row(out, "%s: %s (%s).%n", what, number(all, 0), parts);
    }
  }

  private static void arms(StringBuilder out, Map<String, Comparison> groups) {
    if (groups.isEmpty()) {
      return;
    }
    out.append(String.format("%n"));
    row(
        out,
        ARMS_ROW,
        "decisions with an outcome",
        "treated",
        "saved, % (95 %)",
        "held out",
        "saved, % (95 %)",
        "uplift, points (95 %)",
        "saves more (95 %)",
        "margin more (95 %)",
        "cost",
        "used",
        "cannibalised");
    groups.forEach(
        (name, group) ->
            row(
                out,
                ARMS_ROW,
                name,
                number(group.saved(Arm.TREATED).of(), 0),
                share(group.saved(Arm.TREATED)),
                number(group.saved(Arm.HOLD_OUT).of(), 0),
                share(group.saved(Arm.HOLD_OUT)),
                estimate(group.uplift(), 100, 1),
                estimate(group.incrementalSaves(), 1, 1),
                estimate(group.incrementalMargin(), 1, 0),
                number(group.cost(), 0),
                number(group.redeemed(), 0),
                estimate(group.cannibalised(), 1, 0)));
  }

  private static void reasons(StringBuilder out, Map<String, Long> reasons) {
    if (!reasons.isEmpty()) {
      out.append(String.format("%n"));
      row(out, REASON_ROW, "reason", "decisions");
      reasons.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(entry -> row(out, REASON_ROW, entry.getKey(), number(entry.getValue(), 0)));
    }
  }

  private static void budgets(StringBuilder out, Map<String, InsightReport.Budget> budgets) {
    if (!budgets.isEmpty()) {
      out.append(String.format("%n"));
      row(out, BUDGET_ROW, "budget, in the end", "reserved", "spent", "left");
      budgets.forEach(
          (name, budget) ->
              row(
                  out,
                  BUDGET_ROW,
                  name,
                  number(budget.reserved(), 0),
                  number(budget.spent(), 0),
                  number(budget.left(), 0)));
    }
  }

  private static String share(Share share) {
    return estimate(new Estimate(share.value(), share.low(), share.high()), 100, 1);
  }

  private static String estimate(Estimate estimate, double times, int digits) {
    if (!estimate.isKnown()) {
      return "-";
    }
    String value = number(times * estimate.value(), digits);
    return estimate.hasInterval()
        ? "%s (%s to %s)"
            .formatted(
                value,
                number(times * estimate.low(), digits),
                number(times * estimate.high(), digits))
        : value;
  }

  private static String number(Number number, int digits) {
    if (number == null) {
      return "-";
    }
    String text = String.format(Locale.ROOT, "%,." + digits + "f", number.doubleValue());
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  private static void row(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).replaceFirst(" +(\\R)$", "$1"));
  }
}
