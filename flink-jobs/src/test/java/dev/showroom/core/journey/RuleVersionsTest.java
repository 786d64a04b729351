package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.schemas.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules an event is judged by, and how rules may be varied. */
class RuleVersionsTest {
  private static final String LEFT = "RESEARCH_INSPECT_LEAVE";
  private static final long EXIT = T0;
  private static final long LONG_AFTER = T0 + 60 * DAY;
  private static final String SHIPPED = shipped();

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "tv CONFIRMED " + at(EXIT + 7 * DAY);

  // ---- the rules of the day

  @ParameterizedTest
  @CsvSource({"0,true", "1,false", "-1,true"})
  void anEventIsJudgedByTheRulesInForceAtItsTime(long fromExit, boolean byTheStricter) {
    String stricter =
        from(EXIT + fromExit, 2, SHIPPED.replace("minResearch: 3,", "minResearch: 4,"));

    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), SHIPPED, stricter).isEmpty())
        .isEqualTo(byTheStricter);
  }

  @Test
  void ofTwoVersionsInForceFromTheSameMomentTheHigherOneCounts() {
    String stricter = from(EXIT, 3, SHIPPED.replace("minResearch: 3,", "minResearch: 4,"));
    String asShipped = from(EXIT, 2, SHIPPED);

    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), asShipped, stricter)).isEmpty();
    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), stricter, asShipped)).isEmpty();
  }

  @Test
  void anOpenAlertKeepsTheTermsThatItWasRaisedOn() {
    String sooner = from(EXIT + 1, 2, SHIPPED.replace("confirmAfter: 7d", "confirmAfter: 2d"));

    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), SHIPPED, sooner))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void soDoesOneWhoseDeadlineFollowsAVisitThatGoesOn() {
    String sooner = from(EXIT + 1, 2, SHIPPED.replace("confirmAfter: 7d", "confirmAfter: 2d"));
    Fact[] story = with(Story.IN_STORE_PRICE_CHECK.facts(), exit("s1", T0 + HOUR));

    assertThat(told("IN_STORE_PRICE_CHECK", story, SHIPPED, sooner))
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(T0 + HOUR + 7 * DAY));
  }

  @Test
  void beforeTheFirstVersionNobodyIsJudged() {
    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), from(EXIT + 1, 1, SHIPPED)))
        .isEmpty();
    assertThat(told(LEFT, Story.RESEARCH_INSPECT_LEAVE.facts(), from(EXIT, 1, SHIPPED)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void anAlertNamesTheVersionThatRaisedIt() {
    TestJourney journey =
        journeyBy(Facts.SHOP, SHIPPED, from(EXIT, 7, SHIPPED))
            .with(Story.RESEARCH_INSPECT_LEAVE.facts());
    journey.advanceTo(EXIT);

    assertThat(journey.revisions().get(0).toRecord().getRuleVersion()).isEqualTo(7);
  }

  // ---- shadow

  @Test
  void aShadowRulesAlertsAreMarkedAndOthersAreNot() {
    assertThat(marks(shadow(LEFT))).isNotEmpty().containsOnly(true);
    assertThat(marks(SHIPPED)).isNotEmpty().containsOnly(false);
  }

  @Test
  void aShadowAlertIsNeverTheGroundOfALiveOne() {
    Fact[] story = Story.SERIAL_RETURNER.facts();

    assertThat(told("SERIAL_RETURNER", story, SHIPPED)).hasSize(1);
    assertThat(told("TRIAL_RETURN", story, shadow("TRIAL_RETURN"))).hasSize(6);
    assertThat(told("SERIAL_RETURNER", story, shadow("TRIAL_RETURN"))).isEmpty();
  }

  @Test
  void norIsOneOfThemAmongLiveOnes() {
    // The first of the three is from a time when the rule was on trial itself.
    String live = from(T0 - 60 * DAY, 2, SHIPPED);

    assertThat(told("SERIAL_RETURNER", Story.SERIAL_RETURNER.facts(), shadow("TRIAL_RETURN"), live))
        .isEmpty();
  }

  @Test
  void norItsOccasion() {
    // Three live ones were not enough, as too little had been bought.
    TestJourney live = journeyBy(Facts.SHOP, SHIPPED);
    TestJourney lastInShadow =
        journeyBy(Facts.SHOP, SHIPPED, from(T0 + DAY, 2, shadow("TRIAL_RETURN")));
    for (TestJourney journey : List.of(live, lastInShadow)) {
      journey.with(Story.trial("tv", T0 - 30 * DAY)).with(Story.trial("cam", T0 - 20 * DAY));
      journey.with(Story.trial("radio", T0)).with(Story.trial("lamp", T0 + 10 * DAY));
      journey.with(bought("k", Channel.ONLINE, "mic-1", T0 + 2 * DAY)).advanceTo(LONG_AFTER);
    }

    assertThat(live.told("SERIAL_RETURNER")).containsExactly("null SUSPECTED " + at(T0 + 10 * DAY));
    assertThat(lastInShadow.told("SERIAL_RETURNER")).isEmpty();
  }

  @Test
  void aShadowRuleMayRestOnLiveAlertsAndOnShadowOnes() {
    String both = shadow("TRIAL_RETURN", "SERIAL_RETURNER");

    assertThat(told("SERIAL_RETURNER", Story.SERIAL_RETURNER.facts(), shadow("SERIAL_RETURNER")))
        .hasSize(1);
    assertThat(told("SERIAL_RETURNER", Story.SERIAL_RETURNER.facts(), both)).hasSize(1);
  }

  @Test
  void aShadowAccessoryConfirmsNoLiveSuspicion() {
    Fact accessory = bought("c", Channel.ONLINE, "case-tv", EXIT + DAY);
    Fact[] story = with(Story.RESEARCH_INSPECT_LEAVE.facts(), accessory);

    assertThat(told(LEFT, story, SHIPPED))
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(EXIT + DAY));
    assertThat(told(LEFT, story, shadow("ACCESSORY_TRACE"))).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(LEFT, story, shadow("ACCESSORY_TRACE", LEFT)))
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(EXIT + DAY));
  }

  // ---- other thresholds for a category

  @Test
  void aCategoryMayHaveItsOwnThresholdAndTheOthersKeepTheirs() {
    String fashion = override("{category: [fashion], params: {minResearch: 4}}");
    Fact[] three = Story.RESEARCH_INSPECT_LEAVE.facts();
    Fact[] four = with(three, view("tv-1", EXIT - 4 * DAY));

    assertThat(told(LEFT, three, category("fashion"), fashion)).isEmpty();
    assertThat(told(LEFT, four, category("fashion"), fashion))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(LEFT, three, category("electronics"), fashion))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aCategoryMayBeLeftOutOrOnTrial() {
    String off = override("{category: [giftware], enabled: false}");
    Fact[] story = Story.RESEARCH_INSPECT_LEAVE.facts();

    assertThat(told(LEFT, story, category("giftware"), off)).isEmpty();
    assertThat(told(LEFT, story, category("electronics"), off)).hasSize(2);

    TestJourney onTrial =
        journeyBy(category("giftware"), override("{category: [giftware], mode: shadow}"))
            .with(story);
    onTrial.advanceTo(EXIT);
    assertThat(onTrial.revisions().get(0).toRecord().getShadow()).isTrue();
  }

  @Test
  void aCategoryMayAskForAHigherScore() {
    Fact[] story = Story.RESEARCH_INSPECT_LEAVE.facts();
    TestJourney plain = journeyBy(category("fashion"), SHIPPED).with(story);
    plain.advanceTo(EXIT);
    double score = plain.revisions().get(0).toRecord().getScore();

    assertThat(told(LEFT, story, category("fashion"), minScore(score))).hasSize(2);
    assertThat(told(LEFT, story, category("fashion"), minScore(score + 0.001))).isEmpty();
  }

  // ---- cool-down

  @Test
  void aRetractedAlertCoolsNothingDown() {
    Fact[] hops = with(Story.STORE_HOP.facts(), demo("s3", "tv-1", 0, T0 + 3 * DAY));
    Fact[] excused =
        with(
            with(hops, serviceCase("k", true, "tv-1", T0 + DAY)),
            serviceCase("k", false, "tv-1", T0 + 2 * DAY));

    assertThat(told("STORE_HOP", hops, SHIPPED)).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told("STORE_HOP", excused, SHIPPED))
        .contains(
            "tv RETRACTED SERVICE_RECOVERY " + at(T0 + DAY),
            "tv SUSPECTED " + at(T0 + 3 * DAY + 2 * HOUR));
  }

  @Test
  void anAlertAboutAnotherFamilyCoolsNothingDown() {
    Fact[] hops =
        with(
            with(Story.STORE_HOP.facts(), demo("s1", "cam-1", 0, T0 + DAY)),
            demo("s2", "cam-1", 0, T0 + 2 * DAY));

    assertThat(told("STORE_HOP", hops, SHIPPED))
        .contains(SUSPECTED, "cam SUSPECTED " + at(T0 + 2 * DAY + 2 * HOUR));
  }

  @ParameterizedTest
  @CsvSource({"0,2", "1,1"})
  void anAnchorExactlyTheCoolDownLaterIsAnotherAlert(long shorter, int alerts) {
    // The third visit closes two hours after its only step.
    long close = T0 + 7 * DAY - shorter;
    Fact[] hops =
        with(
            with(Story.STORE_HOP.facts(), demo("s4", "tv-1", 0, T0 + 4 * DAY)),
            demo("s3", "tv-1", 0, close - 2 * HOUR));

    assertThat(told("STORE_HOP", hops, SHIPPED).stream().filter(t -> t.contains("SUSPECTED")))
        .hasSize(alerts);
  }

  @Test
  void withoutACoolDownEachIsAnAlert() {
    Fact[] hops = with(Story.STORE_HOP.facts(), demo("s3", "tv-1", 0, T0 + 3 * DAY));
    String none = SHIPPED.replace("    coolDown: 7d\n", "");

    assertThat(none).isNotEqualTo(SHIPPED);
    assertThat(told("STORE_HOP", hops, none)).hasSize(4);
  }

  // ---- helpers

  private static List<String> told(String pattern, Fact[] facts, String... rules) {
    return told(pattern, facts, Facts.SHOP, rules);
  }

  private static List<String> told(
      String pattern, Fact[] facts, Catalogue catalogue, String... rules) {
    TestJourney journey = journeyBy(catalogue, rules).with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told(pattern);
  }

  private static List<Boolean> marks(String rules) {
    TestJourney journey = journeyBy(Facts.SHOP, rules).with(Story.RESEARCH_INSPECT_LEAVE.facts());
    journey.advanceTo(LONG_AFTER);
    return journey.revisions().stream().map(r -> r.toRecord().getShadow()).toList();
  }

  private static TestJourney journeyBy(Catalogue catalogue, String... rules) {
    return TestJourney.journey(
        new Surroundings(catalogue, RuleBooks.of(List.of(rules), List.of()), FeedClock.unused()));
  }

  private static Catalogue category(String category) {
    return (sku, time) -> {
      ProductVersion product = Facts.SHOP.asOf(sku, time);
      return new ProductVersion(
          sku, 0, product.family(), category, product.priceMinor(), product.costMinor());
    };
  }

  /** The shipped rules as another version. */
  private static String from(long time, int version, String rules) {
    return rules.replace(
        "\nversion: 1\n",
        "\nversion: " + version + "\neffectiveFrom: " + Instant.ofEpochMilli(time) + "\n");
  }

  /** The shipped rules, with some that are only to be looked at. */
  private static String shadow(String... ids) {
    String rules = SHIPPED;
    for (String id : ids) {
      rules = rules.replace("  - id: " + id + "\n", "  - id: " + id + "\n    mode: shadow\n");
    }
    return rules;
  }

  /** The shipped rules, with an override of the first. */
  private static String override(String override) {
    return SHIPPED.replace(
        "  - id: " + LEFT + "\n", "  - id: " + LEFT + "\n    overrides: [" + override + "]\n");
  }

  private static String minScore(double score) {
    return override("{category: [fashion], minScore: " + score + "}");
  }

  private static Fact[] with(Fact[] facts, Fact more) {
    Fact[] all = Arrays.copyOf(facts, facts.length + 1);
    all[facts.length] = more;
    return all;
  }

  private static String shipped() {
    try (InputStream in =
        RuleVersionsTest.class.getResourceAsStream("/dev/showroom/rules/rules.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
