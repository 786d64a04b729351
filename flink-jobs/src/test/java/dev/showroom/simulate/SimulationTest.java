package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final SimulationOptions OPTIONS = SimulationOptions.of(400, 45, 7);
  private static final SimulatedWorld WORLD = new Simulation(OPTIONS).world();

  @Test
  void equalOptionsGiveEqualWorlds() {
    SimulatedWorld again = new Simulation(OPTIONS).world();
    assertThat(again.events()).isEqualTo(WORLD.events());
    assertThat(again.truth()).isEqualTo(WORLD.truth());
  }

  @Test
  void anotherSeedGivesAnotherWorld() {
    SimulatedWorld other = new Simulation(SimulationOptions.of(400, 45, 8)).world();
    assertThat(other.events()).isNotEqualTo(WORLD.events());
  }

  @Test
  void moreCustomersLeaveTheFirstOnesAsTheyWere() {
    SimulatedWorld larger = new Simulation(SimulationOptions.of(900, 45, 7)).world();
    assertThat(larger.truth()).startsWith(WORLD.truth().toArray(TruthLabel[]::new));
    // Not AssertJ's containsAll, which compares each with each.
    assertThat(new HashSet<>(larger.events()).containsAll(WORLD.events())).isTrue();
  }

  @Test
  void eventsAreInTheOrderOfTimeThenStreamThenId() {
    assertThat(WORLD.events()).isSortedAccordingTo(SimulatedEvent.ORDER);
  }

  @Test
  void eventIdsAreUnique() {
    assertThat(WORLD.events()).extracting(SimulatedEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void productsAndProfilesComeBeforeEverythingElse() {
    Set<InTopic> first = Set.of(InTopic.PRODUCTS, InTopic.CUSTOMERS);
    assertThat(WORLD.events())
        .allSatisfy(
            event -> {
              if (first.contains(event.topic())) {
                assertThat(event.eventTime()).isEqualTo(OPTIONS.startMillis());
              } else {
                assertThat(event.eventTime())
                    .isGreaterThan(OPTIONS.startMillis())
                    .isLessThan(OPTIONS.endMillis());
              }
            });
  }

  @Test
  void everyRecordSurvivesItsLineOfJson() throws MalformedRecordException {
    Map<InTopic, JsonRecords<SpecificRecord>> codecs = new EnumMap<>(InTopic.class);
    for (SimulatedEvent event : WORLD.events()) {
      JsonRecords<SpecificRecord> codec =
          codecs.computeIfAbsent(event.topic(), topic -> new JsonRecords<>(topic.schema()));
      byte[] line = JsonRecords.write(event.record()).getBytes(StandardCharsets.UTF_8);
      assertThat(codec.read(line)).isEqualTo(event.record());
    }
  }

  @Test
  void everyStreamOfAShopIsThere() {
    assertThat(WORLD.events().stream().map(SimulatedEvent::topic).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            InTopic.PRODUCTS,
            InTopic.CUSTOMERS,
            InTopic.IDENTITY_LINKS,
            InTopic.SERVICE_CASES,
            InTopic.PURCHASES,
            InTopic.RETURNS,
            InTopic.BROWSING,
            InTopic.STORE_VISITS,
            InTopic.COUPON_EVENTS,
            InTopic.ERASURES,
            InTopic.FEED_PROGRESS);
  }

  @Test
  void aCustomerHasAboutAHundredEventsInNinetyDays() {
    SimulatedWorld quarter = new Simulation(SimulationOptions.of(1_000, 90, 1)).world();
    assertThat(quarter.events().size() / 1_000.0).isBetween(90.0, 150.0);
  }

  @Test
  void theShortestAndSmallestWorldIsAWorld() {
    SimulatedWorld smallest =
        new Simulation(new SimulationOptions(1, 1, -1, SimulationOptions.DEFAULT_START, 1)).world();
    assertThat(smallest.truth()).hasSize(1);
  }

  @Test
  void optionsOutOfRangeAreRefusedInOneSentence() {
    for (List<Integer> bad : List.of(List.of(0, 1), List.of(1, 0), List.of(1, 3_651))) {
      assertThatThrownBy(() -> SimulationOptions.of(bad.get(0), bad.get(1), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("The number of \\w+ must be from 1 to \\d+, not \\d+\\.");
    }
  }
}
