package dev.showroom.core.policy.file;

import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the catalogue of offers. */
final class OfferReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "kind",
          "description",
          "value",
          "cost",
          "uplift",
          "patterns",
          "categories",
          "segments",
          "priceSensitive",
          "fromPrice");
  private static final List<String> VALUE = List.of("percent", "amount", "most");

  private final Terms terms;
  private final PatternNames patterns;
  private final Problems problems;

  /**
   * @param terms its kind is null where it is wrong, and then other parts may be, too
   */
  record Read(Section section, OfferTerms terms) {
    boolean isMoney() {
      return terms.kind() != null && terms.isMoney();
    }

    boolean isPoints() {
      return terms.kind() == OfferKind.POINTS;
    }
  }

  OfferReader(Terms terms, PatternNames patterns) {
    this.terms = terms;
    this.patterns = patterns;
    this.problems = terms.problems();
  }

  /** By id, in the order of the file. */
  Map<String, Read> read(Section policy) {
    Map<String, Read> offers = new LinkedHashMap<>();
    List<Node> nodes = policy.list("offers");
    if (nodes.isEmpty() && policy.has("offers")) {
      problems.add(
          policy.place("offers"),
          "'offers' must hold at least one offer; to act on nothing, leave 'actOn.patterns'"
              + " empty.");
    }
    for (Node node : nodes) {
      Section section = Section.of(node, "an offer", KEYS, problems);
      if (section.entries().isEmpty()) {
        continue;
      }
      OfferTerms offer = offer(section);
      String id = offer.id();
      if (id != null && offers.putIfAbsent(id, new Read(section, offer)) != null) {
        problems.add(section.place("id"), "There is another offer '" + id + "' before this one.");
      }
    }
    return offers;
  }

  private OfferTerms offer(Section section) {
    String id = terms.id(section, "offer", "ten-percent");
    if ("nothing".equals(id)) {
      problems.add(
          section.place("id"), "'nothing' is what competes with every offer; take another name.");
    }
    section.text("description");
    OfferKind kind = kind(section);
    Value value = value(section, kind);
    long cost = terms.money(section, "cost", 0, 0);
    section.require("uplift", "the assumed rise of the probability that the sale is kept, as 5%");
    Boolean priceSensitive =
        section.has("priceSensitive") ? (Boolean) section.flag("priceSensitive", true) : null;
    return new OfferTerms(
        id,
        kind,
        value.percent(),
        value.amount(),
        value.most(),
        cost,
        patterns.shares(section, "uplift"),
        patterns.among(section),
        terms.categories(section, "categories"),
        segments(section, "segments", terms),
        priceSensitive,
        terms.money(section, "fromPrice", 0, 0));
  }

  private OfferKind kind(Section section) {
    List<String> kinds =
        Arrays.stream(OfferKind.values())
            .filter(kind -> kind != OfferKind.NOTHING)
            .map(OfferKind::name)
            .toList();
    section.require("kind", "what it is: " + String.join(", ", kinds));
    String word = section.word("kind", kinds, "kind of offer", null);
    return word == null ? null : OfferKind.valueOf(word);
  }

  private record Value(int percent, long amount, long most) {}

  private Value value(Section section, OfferKind kind) {
    Section value = section.section("value", VALUE);
    boolean known = kind != null;
    boolean service = known && !isMoney(kind);
    if (service && section.has("value")) {
      problems.add(
          section.keyPlace("value"),
          kind + " is worth no money; leave 'value' out, and say with 'cost' what it costs.");
    } else if (known && !service && !section.has("value")) {
      boolean costs = kind == OfferKind.WARRANTY || kind == OfferKind.BUNDLE;
      if (!costs) {
        section.require("value", "what is given away, as {percent: 10%} or {amount: 500}");
      } else if (!section.has("cost")) {
        section.require("value", "what is given away; or say with 'cost' what it costs");
      }
    }
    if (section.has("value") && value.isMap() && value.has("percent") == value.has("amount")) {
      problems.add(value.place(), "'value' must have either 'percent' or 'amount'.");
    }
    if (value.has("most") && value.has("amount")) {
      problems.add(value.keyPlace("most"), "'most' goes with 'percent' only.");
    }
    return new Value(
        terms.percent(value, "percent"),
        terms.money(value, "amount", 1, 0),
        terms.money(value, "most", 1, Long.MAX_VALUE));
  }

  private static boolean isMoney(OfferKind kind) {
    return new OfferTerms("", kind, 0, 0, 0, 0, Map.of(), Set.of(), Set.of(), Set.of(), null, 0)
        .isMoney();
  }

  static Set<Segment> segments(Section section, String key, Terms terms) {
    terms.entries(section, key);
    Set<Segment> segments = new LinkedHashSet<>();
    List<String> known = Arrays.stream(Segment.values()).map(Segment::name).toList();
    section.words(key, known, "segment").forEach(word -> segments.add(Segment.valueOf(word)));
    return segments;
  }
}
