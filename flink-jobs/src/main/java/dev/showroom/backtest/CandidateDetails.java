package dev.showroom.backtest;

import java.util.List;
import java.util.Locale;

/** Of one candidate: what is otherwise with it by week, pattern, category and store, and alerts. */
final class CandidateDetails {
  private static final int MOST_ROWS = 10;

  private final Html page;

  CandidateDetails(Html page) {
    this.page = page;
  }

  /**
   * @param index of the candidate, from 0
   * @param only whether there is no other
   */
  void add(Comparison of, int index, boolean only) {
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
    examples(of, only);
    page.raw("</details>");
  }

  /** Many rows are shown when they are asked for. */
  private void folded(String caption, String what, List<Group> groups) {
    if (groups.size() > MOST_ROWS) {
      page.raw(
          Html.filled(
              "<details><summary>%s (%s)</summary>", caption, ReportPage.number(groups.size())));
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

  private void examples(Comparison of, boolean only) {
    int limit = only ? 50 : 8;
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
}
