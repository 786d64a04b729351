package dev.showroom.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.core.statistics.Share;
import java.time.Duration;
import java.util.Locale;

/** A report as a table for people and as JSON for machines. */
public final class ReportForms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATTERN_ROW =
      "%-24s %9s %7s %7s %9s %7s  %-20s  %-20s %9s %9s %6s %9s%n";
  private static final String TRAP_ROW = "%-28s %9s %7s %7s  %-22s %s%n";

  private ReportForms() {}

  public static String table(Report report) {
    StringBuilder out = new StringBuilder();
    row(
        out,
        PATTERN_ROW,
        "pattern",
        "positives",
        "found",
        "alerts",
        "retracted",
        "false",
        "precision (95 %)",
        "recall (95 %)",
        "delay",
        "p90",
        "early",
        "confirmed");
    for (Report.OfPattern of : report.patterns()) {
      row(
          out,
          PATTERN_ROW,
          of.pattern(),
          of.recall().of(),
          of.recall().hits(),
          of.raised(),
          of.retracted(),
          of.falseAlerts(),
          share(of.precision(), 1),
          share(of.recall(), 1),
          duration(of.delays().median()),
          duration(of.delays().p90()),
          of.delays().early(),
          of.confirmed().isKnown() ? percent(of.confirmed().value(), 0) + " %" : "-");
    }
    out.append(String.format("%n"));
    row(out, TRAP_ROW, "label", "customers", "false", "accused", "share, % (95 %)", "mistaken for");
    for (Report.OfTrap of : report.traps()) {
      row(
          out,
          TRAP_ROW,
          of.label(),
          of.accused().of(),
          of.falseAlerts(),
          of.accused().hits(),
          share(of.accused(), 2),
          String.join(", ", of.tempts()));
    }
    out.append(String.format("%n"));
    row(
        out,
        "Customers without any positive label: %d, of whom %d have a false alert: %s %%.%n",
        report.innocents().of(),
        report.innocents().hits(),
        share(report.innocents(), 2));
    return out.toString();
  }

  public static String json(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("alerts", report.alerts());
    var patterns = root.putArray("patterns");
    for (Report.OfPattern of : report.patterns()) {
      ObjectNode node = patterns.addObject();
      node.put("pattern", of.pattern());
      node.put("alerts", of.raised()).put("retracted", of.retracted());
      node.put("falseAlerts", of.falseAlerts());
      node.set("precision", json(of.precision()));
      node.set("recall", json(of.recall()));
      node.set("confirmed", json(of.confirmed()));
      ObjectNode delay = node.putObject("delaySeconds");
      seconds(delay, "median", of.delays().median());
      seconds(delay, "p90", of.delays().p90());
      delay.put("early", of.delays().early());
    }
    var traps = root.putArray("traps");
    for (Report.OfTrap of : report.traps()) {
      ObjectNode node = traps.addObject();
      node.put("label", of.label());
      of.tempts().forEach(node.putArray("mistakenFor")::add);
      node.put("falseAlerts", of.falseAlerts());
      node.set("accused", json(of.accused()));
    }
    root.set("innocents", json(report.innocents()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode json(Share share) {
    ObjectNode node = JSON.createObjectNode();
    node.put("hits", share.hits()).put("of", share.of());
    if (share.isKnown()) {
      node.put("value", share.value()).put("low", share.low()).put("high", share.high());
    }
    return node;
  }

  private static void seconds(ObjectNode node, String name, Duration duration) {
    if (duration != null) {
      node.put(name, duration.toMillis() / 1_000.0);
    }
  }

  private static void row(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).replaceFirst(" +(\\R)$", "$1"));
  }

  private static String share(Share share, int digits) {
    return share.isKnown()
        ? "%s (%s to %s)"
            .formatted(
                percent(share.value(), digits),
                percent(share.low(), digits),
                percent(share.high(), digits))
        : "-";
  }

  private static String percent(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", 100 * value);
  }

  /** In the largest unit of which it has two. */
  private static String duration(Duration duration) {
    if (duration == null) {
      return "-";
    }
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200
        ? seconds / 60 + " min"
        : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }
}
