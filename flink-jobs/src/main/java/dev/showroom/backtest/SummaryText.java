package dev.showroom.backtest;

import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import java.util.Locale;

/** What a backtest found, in a few lines. */
final class SummaryText {
  private static final String ROW = "%-36s %8s %9s %7s %8s %8s  %-22s %-22s%n";

  private SummaryText() {}

  static String of(Result result) {
    StringBuilder out = new StringBuilder();
    row(
        out,
        ROW,
        "",
        "alerts",
        "standing",
        "added",
        "dropped",
        "changed",
        "precision, % (95 %)",
        "recall, % (95 %)");
    row(
        out,
        ROW,
        "baseline " + result.baselineName(),
        result.baseline().size(),
        result.baseline().values().stream().filter(AlertStory::stands).count(),
        "",
        "",
        "",
        share(result.truth(), true),
        share(result.truth(), false));
    for (Comparison each : result.candidates()) {
      Group all = each.all();
      row(
          out,
          ROW,
          each.candidate().name(),
          all.candidate(),
          all.candidateStanding(),
          all.added(),
          all.dropped(),
          all.changed(),
          share(each.truth(), true),
          share(each.truth(), false));
    }
    if (!result.policies().isEmpty()) {
      out.append(System.lineSeparator());
      String offers = "%-36s %9s %7s %9s %12s %16s%n";
      row(out, offers, "offers", "decisions", "issued", "held out", "cost", "expected margin");
      for (PolicyFigures each : result.policies()) {
        offers(out, offers, "baseline, by " + each.name(), each);
      }
      for (Comparison each : result.candidates()) {
        offers(out, offers, each.candidate().name(), each.offers().figures());
      }
    }
    out.append(System.lineSeparator());
    result.failures().forEach(failure -> row(out, "%s%n", failure));
    row(
        out,
        "%,d records in, one pass of %.1f s for the baseline and %,d candidate%s%n",
        result.recordsIn(),
        result.seconds(),
        result.candidates().size(),
        result.candidates().size() == 1 ? "" : "s");
    return out.toString();
  }

  private static void offers(StringBuilder out, String format, String name, PolicyFigures figures) {
    row(
        out,
        format,
        name,
        figures.decisions(),
        figures.issued(),
        figures.heldOut(),
        money(figures.costMinor()),
        money(figures.expectedMarginMinor()));
  }

  private static void row(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).replaceFirst(" +(\\R)$", "$1"));
  }

  private static String share(Report truth, boolean precision) {
    return truth == null ? "" : share(precision ? truth.precision() : truth.recall());
  }

  /** In percent, with its interval. */
  static String share(Share share) {
    return share.isKnown()
        ? String.format(
            Locale.ROOT,
            "%.1f (%.1f to %.1f)",
            100 * share.value(),
            100 * share.low(),
            100 * share.high())
        : "-";
  }

  static String money(long minor) {
    return String.format(Locale.ROOT, "%,.2f", minor / 100.0);
  }
}
