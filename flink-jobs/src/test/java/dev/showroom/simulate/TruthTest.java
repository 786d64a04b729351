package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.codec.InTopic;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
  @ParameterizedTest
  @CsvSource({
    "1500, 45, 7",
    "700, 90, 8",
    "800, 30, 9",
    "600, 16, 10",
    "400, 12, 11",
    "300, 3, 12",
    "500, 250, 13"
  })
  void exactlyTheLabelledPositivesMeetThePatternsDefinitions(int customers, int days, long seed) {
    SimulatedWorld world = world(customers, days, seed);
    PatternOracle oracle = new PatternOracle(world);
    for (Pattern pattern : Pattern.values()) {
      assertThat(oracle.of(pattern))
          .as(pattern.name())
          .isEqualTo(labelled(world, label -> label.pattern().equals(pattern.name())));
    }
  }

  @Test
  void labelsReferToExistingCustomersAndEveryCustomerHasOne() {
    SimulatedWorld world = world(500, 45, 1);
    Set<String> customers =
        world
            .of(InTopic.CUSTOMERS)
            .map(event -> ((CustomerProfile) event.record()).getCustomerId())
            .collect(Collectors.toSet());
    assertThat(customers).hasSize(500);
    assertThat(world.truth()).allMatch(label -> customers.contains(label.customerId()));
    assertThat(world.truth().stream().map(TruthLabel::customerId)).containsAll(customers);
  }

  @Test
  void positivesAreASmallShareAndTrapsAreMore() {
    SimulatedWorld world = world(5_000, 90, 3);
    long suspects =
        world.truth().stream()
            .filter(TruthLabel::positive)
            .map(TruthLabel::customerId)
            .distinct()
            .count();
    long trapped =
        world.truth().stream()
            .filter(label -> !label.positive() && label.pattern() != null)
            .map(TruthLabel::customerId)
            .distinct()
            .count();
    assertThat(suspects).isBetween(450L, 600L);
    assertThat(trapped).isBetween(900L, 1_300L);
  }

  @Test
  void everyPatternHasPositivesAndNearlyNoneByAccident() {
    SimulatedWorld world = world(3_000, 90, 5);
    for (Pattern pattern : Pattern.values()) {
      assertThat(labelled(world, label -> label.pattern().equals(pattern.name())))
          .as(pattern.name())
          .hasSizeGreaterThan(10);
    }
    assertThat(labelled(world, label -> label.label().equals("ORDINARY"))).hasSizeLessThan(20);
  }

  @Test
  void everyKindOfShopperIsThere() {
    assertThat(
            world(3_000, 90, 5).truth().stream().map(TruthLabel::label).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "ORDINARY",
            "SHOWROOMER",
            "MOVED_COOKIE",
            "PRICE_CHECKER",
            "STORE_HOPPER",
            "TRIAL_RETURNER",
            "SERIAL_RETURNER",
            "ADVICE_DRAINER",
            "ACCESSORY_TRACER",
            "COUPON_FISHER",
            "WEBROOMER",
            "HOUSEHOLD_BUYER",
            "HOUSEHOLD_MEMBER",
            "COMPANIONS",
            "OFFLINE_TILL_BUYER",
            "PRICE_MATCHED_BUYER",
            "PROJECT_BUYER",
            "ACCESSORY_OWNER",
            "NEAR_MISS_SHOWROOMER",
            "WINDOW_SHOPPER",
            "STAFF",
            "OPEN_CASE",
            "BOT",
            "UNPROVEN_IDENTITY",
            "WRONG_LINK",
            "FAMILY_TABLET",
            "SHARED_DEVICE",
            "ERASED",
            "REBUYER",
            "PAYDAY_BUYER",
            "GIFT_RETURNER",
            "GIFT_BUYER",
            "WRONG_SIZE_RETURNER",
            "BRACKETING",
            "SEALED_RETURNER",
            "DEFECT_RETURNER",
            "RECALL_RETURNER",
            "NOT_AS_DESCRIBED_RETURNER",
            "NEAR_MISS_RETURNER",
            "ANXIOUS_OWNER",
            "RESELLER",
            "HEAVY_BUYER",
            "COUPON_REGULAR",
            "COUPON_HUNTER");
  }

  @Test
  void noCustomerIsAPositiveAndATrapInTheSameThing() {
    Set<String> seen = new TreeSet<>();
    for (TruthLabel label : world(3_000, 90, 6).truth()) {
      if (!label.positive() && label.pattern() != null) {
        seen.add(label.customerId() + " " + label.pattern() + " " + label.family());
      }
    }
    assertThat(world(3_000, 90, 6).truth())
        .filteredOn(TruthLabel::positive)
        .noneMatch(
            label ->
                seen.contains(label.customerId() + " " + label.pattern() + " " + label.family()));
  }

  @Test
  void aLabelSurvivesItsLineOfJson() {
    assertThat(world(200, 45, 2).truth())
        .allSatisfy(label -> assertThat(TruthLabel.fromJson(label.toJson())).isEqualTo(label));
  }

  @Test
  void nothingOfAPositiveIsKnowableBeforeItHappened() {
    assertThat(world(1_000, 45, 4).truth())
        .filteredOn(TruthLabel::positive)
        .isNotEmpty()
        .allSatisfy(
            label -> {
              assertThat(label.knowableTime()).isAfterOrEqualTo(label.anchorTime());
              if (label.deadline() != null) {
                assertThat(label.deadline()).isAfter(label.anchorTime());
              }
            });
  }

  private static SimulatedWorld world(int customers, int days, long seed) {
    return new Simulation(SimulationOptions.of(customers, days, seed)).world();
  }

  private static Set<String> labelled(SimulatedWorld world, Predicate<TruthLabel> wanted) {
    return world.truth().stream()
        .filter(TruthLabel::positive)
        .filter(wanted)
        .map(label -> label.customerId() + " " + label.family())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
