package dev.showroom.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A comparison as text for people and as JSON for machines. */
public final class DiffForms {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DiffForms() {}

  /**
   * @param most so many rows are told; the unexplained ones come first
   */
  public static String text(Difference difference, int most) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "live    %,d alerts, %,d lines that were copies",
        difference.live(),
        difference.liveCopies());
    line(
        out,
        "replay  %,d alerts, %,d lines that were copies",
        difference.replay(),
        difference.replayCopies());
    for (Row row : difference.rows().subList(0, Math.min(most, difference.rows().size()))) {
      line(out, "");
      line(out, "%-11s %s  %s  %s", row.verdict(), row.alertId(), row.pattern(), row.customerId());
      line(out, "  live      %s", row.live());
      line(out, "  replay    %s", row.replay());
      if (!row.fields().isEmpty()) {
        line(out, "  differs   %s", String.join(", ", row.fields()));
      }
      line(out, "  reason    %s", row.reason());
    }
    int more = difference.rows().size() - most;
    if (more > 0) {
      line(out, "");
      line(out, "and %,d more rows (--rows N tells more, --output FILE all)", more);
    }
    line(out, "");
    line(
        out,
        "%,d the same; %,d explained by late events, %,d open, %,d unexplained",
        difference.same(),
        difference.count(Row.Verdict.EXPLAINED),
        difference.count(Row.Verdict.OPEN),
        difference.count(Row.Verdict.UNEXPLAINED));
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  public static String json(Difference difference) {
    ObjectNode root = JSON.createObjectNode();
    root.put("liveAlerts", difference.live()).put("replayAlerts", difference.replay());
    root.put("liveCopies", difference.liveCopies());
    root.put("replayCopies", difference.replayCopies());
    root.put("same", difference.same());
    for (Row.Verdict verdict : Row.Verdict.values()) {
      root.put(verdict.name().toLowerCase(Locale.ROOT), difference.count(verdict));
    }
    var rows = root.putArray("rows");
    for (Row row : difference.rows()) {
      ObjectNode node = rows.addObject();
      node.put("alertId", row.alertId()).put("pattern", row.pattern());
      node.put("customerId", row.customerId());
      node.put("live", row.live()).put("replay", row.replay());
      row.fields().forEach(node.putArray("differs")::add);
      node.put("verdict", row.verdict().name()).put("reason", row.reason());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
