package dev.showroom.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import dev.showroom.schemas.codec.IsoTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One page that holds all it needs: figures, tables, and the library that draws the plots. */
final class ReportPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATE = "/dev/showroom/backtest/report.html";
  private static final String PLOTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  /** So many candidates are told in detail; all are in the tables and files. */
  private static final int MOST_DETAILED = 40;

  private static final int MOST_ROWS = 10;

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
      case "data" -> data().toString().replace("<", "\\u003c");
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
    for (Comparison each : result.candidates()) {
      if (number < MOST_DETAILED) {
        details(each, number++);
      }
    }
    if (!result.policies().isEmpty()) {
      policies();
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

  private static String number(long number) {
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
        String.join(", ", changedPatterns()));
  }

  private Set<String> changedPatterns() {
    Set<String> patterns = new TreeSet<>();
    for (Comparison each : result.candidates()) {
      for (Group group : each.byPattern()) {
        if (group.added() + group.dropped() + group.changed() > 0) {
          patterns.add(group.name());
        }
      }
    }
    return patterns;
  }

  private void details(Comparison of, int index) {
    boolean only = result.candidates().size() == 1;
    page.raw(
        Html.filled(
            "<details id=\"candidate-%s\"%s><summary>Candidate %s: %s</summary>",
            index + 1, new Html.Markup(only ? " open" : ""), index + 1, of.candidate().name()));
    page.heading(3, "By week");
    page.raw(
        "<div class=\"plot\" data-plot=\"week\" data-candidate=\"%d\" role=\"img\" aria-label=\"Alerts that stand, by week, baseline and candidate; the figures are in the table below\"></div>"
            .formatted(index));
    page.raw(
        "<p class=\"key\"><i class=\"added\"></i>added<i class=\"dropped\"></i>dropped<i"
            + " class=\"changed\"></i>changed</p>");
    groups("By pattern", "pattern", of.byPattern());
    folded("By category", "category", of.byCategory());
    folded("By store", "store", of.byStore());
    folded("By week", "week from", of.byWeek());
    examples(of);
    page.raw("</details>");
  }

  /** Many rows are shown when they are asked for. */
  private void folded(String caption, String what, List<Group> groups) {
    if (groups.size() > MOST_ROWS) {
      page.raw(Html.filled("<details><summary>%s (%s)</summary>", caption, number(groups.size())));
      groups(caption, what, groups);
      page.raw("</details>");
    } else {
      groups(caption, what, groups);
    }
  }

  private void groups(String caption, String what, List<Group> groups) {
    page.table(
        caption,
        List.of(
            what,
            "#baseline",
            "#candidate",
            "#stand before",
            "#stand now",
            "#added",
            "#dropped",
            "#changed",
            "what differs"));
    int most = 1;
    for (Group group : groups) {
      most = Math.max(most, group.added() + group.dropped() + group.changed());
    }
    for (Group group : groups) {
      page.row(
          group.name(),
          group.baseline(),
          group.candidate(),
          group.baselineStanding(),
          group.candidateStanding(),
          group.added(),
          group.dropped(),
          group.changed(),
          bar(group, most));
    }
    page.endTable();
  }

  private static Html.Markup bar(Group group, int most) {
    return new Html.Markup(
        "<span class=\"bar\" aria-hidden=\"true\">"
            + part("added", group.added(), most)
            + part("dropped", group.dropped(), most)
            + part("changed", group.changed(), most)
            + "</span>");
  }

  private static String part(String css, int count, int most) {
    return count == 0
        ? ""
        : String.format(
            Locale.ROOT, "<i class=\"%s\" style=\"width:%.1f%%\"></i>", css, 100.0 * count / most);
  }

  private void examples(Comparison of) {
    int limit = result.candidates().size() == 1 ? 50 : 8;
    for (Change.Kind kind : Change.Kind.values()) {
      List<Change> some = of.changes().stream().filter(each -> each.kind() == kind).toList();
      if (some.isEmpty()) {
        continue;
      }
      String name = kind.name().toLowerCase(Locale.ROOT);
      page.table(
          "%s: %s of %s, all in %s.csv"
              .formatted(name, Math.min(limit, some.size()), some.size(), name),
          List.of(
              "alert",
              "customer",
              "pattern",
              "about",
              "store",
              "baseline",
              "candidate",
              "score",
              "what changed"));
      for (Change each : some.subList(0, Math.min(limit, some.size()))) {
        var alert = each.story().raised();
        page.row(
            new Html.Markup(Html.filled("<code>%s</code>", alert.getAlertId())),
            alert.getCustomerId(),
            alert.getPattern(),
            alert.getFamily() == null ? "" : alert.getFamily(),
            alert.getStoreId() == null ? "" : alert.getStoreId(),
            story(each.baseline()),
            story(each.candidate()),
            scores(each),
            String.join(", ", each.what()));
      }
      page.endTable();
    }
  }

  private static Html.Markup story(AlertStory story) {
    return new Html.Markup(
        story == null
            ? "–"
            : Html.filled(
                "%s<br><span class=\"soft\">%s</span>",
                ChangeTable.status(story), ChangeTable.time(story.last().getDecidedAt())));
  }

  private static String scores(Change change) {
    String before = ChangeTable.score(change.baseline());
    String after = ChangeTable.score(change.candidate());
    return before.isEmpty() || after.isEmpty() || before.equals(after)
        ? before.isEmpty() ? after : before
        : before + " → " + after;
  }

  private void policies() {
    if (!result.candidates().isEmpty()) {
      offers();
    }
    if (result.policies().size() == 1 && !result.candidates().isEmpty()) {
      return;
    }
    page.heading(2, "Coupon policies");
    page.paragraph(
        "<span class=\"soft\">Each decides on the baseline's alerts, with books of its own; the"
            + " first is the baseline. Cost is what the offers made cost if each is taken up, and"
            + " the expected margin is what they are expected to keep on top of doing nothing, by"
            + " the policy's own assumptions.</span>");
    page.table(
        "Money in major units",
        List.of("policy", "#decisions", "#issued", "#held out", "cost", "expected margin"));
    for (PolicyFigures each : result.policies()) {
      page.row(
          each.name(),
          each.decisions(),
          each.issued(),
          each.heldOut(),
          SummaryText.money(each.costMinor()),
          SummaryText.money(each.expectedMarginMinor()));
    }
    page.endTable();
    List<String> heads = new ArrayList<>(List.of("outcome and reason"));
    result.policies().forEach(each -> heads.add("#" + each.name()));
    page.table("Decisions by outcome and reason", heads);
    Set<String> outcomes = new TreeSet<>();
    result.policies().forEach(each -> outcomes.addAll(each.byOutcome().keySet()));
    for (String outcome : outcomes) {
      List<Object> row = new ArrayList<>(List.of(outcome));
      result.policies().forEach(each -> row.add(each.byOutcome().getOrDefault(outcome, 0)));
      page.row(row.toArray());
    }
    page.endTable();
  }

  private void offers() {
    PolicyFigures base = result.policies().get(0);
    page.heading(2, "Offers");
    page.paragraph(
        "<span class=\"soft\">What the policy %s decides on each candidate's alerts, with books of"
            + " their own. Cost is what the offers made cost if each is taken up, and the expected"
            + " margin is what they are expected to keep on top of doing nothing, by the policy's"
            + " own assumptions. Every offer that is another one is in offers.csv, with"
            + " why.</span>",
        base.name());
    page.table(
        "The baseline first; money in major units",
        List.of(
            "rules",
            "#decisions",
            "#issued",
            "#held out",
            "#added",
            "#dropped",
            "#changed",
            "cost",
            "expected margin"));
    offers("base", "baseline", base, null);
    for (Comparison each : result.candidates()) {
      offers("", each.candidate().name(), each.offers().figures(), each.offers());
    }
    page.endTable();
  }

  private void offers(String css, String name, PolicyFigures of, OfferComparison against) {
    List<Object> row = new ArrayList<>(List.of(name, of.decisions(), of.issued(), of.heldOut()));
    for (Change.Kind kind : Change.Kind.values()) {
      row.add(against == null ? "" : against.count(kind));
    }
    row.add(SummaryText.money(of.costMinor()));
    row.add(SummaryText.money(of.expectedMarginMinor()));
    page.row(css, row.toArray());
  }

  // ---- what the plots draw

  private ObjectNode data() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode candidates = root.putArray("candidates");
    ArrayNode truth = root.putArray("truth");
    Set<String> patterns = changedPatterns();
    point(truth, "baseline", true, result.truth(), patterns);
    for (Comparison each : result.candidates()) {
      point(truth, each.candidate().name(), false, each.truth(), patterns);
      ObjectNode node = candidates.addObject();
      ArrayNode weeks = node.putArray("weeks");
      ArrayNode baseline = node.putArray("baseline");
      ArrayNode candidate = node.putArray("candidate");
      for (Group week : each.byWeek()) {
        weeks.add(LocalDate.parse(week.name()).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        baseline.add(week.baselineStanding());
        candidate.add(week.candidateStanding());
      }
    }
    return root;
  }

  private static void point(
      ArrayNode points, String name, boolean isBaseline, Report truth, Set<String> patterns) {
    if (truth == null) {
      return;
    }
    Share precision = truth.precision(patterns);
    Share recall = truth.recall(patterns);
    if (precision.isKnown() && recall.isKnown()) {
      ObjectNode point = points.addObject().put("name", name).put("isBaseline", isBaseline);
      point.put("precision", precision.value()).put("recall", recall.value());
    }
  }
}
