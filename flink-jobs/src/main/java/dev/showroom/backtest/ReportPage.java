package dev.showroom.backtest;

import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import dev.showroom.schemas.codec.IsoTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One page that holds all it needs: figures, tables, and the library that draws the plots. */
final class ReportPage {
  private static final String TEMPLATE = "/dev/showroom/backtest/report.html";
  private static final String PLOTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  /** So many candidates are told in detail; all are in the tables and files. */
  private static final int MOST_DETAILED = 40;

  private final Result result;
  private final Backtest.Plan plan;
  private final Html page = new Html();

  private ReportPage(Result result, Backtest.Plan plan) {
    this.result = result;
    this.plan = plan;
  }

  static String of(Result result, Backtest.Plan plan) {
    return new ReportPage(result, plan).page();
  }

  private String page() {
    body();
    String template = resource(TEMPLATE);
    StringBuilder filled = new StringBuilder();
    // In one go: what is put in is never looked through for further places.
    int from = 0;
    for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", from)) {
      int end = template.indexOf("}}", at);
      filled.append(template, from, at).append(part(template.substring(at + 2, end)));
      from = end + 2;
    }
    return filled.append(template.substring(from)).toString();
  }

  private String part(String name) {
    return switch (name) {
      case "title" -> Html.escape("Backtest against " + result.baselineName());
      case "uplot.css" -> resource(PLOTS + "uPlot.min.css");
      case "uplot.js" -> resource(PLOTS + "uPlot.iife.min.js").replace("</script", "<\\/script");
      case "body" -> page.toString();
      // Within a script no text may look like markup.
      case "data" -> PlotData.of(result).toString().replace("<", "\\u003c");
      default -> throw new IllegalStateException("no part '" + name + "'");
    };
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- text and tables

  private void body() {
    page.raw("<header>").heading(1, "Backtest");
    page.paragraph(
        "<code>%s</code>%s, %s records; baseline <code>%s</code>, %s alerts, of which %s stand.",
        plan.input(),
        span(),
        number(result.recordsIn()),
        result.baselineName(),
        number(result.baseline().size()),
        number(standing()));
    page.paragraph(
        "<span class=\"soft\">An alert stands if its last status is not RETRACTED. Changed is an"
            + " alert that both have, with another status, time, score or reasons. Every alert"
            + " behind a figure is in added.csv, dropped.csv and changed.csv.</span>");
    page.raw("</header><main>");
    if (result.candidates().size() == 1) {
      figures(result.candidates().get(0));
    }
    if (!result.candidates().isEmpty()) {
      candidates();
    }
    if (result.truth() != null && result.candidates().size() > 1) {
      curve();
    }
    int number = 0;
    CandidateDetails details = new CandidateDetails(page);
    for (Comparison each : result.candidates()) {
      if (number < MOST_DETAILED) {
        details.add(each, number++, result.candidates().size() == 1);
      }
    }
    if (!result.policies().isEmpty()) {
      new PolicyTables(page, result).add();
    }
    page.raw("</main>");
  }

  private String span() {
    String from = plan.span().from() == Long.MIN_VALUE ? "" : " from " + time(plan.span().from());
    return plan.span().until() == Long.MAX_VALUE
        ? from
        : from + " until " + time(plan.span().until());
  }

  private static String time(long time) {
    return IsoTime.format(time);
  }

  private long standing() {
    return result.baseline().values().stream().filter(AlertStory::stands).count();
  }

  private void figures(Comparison of) {
    page.raw("<dl class=\"figures\">");
    Group all = of.all();
    figure("alerts that stand", number(all.candidateStanding()), "baseline " + number(standing()));
    figure("added", number(all.added()), "");
    figure("dropped", number(all.dropped()), "");
    figure("changed", number(all.changed()), "");
    if (of.truth() != null) {
      figure("precision", percent(of.truth().precision()), was(result.truth().precision()));
      figure("recall", percent(of.truth().recall()), was(result.truth().recall()));
    }
    page.raw("</dl>");
  }

  private void figure(String name, String value, String more) {
    page.raw(Html.filled("<div><dt>%s</dt><dd>%s<small>%s</small></dd></div>", name, value, more));
  }

  private static String was(Share share) {
    return "baseline " + percent(share);
  }

  private static String percent(Share share) {
    return share.isKnown() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.value()) : "–";
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void candidates() {
    Set<String> settings = CandidateTable.settings(result);
    List<String> heads = new ArrayList<>(List.of("rules"));
    heads.addAll(settings);
    heads.addAll(List.of("#alerts", "#stand", "#added", "#dropped", "#changed"));
    if (result.truth() != null) {
      heads.addAll(List.of("precision, % (95 %)", "recall, % (95 %)"));
    }
    page.heading(2, "Candidates").table("The baseline first, then each candidate", heads);
    List<Object> base = new ArrayList<>(List.of("baseline"));
    settings.forEach(name -> base.add(""));
    base.addAll(List.of(result.baseline().size(), standing(), "", "", ""));
    shares(base, result.truth());
    page.row("base", base.toArray());
    int number = 0;
    for (Comparison each : result.candidates()) {
      List<Object> row = new ArrayList<>();
      String name = settings.isEmpty() ? each.candidate().name() : "candidate " + (number + 1);
      row.add(
          number < MOST_DETAILED
              ? new Html.Markup(Html.filled("<a href=\"#candidate-%s\">%s</a>", number + 1, name))
              : name);
      settings.forEach(each2 -> row.add(each.candidate().settings().getOrDefault(each2, "")));
      Group all = each.all();
      row.addAll(
          List.of(
              all.candidate(), all.candidateStanding(), all.added(), all.dropped(), all.changed()));
      shares(row, each.truth());
      page.row(row.toArray());
      number++;
    }
    page.endTable();
  }

  private static void shares(List<Object> row, Report truth) {
    if (truth != null) {
      row.add(SummaryText.share(truth.precision()));
      row.add(SummaryText.share(truth.recall()));
    }
  }

  private void curve() {
    page.heading(2, "Precision and recall");
    page.raw(
        "<div class=\"plot\" data-plot=\"curve\" role=\"img\" aria-label=\"Precision over recall of"
            + " every candidate and of the baseline; the figures are in the table above\"></div>");
    page.raw("<noscript>The plots need JavaScript; all figures are in the tables.</noscript>");
    page.paragraph(
        "<span class=\"soft\">Of the patterns that a candidate changes: %s. The broken line joins"
            + " those that nothing surpasses in both. Overlapping intervals in the table above say"
            + " that a difference may be chance.</span>",
        String.join(", ", PlotData.changedPatterns(result)));
  }
}
