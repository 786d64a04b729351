package dev.showroom.core.policy.file;

import dev.showroom.core.policy.Campaign;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads who pays for offers. */
final class CampaignReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "description",
          "from",
          "until",
          "offers",
          "patterns",
          "categories",
          "stores",
          "budget");
  private static final List<String> BUDGET =
      List.of("total", "perStore", "perDay", "pacing", "burst");
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int BURST = 100;

  private final Terms terms;
  private final PatternNames patterns;
  private final Problems problems;
  private final Map<String, OfferReader.Read> offers;
  private final ZoneId zone;
  private final long inForceFrom;

  /**
   * @param zone of dates
   * @param inForceFrom of the policy
   */
  CampaignReader(
      Terms terms,
      PatternNames patterns,
      Map<String, OfferReader.Read> offers,
      ZoneId zone,
      long inForceFrom) {
    this.terms = terms;
    this.patterns = patterns;
    this.problems = terms.problems();
    this.offers = offers;
    this.zone = zone;
    this.inForceFrom = inForceFrom;
  }

  List<Campaign> read(Section policy) {
    List<Campaign> campaigns = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node node : policy.list("campaigns")) {
      Section section = Section.of(node, "a campaign", KEYS, problems);
      if (section.entries().isEmpty()) {
        continue;
      }
      Campaign campaign = campaign(section);
      if (campaign.id() != null && !ids.add(campaign.id())) {
        problems.add(
            section.place("id"),
            "There is another campaign '" + campaign.id() + "' before this one.");
      }
      campaigns.add(campaign);
    }
    return campaigns;
  }

  private Campaign campaign(Section section) {
    String id = terms.id(section, "campaign", "keep-the-sale");
    if ("points".equals(id)) {
      problems.add(
          section.place("id"), "'points' is what the points ledger is called; take another name.");
    }
    section.text("description");
    long from = terms.moment(section, "from", zone, Long.MIN_VALUE);
    long until = terms.moment(section, "until", zone, Long.MAX_VALUE);
    if (until <= from) {
      problems.add(
          section.place("until"),
          "The campaign ends before it begins: 'until' is the first moment after it, and must be"
              + " later than 'from'.");
    } else if (until <= inForceFrom) {
      problems.hint(section.place("until"), "The campaign is over before the policy is in force.");
    }
    section.require("offers", "the ids of the offers that it pays for");
    section.require("budget", "what it may spend, as {total: 100000, perDay: 5000}");
    Section budget = section.section("budget", BUDGET);
    long total = terms.money(budget, "total", 1, NO_LIMIT);
    long perStore = terms.money(budget, "perStore", 1, NO_LIMIT);
    long perDay = terms.money(budget, "perDay", 1, NO_LIMIT);
    boolean paced =
        "even".equals(budget.word("pacing", List.of("even", "none"), "kind of pacing", "none"));
    checkBudget(section, budget, paced);
    checkParts(budget, total, perStore, perDay);
    return new Campaign(
        id,
        from,
        until,
        paidFor(section),
        patterns.among(section),
        terms.categories(section, "categories"),
        terms.names(section, "stores", "A store"),
        total,
        perStore,
        perDay,
        paced,
        paced ? terms.share(budget, "burst", BURST) : 0);
  }

  private Set<String> paidFor(Section section) {
    Set<String> paidFor = new LinkedHashSet<>();
    terms.requireNotEmpty(section, "offers", "'offers' must name at least one offer.");
    for (Node node : section.list("offers")) {
      String id = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      OfferReader.Read offer = offers.get(id);
      if (offer == null) {
        problems.add(
            Source.place(node),
            "There is no offer '" + id + "'" + Problems.meant(id, offers.keySet()));
      } else if (offer.isPoints()) {
        problems.add(
            Source.place(node), "'" + id + "' gives points, which the points ledger pays for.");
      } else if (!offer.isMoney() && offer.terms().kind() != null) {
        problems.add(
            Source.place(node), "'" + id + "' is worth no money; no campaign has to pay for it.");
      } else if (!paidFor.add(id)) {
        terms.twice(node, id);
      }
    }
    return paidFor;
  }

  private void checkBudget(Section section, Section budget, boolean paced) {
    if (section.has("budget")
        && budget.isMap()
        && !budget.has("total")
        && !budget.has("perStore")
        && !budget.has("perDay")) {
      problems.add(
          section.place("budget"),
          "'budget' must have at least one of 'total', 'perStore' and 'perDay'.");
    }
    if (paced && !budget.has("perDay")) {
      problems.add(
          budget.place("pacing"),
          "'pacing: even' spreads the budget of a day over it, and there is no 'perDay'.");
    }
    if (budget.has("burst") && !paced) {
      problems.add(budget.keyPlace("burst"), "'burst' goes with 'pacing: even' only.");
    }
  }

  private void checkParts(Section budget, long total, long perStore, long perDay) {
    if (budget.has("perStore") && budget.has("total") && perStore > total) {
      problems.hint(
          budget.place("perStore"), "'perStore' is more than 'total', and never comes to bear.");
    }
    if (budget.has("perDay") && budget.has("total") && perDay > total) {
      problems.hint(
          budget.place("perDay"), "'perDay' is more than 'total', and never comes to bear.");
    }
  }
}
