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
    "300, 3, 12"
  })
  void exactlyTheLabelledPositivesMeetThePatternsDefinitions(int customers, int days, long seed) {
    SimulatedWorld world = world(customers, days, seed);
    PatternOracle oracle = new PatternOracle(world);
    for (Pattern pattern :
        Set.of(
            Pattern.RESEARCH_INSPECT_LEAVE,
            Pattern.STORE_HOP,
            Pattern.TRIAL_RETURN,
            Pattern.TRIAL_AT_RISK)) {
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
    assertThat(world.truth())
        .extracting(TruthLabel::customerId)
        .containsOnlyOnceElementsOf(
            customers.stream().filter(id -> labels(world, id) == 1).toList());
    assertThat(world.truth()).allMatch(label -> customers.contains(label.customerId()));
    assertThat(customers).allMatch(id -> labels(world, id) >= 1);
  }

  @Test
  void positivesAreASmallShareAndTrapsAreAboutAsMany() {
    SimulatedWorld world = world(5_000, 45, 3);
    assertThat(labelled(world, label -> label.label().equals("SHOWROOMER")))
        .hasSizeBetween(190, 210);
    assertThat(
            world.truth().stream()
                .filter(label -> label.positive() && "TRIAL_RETURN".equals(label.pattern())))
        .hasSizeBetween(90, 110);
    assertThat(world.truth().stream().filter(label -> !label.positive() && label.pattern() != null))
        .hasSizeBetween(500, 1_000);
  }

  @Test
  void everyKindOfShopperIsThereInASmallWorld() {
    assertThat(world(400, 45, 5).truth())
        .extracting(TruthLabel::label)
        .contains(
            "ORDINARY",
            "SHOWROOMER",
            "TRIAL_RETURNER",
            "WEBROOMER",
            "NEAR_MISS_SHOWROOMER",
            "UNPROVEN_IDENTITY",
            "STAFF",
            "PROJECT_BUYER",
            "WINDOW_SHOPPER",
            "REBUYER",
            "GIFT_RETURNER",
            "WRONG_SIZE_RETURNER",
            "SEALED_RETURNER",
            "DEFECT_RETURNER",
            "NEAR_MISS_RETURNER");
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
              assertThat(label.deadline()).isAfter(label.anchorTime());
            });
  }

  private static SimulatedWorld world(int customers, int days, long seed) {
    return new Simulation(SimulationOptions.of(customers, days, seed)).world();
  }

  private static long labels(SimulatedWorld world, String customerId) {
    return world.truth().stream().filter(label -> label.customerId().equals(customerId)).count();
  }

  private static Set<String> labelled(SimulatedWorld world, Predicate<TruthLabel> wanted) {
    return world.truth().stream()
        .filter(TruthLabel::positive)
        .filter(wanted)
        .map(label -> label.customerId() + " " + label.family())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
