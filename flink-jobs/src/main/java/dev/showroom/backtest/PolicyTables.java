package dev.showroom.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What coupon policies decide: on the baseline's alerts, and on each candidate's. */
final class PolicyTables {
  private final Html page;
  private final Result result;

  PolicyTables(Html page, Result result) {
    this.page = page;
    this.result = result;
  }

  void add() {
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
}
