package dev.showroom.core.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a policy file says, and what holds where it says nothing. */
class PolicyFilesTest {
  private static final String SHORT =
      """
      id: short
      version: 1
      actOn: {patterns: [STORE_HOP]}
      timeZone: UTC
      marginFloor: {default: 0}
      offers: [{id: guide, kind: INFORMATION, uplift: 2%}]
      """;

  private static Policy read(String yaml) {
    return PolicyFiles.read(yaml).get(0);
  }

  private static long millis(String duration) {
    return Duration.parse(duration).toMillis();
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @Test
  void everythingThatAFileCanSayIsRead() {
    Policy policy =
        read(
            """
            id: all
            version: 3
            effectiveFrom: 2026-01-31T00:00:00Z
            description: For people.
            mode: shadow
            actOn: {patterns: [STORE_HOP, MINE], minScore: 0.455}
            timeZone: Europe/Berlin
            holdOut: {share: 12.5%, salt: s1}
            quietHours: {from: "21:30", until: 8:05}
            caps:
              perFamily: {most: 0, within: 10d}
              perCustomer: {most: 3, within: 36h}
              household: false
            marginFloor: {default: 0.1, categories: {toys: 20%, shoes-*: 0}}
            noMoney: {patterns: [FISHERS], segments: [BELOW_ZERO, ORDINARY]}
            validFor: 24h
            attribution: 5d
            baseline: {default: 20%, MINE: 1%}
            preferCheaper: 5%
            offers:
              - {id: guide, kind: INFORMATION, cost: 7, uplift: 0}
              - id: points
                kind: POINTS
                value: {amount: 1_500}
                uplift: {MINE: 3%}
              - id: ten
                kind: COUPON
                description: For people.
                value: {percent: 10 %, most: 5000}
                cost: 30
                uplift: {default: 9%, MINE: 0.2}
                patterns: [MINE]
                categories: [toys, shoes-*]
                segments: [MOST_VALUABLE]
                priceSensitive: false
                fromPrice: 2000
            campaigns:
              - id: spring
                description: For people.
                from: 2026-03-01
                until: 2026-04-01T12:00:00+02:00
                offers: [ten]
                patterns: [MINE]
                categories: [toys]
                stores: [s1, s2]
                budget: {total: 1_000_000, perStore: 2000, perDay: 300, pacing: even, burst: 20%}
              - {id: other, offers: [ten], budget: {perDay: 5}}
            points: {liabilityMost: 90000, lapseAfter: 100d}
            """);

    Set<String> mine = Set.of("MINE");
    Set<String> none = Set.of();
    assertThat(policy)
        .isEqualTo(
            new Policy(
                "all",
                3,
                at("2026-01-31T00:00:00Z"),
                true,
                Set.of("STORE_HOP", "MINE"),
                455,
                "Europe/Berlin",
                new Policy.HoldOut(125, "s1"),
                new Policy.QuietHours(21 * 60 + 30, 8 * 60 + 5),
                new Policy.Caps(0, millis("P10D"), 3, millis("PT36H"), false),
                new Policy.MarginFloors(100, Map.of("toys", 200, "shoes-*", 0)),
                new Policy.Abuse(Set.of("FISHERS"), Set.of(Segment.BELOW_ZERO, Segment.ORDINARY)),
                millis("PT24H"),
                millis("P5D"),
                Map.of(Policy.ANY, 200, "MINE", 10),
                50,
                List.of(
                    new OfferTerms(
                        "guide",
                        OfferKind.INFORMATION,
                        0,
                        0,
                        Long.MAX_VALUE,
                        7,
                        Map.of(Policy.ANY, 0),
                        none,
                        none,
                        Set.of(),
                        null,
                        0),
                    new OfferTerms(
                        "points",
                        OfferKind.POINTS,
                        0,
                        1_500,
                        Long.MAX_VALUE,
                        0,
                        Map.of("MINE", 30),
                        none,
                        none,
                        Set.of(),
                        null,
                        0),
                    new OfferTerms(
                        "ten",
                        OfferKind.COUPON,
                        100,
                        0,
                        5_000,
                        30,
                        Map.of(Policy.ANY, 90, "MINE", 200),
                        mine,
                        Set.of("toys", "shoes-*"),
                        Set.of(Segment.MOST_VALUABLE),
                        false,
                        2_000)),
                List.of(
                    new Campaign(
                        "spring",
                        at("2026-02-28T23:00:00Z"),
                        at("2026-04-01T10:00:00Z"),
                        Set.of("ten"),
                        mine,
                        Set.of("toys"),
                        Set.of("s1", "s2"),
                        1_000_000,
                        2_000,
                        300,
                        true,
                        200),
                    new Campaign(
                        "other",
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Set.of("ten"),
                        none,
                        none,
                        none,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        5,
                        false,
                        0)),
                new PointsTerms(90_000, millis("P100D"))));
  }

  @Test
  void whatIsLeftOutHasTheDefaultOfTheDocumentation() {
    Policy policy = read(SHORT);

    assertThat(policy.inForceFrom()).isEqualTo(PolicyFiles.ALWAYS).isEqualTo(Long.MIN_VALUE);
    assertThat(policy.shadow()).isFalse();
    assertThat(policy.minScoreMillis()).isZero();
    assertThat(policy.holdOut().shareMillis()).isZero();
    assertThat(policy.quietHours()).isNull();
    assertThat(policy.caps())
        .isEqualTo(new Policy.Caps(1, millis("P30D"), 2, millis("P31D"), true));
    assertThat(policy.abuse()).isEqualTo(new Policy.Abuse(Set.of(), Set.of()));
    assertThat(policy.validForMillis()).isEqualTo(millis("PT48H"));
    assertThat(policy.attributionMillis()).isEqualTo(millis("P7D"));
    assertThat(policy.baselineOf("STORE_HOP")).isZero();
    assertThat(policy.preferCheaperMillis()).isZero();
    assertThat(policy.campaigns()).isEmpty();
    assertThat(policy.points()).isNull();
  }

  @Test
  void aTenthOfADaysBudgetIsFreeFromItsStartWhereThePacedCampaignDoesNotSay() {
    String ten =
        SHORT.replaceFirst(
            "offers: .*",
            "offers: [{id: ten, kind: COUPON, value: {percent: 10%}, uplift: 1%}]\n"
                + "campaigns: [{id: c, offers: [ten], budget: {perDay: 9, pacing: even}}]");
    assertThat(read(ten).campaigns().get(0).burstMillis()).isEqualTo(100);
  }

  @Test
  void aPublishedVersionIsInForceFromTheTimeOfItsRecordAndAFilesVersionGoesBefore() {
    PolicyText first = new PolicyText("short", 1, 500, SHORT);
    PolicyText second = new PolicyText("short", 2, 700, SHORT.replace("version: 1", "version: 2"));

    PolicyBook published = PolicyBooks.of(List.of(), List.of(first, second));
    assertThat(published.inForce(499)).isNull();
    assertThat(published.inForce(500).version()).isEqualTo(1);
    assertThat(published.inForce(699).version()).isEqualTo(1);
    assertThat(published.inForce(700).version()).isEqualTo(2);

    PolicyBook both = PolicyBooks.of(List.of(SHORT), List.of(first, second));
    assertThat(both.all()).hasSize(2);
    assertThat(both.inForce(Long.MIN_VALUE).version()).isEqualTo(1);
    assertThat(both.inForce(700).version()).isEqualTo(2);
  }

  @Test
  void aVersionThatIsOnlyLookedAtLeavesTheOneBeforeItInForce() {
    PolicyText shadow =
        new PolicyText("short", 2, 700, SHORT.replace("version: 1", "version: 2\nmode: shadow"));
    PolicyBook book = PolicyBooks.of(List.of(SHORT), List.of(shadow));

    assertThat(book.inForce(700).version()).isEqualTo(1);
    assertThat(book.shadowsAt(699)).isEmpty();
    assertThat(book.shadowsAt(700)).extracting(Policy::version).containsExactly(2);
  }
}
