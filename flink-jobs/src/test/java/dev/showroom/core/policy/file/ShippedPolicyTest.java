package dev.showroom.core.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped policy promises. */
class ShippedPolicyTest {
  private static final Policy SHIPPED = PolicyFiles.shipped();

  private static List<OfferTerms> offersFor(String pattern) {
    return SHIPPED.offers().stream()
        .filter(offer -> offer.patterns().isEmpty() || offer.patterns().contains(pattern))
        .toList();
  }

  private static Set<OfferKind> kindsFor(String pattern) {
    return offersFor(pattern).stream().map(OfferTerms::kind).collect(Collectors.toSet());
  }

  @Test
  void nothingInItIsEvenAHint() {
    assertThat(PolicyFiles.check(PolicyFiles.shippedText()).hints()).isEmpty();
  }

  @Test
  void itActsOnShippedPatternsAndOnNoneThatIsForPeopleToLookAt() {
    assertThat(SHIPPED.shadow()).isFalse();
    assertThat(SHIPPED.patterns())
        .containsExactlyInAnyOrder(
            "RESEARCH_INSPECT_LEAVE",
            "IN_STORE_PRICE_CHECK",
            "STORE_HOP",
            "TRIAL_AT_RISK",
            "ADVICE_DRAIN",
            "TRIAL_RETURN")
        .isSubsetOf(RuleFiles.shippedPatterns());
    assertThat(SHIPPED.abuse().patterns())
        .containsExactlyInAnyOrder("SERIAL_RETURNER", "COUPON_FISHING")
        .isSubsetOf(RuleFiles.shippedPatterns());
    assertThat(SHIPPED.abuse().segments()).containsExactly(Segment.BELOW_ZERO);
  }

  @Test
  void theLimitsAreThoseThatTheDocumentationNames() {
    assertThat(SHIPPED.caps())
        .isEqualTo(
            new Policy.Caps(
                1, Duration.ofDays(30).toMillis(), 2, Duration.ofDays(31).toMillis(), true));
    assertThat(SHIPPED.holdOut().shareMillis()).isEqualTo(100);
    assertThat(SHIPPED.quietHours()).isEqualTo(new Policy.QuietHours(21 * 60, 8 * 60));
    assertThat(SHIPPED.validForMillis()).isEqualTo(Duration.ofHours(48).toMillis());
    assertThat(SHIPPED.attributionMillis()).isEqualTo(Duration.ofDays(7).toMillis());
  }

  @Test
  void everyKindOfOfferIsThereAndTheCouponInTwoSizes() {
    assertThat(SHIPPED.offers())
        .extracting(OfferTerms::kind)
        .containsAll(EnumSet.complementOf(EnumSet.of(OfferKind.NOTHING)));
    assertThat(SHIPPED.offers())
        .filteredOn(offer -> offer.kind() == OfferKind.COUPON)
        .extracting(OfferTerms::percentMillis)
        .containsExactly(50, 100);
  }

  @Test
  void whatWasBoughtAlreadyIsHelpedWithAndNotSoldAgain() {
    assertThat(kindsFor("TRIAL_AT_RISK"))
        .containsExactlyInAnyOrder(
            OfferKind.INFORMATION,
            OfferKind.ASSISTANT,
            OfferKind.WARRANTY,
            OfferKind.BUNDLE,
            OfferKind.POINTS,
            OfferKind.PRICE_MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADVICE_DRAIN", "TRIAL_RETURN", "A_PATTERN_OF_ONES_OWN"})
  void whoIsServedGetsNoMoney(String pattern) {
    assertThat(offersFor(pattern)).noneMatch(OfferTerms::isMoney);
  }

  @Test
  void anAlertAboutNoProductHasAnOfferThatAsksForNoPrice() {
    assertThat(offersFor("ADVICE_DRAIN"))
        .isNotEmpty()
        .allMatch(offer -> offer.fromPriceMinor() == 0 && offer.categories().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "electronics-00, 60",
    "electronics-32, 60",
    "tools-07, 80",
    "fashion-03, 180",
    "shoes-04, 180",
    "giftware-05, 150",
    "home-01, 100",
    "sport-02, 100",
    "toys-06, 100"
  })
  void theFloorsAreByTheSimulatedShopsDepartments(String category, int floor) {
    assertThat(SHIPPED.floors().of(category)).isEqualTo(floor);
  }

  /** Simulated goods cost 45 to 80 % of their price. */
  @Test
  void atTheHighestCostsNoCouponOfTheLargerSizeClearsTheFloorOfFashionAndTheSmallerOneElsewhere() {
    long price = 10_000;
    long margin = 2_000;
    long smaller = margin - offer("five-percent").valueAt(price);
    long larger = margin - offer("ten-percent").valueAt(price);
    assertThat(smaller).isGreaterThanOrEqualTo(price * SHIPPED.floors().of("home-01") / 1_000);
    assertThat(larger).isLessThan(price * SHIPPED.floors().of("fashion-03") / 1_000);
  }

  private static OfferTerms offer(String id) {
    return SHIPPED.offers().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void oneCampaignHasABudgetOfEachKindAndIsPaced() {
    Campaign campaign = SHIPPED.campaigns().get(0);
    assertThat(SHIPPED.campaigns()).hasSize(1);
    assertThat(Stream.of(campaign.totalMinor(), campaign.perStoreMinor(), campaign.perDayMinor()))
        .doesNotContain(Long.MAX_VALUE);
    assertThat(campaign.paced()).isTrue();
    assertThat(campaign.burstMillis()).isBetween(1, 500);
    assertThat(SHIPPED.points().liabilityMostMinor()).isPositive();
  }

  @Test
  void itsLinesAreNoLongerThanAScreen() {
    assertThat(PolicyFiles.shippedText().lines()).allMatch(line -> line.length() <= 120);
    assertThat(Arrays.asList(PolicyFiles.shippedText().split("\n")))
        .noneMatch(line -> line.endsWith(" "));
  }
}
