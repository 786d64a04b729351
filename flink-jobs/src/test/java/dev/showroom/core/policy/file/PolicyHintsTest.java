package dev.showroom.core.policy.file;

import static dev.showroom.core.policy.file.PolicyLines.campaign;
import static dev.showroom.core.policy.file.PolicyLines.hints;
import static dev.showroom.core.policy.file.PolicyLines.offer;
import static dev.showroom.core.policy.file.PolicyLines.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is right, and told all the same, as it may not be what was meant. */
class PolicyHintsTest {
  @Test
  void whatTheOthersAreMadeOfIsRight() {
    for (String text : List.of(policy(), offer(), campaign())) {
      assertThat(hints(text)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "actOn: {patterns: [STORE_HOPS]}|20|'STORE_HOPS' is no pattern of the shipped rules; did"
            + " you",
        "noMoney: {patterns: [SERIAL_RETURNR]}|22|'SERIAL_RETURNR' is no pattern of the shipped",
        "baseline: {STORE_HOPS: 1%}|12|'STORE_HOPS' is not among the patterns that are acted on;"
            + " did",
        "baseline: {TRIAL_RETURN: 1%}|12|'TRIAL_RETURN' is not among the patterns that are acted"
            + " on.",
        "holdOut: {share: 0, salt: s}|10|No customers are held out: what the offers bring about",
        "validFor: 8d|11|Offers are valid for 8d, and what is bought later than 7d after them does"
            + " not",
        "attribution: 1d|14|Offers are valid for 2d, and what is bought later than 1d after them"
            + " does",
        "points: {liabilityMost: 9, lapseAfter: 1d}|9|No offer gives points.",
      })
  void whatMayNotBeMeantIsAHintAndAccepted(String line, int column, String sentence) {
    assertThat(hints(policy(line)))
        .singleElement()
        .asString()
        .startsWith("line 1, column " + column + ": " + sentence);
  }

  @Test
  void aPatternOfOnesOwnRulesIsNoMatterOfAHint() {
    assertThat(hints(policy("actOn: {patterns: [STORE_HOP, WINDOW_SHOPPING]}"))).isEmpty();
  }

  @Test
  void offersAndCampaignsThatNeverComeToBearAreHints() {
    assertThat(hints(offer("patterns: [STORE_HOPS]")))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "line 2, column 16: 'STORE_HOPS' is not among the patterns that are")
                    .endsWith("did you mean 'STORE_HOP'?"),
            two ->
                assertThat(two)
                    .endsWith("Alerts of STORE_HOP are acted on, and no offer is for them."));
    assertThat(hints(campaign("budget: {total: 10, perDay: 10, perStore: 10}"))).isEmpty();
    assertThat(hints(campaign("budget: {total: 10, perDay: 11, perStore: 11}")))
        .containsExactly(
            "line 2, column 33: 'perDay' is more than 'total', and never comes to bear.",
            "line 2, column 47: 'perStore' is more than 'total', and never comes to bear.");
    String over = "until: 2026-01-31T00:00:00Z";
    assertThat(hints(campaign(over) + "effectiveFrom: 2026-01-30T23:59:59Z\n")).isEmpty();
    assertThat(hints(campaign(over) + "effectiveFrom: 2026-01-31T00:00:00Z\n"))
        .containsExactly("line 2, column 12: The campaign is over before the policy is in force.");
  }

  @Test
  void anOfferBeforeACheaperOneIsAHint() {
    String offers =
        "offers: [{id: a, kind: ASSISTANT, cost: %d, uplift: 1%%}, {id: b, kind: PICKUP, cost: 5,"
            + " uplift: 1%%}]";
    assertThat(hints(policy(offers.formatted(5), "campaigns: []"))).isEmpty();
    assertThat(hints(policy(offers.formatted(6), "campaigns: []")))
        .containsExactly(
            "line 1, column 62: 'b' costs less than 'a' before it; offers stand in order, cheapest"
                + " first.");
  }
}
