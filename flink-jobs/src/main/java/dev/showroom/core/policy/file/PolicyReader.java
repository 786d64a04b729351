package dev.showroom.core.policy.file;

import dev.showroom.core.History;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one version of a policy; goes on after an error, so that all are told at once. */
final class PolicyReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "version",
          "effectiveFrom",
          "description",
          "mode",
          "actOn",
          "timeZone",
          "holdOut",
          "quietHours",
          "caps",
          "marginFloor",
          "noMoney",
          "validFor",
          "attribution",
          "baseline",
          "preferCheaper",
          "offers",
          "campaigns",
          "points");
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final Duration LONGEST_OWED = Duration.ofDays(3_650);
  private static final int MOST_OFFERS = 1_000;

  private final Problems problems;
  private final Terms terms;
  private final PatternNames patterns;

  PolicyReader(Problems problems) {
    this.problems = problems;
    this.terms = new Terms(problems);
    this.patterns = new PatternNames(terms);
  }

  /** Null where anything is wrong. */
  Policy read(Node node) {
    int before = problems.size();
    Section policy = Section.of(node, "a policy", KEYS, problems);
    if (!(node instanceof MappingNode)) {
      return null;
    }
    policy.require("id", "the name of the policy");
    policy.require("version", "a whole number that grows with each version");
    policy.require("actOn", "whose alerts are acted on, as {patterns: [STORE_HOP]}");
    policy.require("timeZone", "where the shops' days begin, such as Europe/Berlin");
    policy.require("marginFloor", "what must be left of the price as margin, as {default: 10%}");
    policy.require("offers", "the catalogue of offers, cheapest first");
    String id = policy.text("id");
    int version = policy.version("version");
    long from = policy.time("effectiveFrom", PolicyFiles.ALWAYS);
    policy.text("description");
    boolean shadow = "shadow".equals(policy.word("mode", List.of("live", "shadow"), "mode", null));
    Section actOn = policy.section("actOn", List.of("patterns", "minScore"));
    if (policy.has("actOn")) {
      actOn.require("patterns", "a list, which may be empty: nothing is acted on then");
    }
    Set<String> actedOn = patterns.actedOn(actOn);
    int minScore = terms.share(actOn, "minScore", 0);
    ZoneId zone = terms.zone(policy, "timeZone");
    Map<String, OfferReader.Read> offers = new OfferReader(terms, patterns).read(policy);
    List<Campaign> campaigns = new CampaignReader(terms, patterns, offers, zone, from).read(policy);
    Policy read =
        new Policy(
            id,
            version,
            from,
            shadow,
            actedOn,
            minScore,
            zone.getId(),
            holdOut(policy),
            quietHours(policy),
            caps(policy),
            floors(policy),
            abuse(policy),
            terms.millis(policy, "validFor", LONGEST, Duration.ofHours(48)),
            terms.millis(policy, "attribution", LONGEST, Duration.ofDays(7)),
            patterns.shares(policy, "baseline"),
            terms.share(policy, "preferCheaper", 0),
            offers.values().stream().map(OfferReader.Read::terms).toList(),
            List.copyOf(campaigns),
            points(policy));
    new PolicyChecks(policy, read, offers, problems).check();
    return problems.size() > before ? null : read;
  }

  private Policy.HoldOut holdOut(Section policy) {
    Section section = policy.section("holdOut", List.of("share", "salt"));
    if (policy.has("holdOut")) {
      section.require("share", "how many customers get nothing, to compare with, as 10%");
      section.require("salt", "any text; another one deals the customers anew");
    }
    String salt = section.text("salt");
    return new Policy.HoldOut(terms.share(section, "share", 0), salt == null ? "" : salt);
  }

  private Policy.QuietHours quietHours(Section policy) {
    if (!policy.has("quietHours")) {
      return null;
    }
    Section section = policy.section("quietHours", List.of("from", "until"));
    section.require("from", "a time of day such as 21:00");
    section.require("until", "a time of day such as 08:00");
    int from = terms.timeOfDay(section, "from");
    int until = terms.timeOfDay(section, "until");
    if (from >= 0 && from == until) {
      problems.add(
          section.place("until"),
          "'from' and 'until' are the same; leave 'quietHours' out for none.");
    }
    return new Policy.QuietHours(from, until);
  }

  private Policy.Caps caps(Section policy) {
    Section caps = policy.section("caps", List.of("perFamily", "perCustomer", "household"));
    Section family = caps.section("perFamily", List.of("most", "within"));
    Section customer = caps.section("perCustomer", List.of("most", "within"));
    for (String each : List.of("perFamily", "perCustomer")) {
      if (caps.has(each)) {
        Section section = each.equals("perFamily") ? family : customer;
        section.require("most", "how many offers");
        section.require("within", "within how long, as 30d");
      }
    }
    return new Policy.Caps(
        terms.whole(family, "most", 0, MOST_OFFERS, 1),
        terms.millis(family, "within", History.LONG_LOOK_BACK, Duration.ofDays(30)),
        terms.whole(customer, "most", 0, MOST_OFFERS, 2),
        terms.millis(customer, "within", History.LONG_LOOK_BACK, Duration.ofDays(31)),
        caps.flag("household", true));
  }

  private Policy.MarginFloors floors(Section policy) {
    Section floors = policy.section("marginFloor", List.of("default", "categories"));
    if (policy.has("marginFloor")) {
      floors.require("default", "of categories that are not named, as 10%");
    }
    Map<String, Integer> byCategory = new LinkedHashMap<>();
    if (floors.has("categories")) {
      Section categories = floors.section("categories", null);
      for (Map.Entry<String, Node> entry : categories.entries().entrySet()) {
        terms.category(entry.getValue(), entry.getKey());
        byCategory.put(entry.getKey(), floor(categories, entry.getKey()));
      }
    }
    return new Policy.MarginFloors(floor(floors, "default"), byCategory);
  }

  private int floor(Section section, String key) {
    int share = terms.share(section, key, 0);
    if (share == 1_000) {
      problems.add(
          section.place(key), "A margin floor must be less than 1: nothing has no cost at all.");
    }
    return share;
  }

  private Policy.Abuse abuse(Section policy) {
    Section section = policy.section("noMoney", List.of("patterns", "segments"));
    return new Policy.Abuse(
        patterns.any(section), OfferReader.segments(section, "segments", terms));
  }

  /** Null where there is none. */
  private PointsTerms points(Section policy) {
    if (!policy.has("points")) {
      return null;
    }
    Section section = policy.section("points", List.of("liabilityMost", "lapseAfter"));
    section.require("liabilityMost", "what may be promised and owed in points, in minor units");
    section.require("lapseAfter", "for how long points are owed, as 365d");
    return new PointsTerms(
        terms.money(section, "liabilityMost", 1, 0),
        terms.millis(section, "lapseAfter", LONGEST_OWED, Duration.ZERO));
  }
}
