package dev.showroom.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.schemas.codec.IsoTime;
import java.util.List;
import java.util.Locale;

/** A report as text for people and as JSON for machines. */
public final class ReportForms {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportForms() {}

  /**
   * @param most so many of each kind are named
   */
  public static String text(Report report, int most) {
    StringBuilder out = new StringBuilder();
    if (!report.inputs().isEmpty()) {
      line(
          out,
          "%-18s %12s %12s %12s %12s %12s %12s",
          "input",
          "records",
          "taken",
          "duplicates",
          "dead",
          "refused",
          "taken late");
      report
          .inputs()
          .forEach(
              (stream, n) ->
                  line(
                      out,
                      "%-18s %,12d %,12d %,12d %,12d %,12d %,12d",
                      stream.topic(),
                      n.all(),
                      n.taken(),
                      n.duplicates(),
                      n.dead(),
                      n.refused(),
                      n.late()));
      line(out, "");
    }
    report.written().forEach((what, count) -> line(out, "%-31s %,12d", what, count));
    report.remarks().forEach(remark -> line(out, "%s", remark));
    line(out, "");
    for (Kind kind : Kind.values()) {
      List<Finding> found = report.findings().stream().filter(f -> f.kind() == kind).toList();
      if (found.isEmpty()) {
        continue;
      }
      line(out, "%-31s %,12d  %s", kind, found.size(), kind.title());
      found.stream().limit(most).forEach(finding -> line(out, "  %s", told(finding)));
      if (found.size() > most) {
        line(out, "  and %,d more (--rows N tells more, --output DIR all)", found.size() - most);
      }
    }
    line(
        out,
        report.isReconciled()
            ? "nothing is missing and nothing is double"
            : report.findings().size() == 1 ? "1 difference" : "%,d differences",
        report.findings().size());
    return out.toString();
  }

  private static String told(Finding finding) {
    return finding.id()
        + (finding.time() == Finding.NO_TIME ? "" : "  " + IsoTime.format(finding.time()))
        + (finding.detail().isEmpty() ? "" : "  " + finding.detail());
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  /** Counts, and how many there are of each kind. */
  public static String json(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("reconciled", report.isReconciled());
    ObjectNode inputs = root.putObject("input");
    report
        .inputs()
        .forEach(
            (stream, n) ->
                inputs
                    .putObject(stream.topic())
                    .put("records", n.all())
                    .put("taken", n.taken())
                    .put("duplicates", n.duplicates())
                    .put("dead", n.dead())
                    .put("refused", n.refused())
                    .put("takenLate", n.late()));
    ObjectNode written = root.putObject("written");
    report.written().forEach(written::put);
    ObjectNode differences = root.putObject("differences");
    for (Kind kind : Kind.values()) {
      differences.put(kind.name(), report.count(kind));
    }
    report.remarks().forEach(root.putArray("remarks")::add);
    return print(root, true);
  }

  /** One line of JSON for each difference. */
  public static String lines(Report report) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : report.findings()) {
      ObjectNode node = JSON.createObjectNode();
      node.put("kind", finding.kind().name()).put("id", finding.id());
      if (finding.time() != Finding.NO_TIME) {
        node.put("time", IsoTime.format(finding.time()));
      }
      node.put("detail", finding.detail());
      out.append(print(node, false));
    }
    return out.toString();
  }

  private static String print(ObjectNode node, boolean pretty) {
    try {
      return (pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
              .writeValueAsString(node)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
