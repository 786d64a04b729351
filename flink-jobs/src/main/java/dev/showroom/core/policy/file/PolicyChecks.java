package dev.showroom.core.policy.file;

import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Holds the parts of a policy against each other. */
final class PolicyChecks {
  private final Section section;
  private final Policy policy;
  private final Map<String, OfferReader.Read> offers;
  private final Problems problems;

  /**
   * @param policy as far as it could be read
   */
  PolicyChecks(
      Section section, Policy policy, Map<String, OfferReader.Read> offers, Problems problems) {
    this.section = section;
    this.policy = policy;
    this.offers = offers;
    this.problems = problems;
  }

  void check() {
    for (OfferReader.Read offer : offers.values()) {
      checkPaidFor(offer);
      checkUplift(offer);
    }
    hintAtPatternsWithoutOffer();
    hintAtOrder();
    if (policy.holdOut().shareMillis() == 0 && !policy.patterns().isEmpty()) {
      problems.hint(
          section.has("holdOut") ? section.place("holdOut") : section.place(),
          "No customers are held out: what the offers bring about cannot be measured.");
    }
    if (policy.validForMillis() > policy.attributionMillis()) {
      problems.hint(
          section.place(section.has("validFor") ? "validFor" : "attribution"),
          "Offers are valid for %s, and what is bought later than %s after them does not count."
              .formatted(
                  Terms.text(policy.validForMillis()), Terms.text(policy.attributionMillis())));
    }
    if (section.has("points") && offers.values().stream().noneMatch(OfferReader.Read::isPoints)) {
      problems.hint(section.place("points"), "No offer gives points.");
    }
  }

  private void checkPaidFor(OfferReader.Read offer) {
    String id = offer.terms().id();
    if (offer.isPoints()) {
      if (!section.has("points")) {
        problems.add(
            offer.section().place("kind"),
            "'"
                + id
                + "' gives points, and there is no 'points' ledger that says what may be owed:"
                + " add points: {liabilityMost: 100000, lapseAfter: 365d}.");
      }
    } else if (offer.isMoney()
        && policy.campaigns().stream().noneMatch(campaign -> campaign.offers().contains(id))) {
      problems.add(
          offer.section().place("id"),
          "No campaign pays for '" + id + "', which is worth money: name it in one's 'offers'.");
    }
  }

  private void checkUplift(OfferReader.Read offer) {
    Set<String> names = new LinkedHashSet<>(policy.baselineMillis().keySet());
    names.addAll(offer.terms().upliftMillis().keySet());
    for (String name : names) {
      int baseline = policy.baselineOf(name);
      int uplift = offer.terms().upliftOf(name);
      if (baseline + uplift > 1_000) {
        problems.add(
            offer.section().place("uplift"),
            "An uplift of %s on a baseline of %s is more than all%s."
                .formatted(
                    Terms.text(uplift),
                    Terms.text(baseline),
                    name.equals(Policy.ANY) ? "" : " (" + name + ")"));
        return;
      }
    }
  }

  private void hintAtPatternsWithoutOffer() {
    Set<String> without = new HashSet<>(policy.patterns());
    for (OfferReader.Read offer : offers.values()) {
      Set<String> patterns = offer.terms().patterns();
      without.removeIf(pattern -> patterns.isEmpty() || patterns.contains(pattern));
    }
    for (String pattern : policy.patterns()) {
      if (without.contains(pattern)) {
        problems.hint(
            section.place("actOn"),
            "Alerts of " + pattern + " are acted on, and no offer is for them.");
      }
    }
  }

  /** Only what costs a fixed sum can be compared without a price. */
  private void hintAtOrder() {
    OfferTerms dearest = null;
    for (OfferReader.Read offer : offers.values()) {
      OfferTerms terms = offer.terms();
      if (terms.percentMillis() > 0 || terms.kind() == null) {
        continue;
      }
      if (dearest != null && costs(terms) < costs(dearest)) {
        problems.hint(
            offer.section().place("id"),
            "'%s' costs less than '%s' before it; offers stand in order, cheapest first."
                .formatted(terms.id(), dearest.id()));
      } else {
        dearest = terms;
      }
    }
  }

  private static long costs(OfferTerms offer) {
    return offer.amountMinor() + offer.costMinor();
  }
}
