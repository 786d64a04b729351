package dev.showroom.core.policy.file;

import static dev.showroom.core.policy.file.PolicyLines.CAMPAIGN;
import static dev.showroom.core.policy.file.PolicyLines.assertOne;
import static dev.showroom.core.policy.file.PolicyLines.campaign;
import static dev.showroom.core.policy.file.PolicyLines.entry;
import static dev.showroom.core.policy.file.PolicyLines.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told about campaigns. */
class CampaignProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour: red|5|There is no key 'colour' in a campaign; there are 'id'",
        "id: two words|9|'two words' is no name for a campaign: letters, digits",
        "id: points|9|'points' is what the points ledger is called; take another name.",
        "from: soon|11|'from' must be a date such as 2026-01-31, or a time such as"
            + " 2026-01-31T08:00",
        "from: 2026-02-30|11|'from' must be a date such as 2026-01-31",
        "until: 31.1.2026|12|'until' must be a date such as 2026-01-31",
        "offers: ten|13|'offers' must be a list",
        "offers: []|13|'offers' must name at least one offer.",
        "offers: [tenn, ten]|14|There is no offer 'tenn'; did you mean 'ten'?",
        "offers: [eleven, ten]|14|There is no offer 'eleven'; there is 'ten'.",
        "offers: [ten, ten]|19|'ten' stands in the list a second time.",
        "patterns: [hop]|16|'hop' is no name for a pattern",
        "categories: [{}]|18|A category must be a text.",
        "stores: [s1, s1]|18|'s1' stands in the list a second time.",
        "stores: []|13|'stores' is empty; leave it out for any.",
        "budget: 100|13|Here 'budget' is expected, which is a map of keys.",
        "budget: {}|13|'budget' must have at least one of 'total', 'perStore' and 'perDay'.",
        "budget: {total: 0}|21|'total' must be money in whole minor units, such as cents, from 1"
            + " to",
        "budget: {total: -100}|21|'total' must be money in whole minor units",
        "budget: {total: 1e9}|21|'total' must be money in whole minor units",
        "budget: {total: unlimited}|21|'total' must be money in whole minor units",
        "budget: {total: 1000000000001}|21|'total' must be money in whole minor units",
        "budget: {total: 9, perStore: 0}|34|'perStore' must be money in whole minor units",
        "budget: {total: 9, perDay: 0.5}|32|'perDay' must be money in whole minor units",
        "budget: {total: 9, pacing: even}|32|'pacing: even' spreads the budget of a day over it,"
            + " and",
        "budget: {perDay: 9, pacing: evn}|33|'evn' is no kind of pacing; did you mean 'even'?",
        "budget: {perDay: 9, burst: 10%}|25|'burst' goes with 'pacing: even' only.",
        "budget: {perDay: 9, pacing: even, burst: 2}|46|'burst' must be a share from 0 to 1",
      })
  void aCampaignThatIsWrong(String line, int column, String sentence) {
    List<String> all = problems(campaign(line));
    assertThat(all).anyMatch(p -> p.startsWith("line 2, column " + column + ": " + sentence));
    assertThat(all.stream().filter(problem -> problem.startsWith("line 2"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "offers", "budget"})
  void whatACampaignMustHaveIsMissed(String key) {
    Map<String, String> lines = new LinkedHashMap<>(CAMPAIGN);
    lines.remove(key);
    assertThat(problems(entry("campaigns", lines)))
        .first()
        .asString()
        .startsWith("line 2, column 5: The key '" + key + "' is missing: ");
  }

  @Test
  void aCampaignEndsAfterItBegins() {
    String begins = "from: 2026-02-01T00:00:00Z";
    assertThat(problems(campaign(begins, "until: 2026-02-01T00:00:00.001Z"))).isEmpty();
    assertOne(
        campaign(begins, "until: 2026-02-01T00:00:00Z"),
        3,
        12,
        "The campaign ends before it begins: 'until' is the first moment after it");
  }
}
