package dev.showroom.core.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.core.yaml.InvalidFileException;
import dev.showroom.core.yaml.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told who writes a policy file, and where. */
class PolicyProblemsTest {
  private static final Map<String, String> OFFER =
      lines("id: ten", "kind: COUPON", "value: {percent: 10%}", "uplift: 9%");
  private static final Map<String, String> CAMPAIGN =
      lines("id: c", "offers: [ten]", "budget: {total: 100}");
  private static final Map<String, String> POLICY =
      lines(
          "id: t",
          "version: 1",
          "actOn: {patterns: [STORE_HOP]}",
          "timeZone: Europe/Berlin",
          "holdOut: {share: 10%, salt: s}",
          "marginFloor: {default: 10%}",
          "offers: [{id: ten, kind: COUPON, value: {percent: 10%}, uplift: 9%}]",
          "campaigns: [{id: c, offers: [ten], budget: {total: 100}}]");

  private static Map<String, String> lines(String... lines) {
    Map<String, String> byKey = new LinkedHashMap<>();
    Stream.of(lines).forEach(line -> byKey.put(key(line), line));
    return byKey;
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(':'));
  }

  /** The lines, with these before them and in the place of any of the same key. */
  private static List<String> with(Map<String, String> lines, String... others) {
    Map<String, String> rest = new LinkedHashMap<>(lines);
    List<String> all = new ArrayList<>(List.of(others));
    all.forEach(line -> rest.remove(key(line)));
    all.addAll(rest.values());
    return all;
  }

  private static String policy(String... lines) {
    return String.join("\n", with(POLICY, lines)) + "\n";
  }

  /** With an entry of a list in the first lines; the line in question is the second. */
  private static String entry(String key, Map<String, String> entry, String... lines) {
    return policy(key + ":\n  - " + String.join("\n    ", with(entry, lines)));
  }

  private static String offer(String... lines) {
    return entry("offers", OFFER, lines);
  }

  private static String campaign(String... lines) {
    return entry("campaigns", CAMPAIGN, lines);
  }

  private static List<String> problems(String text) {
    return PolicyFiles.check(text).problems().stream().map(Problem::toString).toList();
  }

  private static List<String> hints(String text) {
    assertThat(problems(text)).isEmpty();
    return PolicyFiles.check(text).hints().stream().map(Problem::toString).toList();
  }

  private static void assertOne(String text, int line, int column, String sentence) {
    assertThat(problems(text))
        .singleElement()
        .asString()
        .startsWith("line " + line + ", column " + column + ": " + sentence);
  }

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
