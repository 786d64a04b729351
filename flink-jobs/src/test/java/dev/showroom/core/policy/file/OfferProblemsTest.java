package dev.showroom.core.policy.file;

import static dev.showroom.core.policy.file.PolicyLines.OFFER;
import static dev.showroom.core.policy.file.PolicyLines.assertOne;
import static dev.showroom.core.policy.file.PolicyLines.entry;
import static dev.showroom.core.policy.file.PolicyLines.hints;
import static dev.showroom.core.policy.file.PolicyLines.offer;
import static dev.showroom.core.policy.file.PolicyLines.policy;
import static dev.showroom.core.policy.file.PolicyLines.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told about the catalogue of offers. */
class OfferProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour: red|5|There is no key 'colour' in an offer; there are 'id', 'kind'",
        "id: two words|9|'two words' is no name for an offer: letters, digits, '.', '-' and '_'",
        "kind: COUPN|11|'COUPN' is no kind of offer; did you mean 'COUPON'?",
        "kind: coupons|11|'coupons' is no kind of offer; did you mean 'COUPON'?",
        "kind: NOTHING|11|'NOTHING' is no kind of offer; there are 'INFORMATION', 'ASSISTANT'",
        "value: 10%|12|Here 'value' is expected, which is a map of keys.",
        "value: {}|12|'value' must have either 'percent' or 'amount'.",
        "value: {percent: 10%, amount: 5}|12|'value' must have either 'percent' or 'amount'.",
        "value: {percent: 10}|22|'percent' must be written with its sign, such as 10% or 7.5%, not"
            + " '10'",
        "value: {percent: 0.1}|22|'percent' must be written with its sign",
        "value: {percent: 0%}|22|'percent' must be more than 0%.",
        "value: {percent: 101%}|22|'percent' must be a share from 0 to 1",
        "value: {percent: 7.55%}|22|'percent' must be a share in whole thousandths, such as 0.075"
            + " or",
        "value: {amount: 0}|21|'amount' must be money in whole minor units, such as cents, from 1"
            + " to",
        "value: {amount: -5}|21|'amount' must be money in whole minor units",
        "value: {amount: 12.50}|21|'amount' must be money in whole minor units",
        "value: {amount: 1000000000001}|21|'amount' must be money in whole minor units",
        "value: {amount: 99999999999999999999}|21|'amount' must be money in whole minor units",
        "value: {amount: 1_00}|21|'amount' must be money in whole minor units",
        "value: {amount: 500, most: 50}|26|'most' goes with 'percent' only.",
        "value: {percent: 10%, most: 0}|33|'most' must be money in whole minor units",
        "cost: -1|11|'cost' must be money in whole minor units, such as cents, from 0 to",
        "uplift: 9|13|'uplift' must be a share from 0 to 1, such as 0.1 or 10%, not '9'; did you"
            + " mean '9%'?",
        "uplift: {default: 101%}|23|'default' must be a share from 0 to 1",
        "uplift: []|13|'uplift' must be a share, or a map of shares by pattern and 'default'.",
        "patterns: []|15|'patterns' is empty; leave it out for any.",
        "patterns: [storehop]|16|'storehop' is no name for a pattern",
        "categories: ['']|18|A category must be a text.",
        "categories: [toys, toys]|24|'toys' stands in the list a second time.",
        "categories: ['*toys']|18|'*toys': '*' stands at the end of a category only",
        "segments: [ORDNARY]|16|'ORDNARY' is no segment; did you mean 'ORDINARY'?",
        "priceSensitive: very|21|'priceSensitive' must be true or false, not 'very'.",
        "fromPrice: -1|16|'fromPrice' must be money in whole minor units",
      })
  void anOfferThatIsWrong(String line, int column, String sentence) {
    List<String> all = problems(offer(line));
    assertThat(all).anyMatch(p -> p.startsWith("line 2, column " + column + ": " + sentence));
    assertThat(all.stream().filter(problem -> problem.startsWith("line 2"))).hasSize(1);
  }

  @Test
  void whatIsUnderAWrongNameIsMissedAndTheNameToldOf() {
    assertThat(problems(policy("quietHours: {from: 21:00, to: 08:00}")))
        .containsExactly(
            "line 1, column 13: The key 'until' is missing: a time of day such as 08:00.",
            "line 1, column 27: There is no key 'to' in 'quietHours'; there are 'from', 'until'.");
    assertThat(problems(offer("value: {share: 10%}")))
        .containsExactly(
            "line 2, column 12: 'value' must have either 'percent' or 'amount'.",
            "line 2, column 13: There is no key 'share' in 'value'; there are 'percent', 'amount',"
                + " 'most'.");
  }

  @Test
  void nothingIsNoNameForAnOffer() {
    assertOne(
        policy("offers: [{id: nothing, kind: INFORMATION, uplift: 1%}]", "campaigns: []"),
        1,
        15,
        "'nothing' is what competes with every offer; take another name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "kind", "value", "uplift"})
  void whatAnOfferMustHaveIsMissed(String key) {
    Map<String, String> lines = new LinkedHashMap<>(OFFER);
    lines.remove(key);
    assertThat(problems(entry("offers", lines)))
        .first()
        .asString()
        .startsWith("line 2, column 5: The key '" + key + "' is missing: ");
  }

  @Test
  void whatIsWorthNoMoneyHasNoValueAndNeedsNoCampaign() {
    String guide = "offers: [{id: guide, kind: INFORMATION, uplift: 2%%%s}]";
    assertThat(problems(policy(guide.formatted(", cost: 5"), "campaigns: []"))).isEmpty();
    assertOne(
        policy(guide.formatted(", value: {amount: 5}"), "campaigns: []"),
        1,
        53,
        "INFORMATION is worth no money; leave 'value' out, and say with 'cost' what it costs.");
    assertOne(
        policy(guide.formatted(""), "campaigns: [{id: c, offers: [guide], budget: {total: 1}}]"),
        2,
        30,
        "'guide' is worth no money; no campaign has to pay for it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARRANTY", "BUNDLE"})
  void whatIsGivenAsAThingHasAValueOrACost(String kind) {
    String offer = "offers: [{id: ten, kind: " + kind + ", uplift: 2%%%s}]";
    assertThat(problems(policy(offer.formatted(", cost: 5")))).isEmpty();
    assertThat(problems(policy(offer.formatted(", value: {amount: 5}")))).isEmpty();
    assertOne(policy(offer.formatted("")), 1, 10, "The key 'value' is missing: what is given away");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARRANTY", "BUNDLE", "PRICE_MATCH", "COUPON"})
  void whatIsWorthMoneyIsPaidForByACampaign(String kind) {
    String offer = "offers: [{id: ten, kind: " + kind + ", value: {amount: 5}, uplift: 2%}]";
    assertThat(problems(policy(offer))).isEmpty();
    assertOne(
        policy(offer, "campaigns: []"),
        1,
        15,
        "No campaign pays for 'ten', which is worth money: name it in one's 'offers'.");
  }

  @Test
  void pointsArePaidForByTheirLedgerAndByNoCampaign() {
    String offer = "offers: [{id: p, kind: POINTS, value: {amount: 5}, uplift: 2%}]";
    String ledger = "points: {liabilityMost: 1_000, lapseAfter: 365d}";
    assertThat(problems(policy(offer, ledger, "campaigns: []"))).isEmpty();
    assertOne(
        policy(offer, "campaigns: []"),
        1,
        24,
        "'p' gives points, and there is no 'points' ledger that says what may be owed: add"
            + " points:");
    assertOne(
        policy(offer, ledger, "campaigns: [{id: c, offers: [p], budget: {total: 1}}]"),
        3,
        30,
        "'p' gives points, which the points ledger pays for.");
  }

  @Test
  void baselineAndUpliftAreTogetherNoMoreThanAll() {
    String uplift = "uplift: {default: 1%, STORE_HOP: 40%}";
    assertThat(problems(offer(uplift) + "baseline: {STORE_HOP: 60%}\n")).isEmpty();
    assertOne(
        offer(uplift) + "baseline: {STORE_HOP: 60.1%}\n",
        2,
        13,
        "An uplift of 40% on a baseline of 60.1% is more than all (STORE_HOP).");
    assertOne(
        offer("uplift: 1%") + "baseline: 100%\n",
        2,
        13,
        "An uplift of 1% on a baseline of 100% is more than all.");
  }

  @Test
  void aCatalogueIsNotEmpty() {
    assertOne(
        policy("offers: []", "campaigns: []"),
        1,
        9,
        "'offers' must hold at least one offer; to act on nothing, leave 'actOn.patterns' empty.");
    assertThat(hints(policy("actOn: {patterns: []}"))).isEmpty();
  }
}
