package dev.showroom.core.policy.file;

import static dev.showroom.core.policy.file.PolicyLines.POLICY;
import static dev.showroom.core.policy.file.PolicyLines.assertOne;
import static dev.showroom.core.policy.file.PolicyLines.offer;
import static dev.showroom.core.policy.file.PolicyLines.policy;
import static dev.showroom.core.policy.file.PolicyLines.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.core.yaml.InvalidFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told who writes a policy file, and where. */
class PolicyProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour: red|1|There is no key 'colour' in a policy.",
        "ofers: []|1|There is no key 'ofers' in a policy; did you mean 'offers'?",
        "margin-floor: 1|1|There is no key 'margin-floor' in a policy; did you mean 'marginFloor'?",
        "id: []|5|'id' must be one value.",
        "version: 0|10|'version' must be a whole number from 1, not '0'.",
        "version: 1.5|10|'version' must be a whole number from 1, not '1.5'.",
        "version: 9999999999|10|'version' must be a whole number from 1, not '9999999999'.",
        "effectiveFrom: soon|16|'effectiveFrom' must be a time such as 2026-01-31T00:00:00Z, not",
        "mode: shadwo|7|'shadwo' is no mode; did you mean 'shadow'?",
        "actOn: {}|8|The key 'patterns' is missing: a list, which may be empty",
        "actOn: [STORE_HOP]|8|Here 'actOn' is expected, which is a map of keys.",
        "actOn: {patterns: STORE_HOP}|19|'patterns' must be a list",
        "actOn: {patterns: [store_hop]}|20|'store_hop' is no name for a pattern; did you mean",
        "actOn: {patterns: [a b]}|20|'a b' is no name for a pattern: capital letters, digits and _",
        "actOn: {patterns: [STORE_HOP, STORE_HOP]}|31|'STORE_HOP' stands in the list a second"
            + " time.",
        "actOn: {patterns: [STORE_HOP], minScore: 1.1}|42|'minScore' must be a share from 0 to 1",
        "actOn: {patterns: [STORE_HOP], minscore: 1}|32|There is no key 'minscore' in 'actOn'; did",
        "timeZone: Europe/Berln|11|'Europe/Berln' is no time zone; did you mean 'Europe/Berlin'?",
        "timeZone: here|11|'here' is no time zone.",
        "holdOut: {share: 10%}|10|The key 'salt' is missing: any text",
        "holdOut: {share: 10%, salt: ''}|29|'salt' must be one value.",
        "holdOut: {salt: s}|10|The key 'share' is missing: how many customers",
        "holdOut: {share: -0.1, salt: s}|18|'share' must be a share from 0 to 1, such as 0.1 or",
        "holdOut: {share: 10, salt: s}|18|'share' must be a share from 0 to 1, such as 0.1 or 10%,"
            + " not '10'; did you mean '10%'?",
        "holdOut: {share: 100.1%, salt: s}|18|'share' must be a share from 0 to 1",
        "holdOut: {share: 1.001, salt: s}|18|'share' must be a share from 0 to 1",
        "holdOut: {share: 0.0001, salt: s}|18|'share' must be a share in whole thousandths",
        "holdOut: {share: a lot, salt: s}|18|'share' must be a share from 0 to 1",
        "quietHours: {from: 21:00, until: 21:00}|34|'from' and 'until' are the same; leave",
        "quietHours: {from: 21:00}|13|The key 'until' is missing: a time of day such as 08:00.",
        "quietHours: {from: 9pm, until: 08:00}|20|'from' must be a time of day from 00:00 to 23:59",
        "quietHours: {from: 24:00, until: 08:00}|20|'from' must be a time of day from 00:00 to",
        "caps: {perFamily: {most: 1}}|19|The key 'within' is missing: within how long, as 30d.",
        "caps: {perFamily: {within: 30d}}|19|The key 'most' is missing: how many offers.",
        "caps: {perFamily: {most: -1, within: 30d}}|26|'most' must be a whole number from 0 to"
            + " 1000",
        "caps: {perCustomer: {most: 1001, within: 30d}}|28|'most' must be a whole number from 0 to",
        "caps: {perCustomer: {most: 1, within: 181d}}|39|'within' must be at most 180d, not 181d.",
        "caps: {perCustomer: {most: 1, within: 0d}}|39|'within' must be more than 0s.",
        "caps: {perCustomer: {most: 1, within: month}}|39|'within' must be a duration such as 30m",
        "caps: {household: maybe}|19|'household' must be true or false, not 'maybe'.",
        "caps: {perHousehold: {most: 1}}|8|There is no key 'perHousehold' in 'caps'",
        "marginFloor: 10%|14|Here 'marginFloor' is expected, which is a map of keys.",
        "marginFloor: {categories: {a: 10%}}|14|The key 'default' is missing: of categories that",
        "marginFloor: {default: 100%}|24|A margin floor must be less than 1",
        "marginFloor: {default: 0.1, categories: {a: 1}}|45|A margin floor must be less than 1",
        "marginFloor: {default: 0.1, categories: {a: -5%}}|45|'a' must be a share from 0 to 1",
        "marginFloor: {default: 0.1, categories: {a*b: 0}}|47|'a*b': '*' stands at the end of a",
        "marginFloor: {default: 0.1, categories: {a: 0, a: 0}}|48|The key 'a' stands here a second",
        "noMoney: {segments: [BELOW_ZRO]}|22|'BELOW_ZRO' is no segment; did you mean 'BELOW_ZERO'?",
        "noMoney: {segments: []}|21|'segments' is empty; leave it out for any.",
        "noMoney: {patterns: [fishers]}|22|'fishers' is no name for a pattern",
        "validFor: 0h|11|'validFor' must be more than 0s.",
        "validFor: 91d|11|'validFor' must be at most 90d, not 91d.",
        "attribution: 91d|14|'attribution' must be at most 90d, not 91d.",
        "baseline: [1]|11|'baseline' must be a share, or a map of shares by pattern and 'default'.",
        "baseline: {STORE_HOP: 2}|23|'STORE_HOP' must be a share from 0 to 1, such as 0.1 or 10%,"
            + " not '2'; did you mean '2%'?",
        "baseline: {default: 10%, store-hop: 10%}|26|'store-hop' is no name for a pattern; did you",
        "preferCheaper: 2|16|'preferCheaper' must be a share from 0 to 1",
        "points: {liabilityMost: 100}|9|The key 'lapseAfter' is missing: for how long points are",
        "points: {lapseAfter: 365d}|9|The key 'liabilityMost' is missing",
        "points: {liabilityMost: 0, lapseAfter: 1d}|25|'liabilityMost' must be money in whole",
        "points: {liabilityMost: 1, lapseAfter: 3651d}|40|'lapseAfter' must be at most 3650d",
      })
  void aLineThatIsWrong(String line, int column, String sentence) {
    assertOne(policy(line), 1, column, sentence);
  }

  @Test
  void aKeyThatStandsTwice() {
    assertOne("id: twice\n" + policy(), 2, 1, "The key 'id' stands here a second time.");
    assertOne(offer("cost: 1", "cost: 1"), 3, 5, "The key 'cost' stands here a second time.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "version", "actOn", "timeZone", "marginFloor", "offers"})
  void whatMustBeThereIsMissed(String key) {
    Map<String, String> lines = new LinkedHashMap<>(POLICY);
    lines.remove(key);
    if (key.equals("offers")) {
      lines.remove("campaigns");
    }
    assertOne(String.join("\n", lines.values()), 1, 1, "The key '" + key + "' is missing: ");
  }

  @Test
  void twoOffersTwoCampaignsAndTwoVersionsOfOneName() {
    String ten = "{id: ten, kind: COUPON, value: {amount: 1}, uplift: 1%}";
    assertOne(
        policy("offers: [" + ten + ", " + ten + "]"),
        1,
        72,
        "There is another offer 'ten' before this one.");
    String c = "{id: c, offers: [ten], budget: {total: 1}}";
    assertOne(
        policy("campaigns: [" + c + ", " + c + "]"),
        1,
        62,
        "There is another campaign 'c' before this one.");
    assertOne(policy() + "---\n" + policy(), 10, 1, "Version 1 of 't' stands in the file twice.");
    assertThat(PolicyFiles.read(policy() + "---\n" + policy("version: 2"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- a list|1|1|Here a policy is expected, which is a map of keys.",
        "id: [unclosed|1|14|This is not YAML: ",
        "id: a: b|1|6|This is not YAML: mapping values are not allowed here; put what has ': ' in"
            + " it in",
        "# nothing|1|1|The file holds no policy.",
        "id: a\u0000b|1|6|This is not text: it has characters that YAML forbids.",
        "<<: {id: t}|1|1|There is no key '<<' in a policy",
      })
  void aFileThatIsNoPolicy(String text, int line, int column, String sentence) {
    assertThat(problems(text))
        .anyMatch(
            problem -> problem.startsWith("line " + line + ", column " + column + ": " + sentence));
  }

  @Test
  void aNameForAListIsRefusedBeforeItBlowsUpAndOneForAWordIsNot() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + before + ", " + before + "]\n");
    }
    assertOne(
        bomb.toString(), 2, 10, "A list or map cannot be repeated by a name of its own; write it");
    assertThat(
            problems(
                policy("holdOut: {share: &tenth 10%, salt: s}", "marginFloor: {default: *tenth}")))
        .isEmpty();
    assertOne("x".repeat(200_001), 1, 1, "The file is longer than 200000 characters.");
    assertThat(problems("[".repeat(1_000))).hasSize(1);
  }

  @Test
  void everythingIsToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                "id: t\n"
                    + "version: none\n"
                    + "actOn: {patterns: [x]}\n"
                    + "timeZone: Mars\n"
                    + "marginFloor: {default: 2}\n"
                    + "offers:\n"
                    + "  - {id: a, kind: COUPON, uplift: lots, value: {percent: 10}}\n"
                    + "campaigns:\n"
                    + "  - {id: c, offers: [b], budget: {}}\n"))
        .extracting(problem -> problem.replaceFirst(",.*", ""))
        .containsExactly(
            "line 2", "line 3", "line 4", "line 5", "line 7", "line 7", "line 7", "line 9",
            "line 9");
  }

  @Test
  void readingThrowsWithAllProblems() {
    assertThatThrownBy(() -> PolicyFiles.read("id: t\nversion: 1"))
        .isInstanceOfSatisfying(
            InvalidFileException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  @Test
  void noTextBreaksTheReader() {
    Random random = new Random(7);
    String shipped = PolicyFiles.shippedText();
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(shipped.length());
      int to = Math.min(shipped.length(), from + random.nextInt(30));
      String cut = shipped.substring(0, from) + "{'[:-~".charAt(i % 6) + shipped.substring(to);
      assertThat(PolicyFiles.check(cut)).isNotNull();
    }
  }
}
