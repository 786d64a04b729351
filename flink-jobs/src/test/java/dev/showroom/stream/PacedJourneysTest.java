package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.MINUTE;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Envelope;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journeys and actors tell the same whether timers fire at once or one at a time. */
class PacedJourneysTest {
  private static final int PEOPLE = 12;
  private static final long EXIT = T0 + 10 * DAY;
  private static final long END = EXIT + 12 * DAY;
  private static final Pace STEP = new Pace(Duration.ZERO, Duration.ofMillis(3));

  @Test
  void a_late_purchase_that_comes_before_its_customers_turn_finds_the_alert_raised()
      throws Exception {
    List<String> expected = late(Pace.UNBROKEN);
    assertThat(expected)
        .filteredOn(line -> line.contains("\"p1\""))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).contains(AlertStatus.SUSPECTED.name()),
            second -> assertThat(second).contains(AlertStatus.RETRACTED.name()));
    assertThat(late(STEP)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> late(Pace pace) throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(Backend.HEAP, 0, pace)) {
      journeys.product(Given.product());
      for (int who = 0; who < 3; who++) {
        journeys.give(Given.showrooming("p" + who, EXIT + who));
      }
      journeys.watermark(EXIT + 2);
      journeys.give(Given.late(Given.bought("p1", EXIT - MINUTE), "purchases.jsonl:9", EXIT + 2));
      journeys.later(100);
      journeys.watermark(EXIT + 3);
      journeys.later(100);
      return Told.lines(journeys.out());
    }
  }

  /** All leave the store in one millisecond; a till reports each hour, and a price changes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void journeys_tell_the_same_with_announcements_between_slices(int seed) throws Exception {
    List<String> expected = journeys(Pace.UNBROKEN, seed, 0);
    assertThat(expected).hasSize(2 * PEOPLE);
    assertThat(expected).anyMatch(line -> line.contains(AlertStatus.CONFIRMED.name()));
    assertThat(expected).anyMatch(line -> line.contains(AlertStatus.RETRACTED.name()));
    assertThat(journeys(STEP, seed, 0)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(journeys(STEP, seed, 1_000_000))
        .as("with a cache before the state")
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> journeys(Pace pace, int seed, long cacheBytes) throws Exception {
    Random random = new Random(seed);
    try (Journeys journeys = KeyedHarness.journeys(Backend.HEAP, cacheBytes, pace)) {
      journeys.product(Given.product());
      List<Envelope> facts = new ArrayList<>();
      for (int who = 0; who < PEOPLE; who++) {
        facts.addAll(Given.showrooming("p" + who, EXIT));
        for (int i = 0; i < 20; i++) {
          facts.add(Given.view("p" + who, EXIT + random.nextInt((int) (9 * DAY))));
        }
        if (who % 3 == 0) {
          facts.add(Given.bought("p" + who, EXIT + 1 + random.nextInt((int) (8 * DAY))));
        }
      }
      facts.sort((a, b) -> Long.compare(a.time(), b.time()));
      int next = 0;
      for (long time = EXIT - 4 * DAY; time <= END; time += HOUR) {
        List<Announcement> said = new ArrayList<>();
        // Up to an hour ahead of the watermark, as decisions may be behind; and through half an
        // hour.
        said.add(new FeedReport("store:store-1", time + 1, time - HOUR / 2));
        if (random.nextInt(20) == 0) {
          said.add(
              new ProductVersion(
                  Given.SKU,
                  time + random.nextInt((int) HOUR),
                  Given.FAMILY,
                  "television",
                  50_000 + random.nextInt(9_000),
                  40_000));
        }
        while (next < facts.size() && facts.get(next).time() <= time + HOUR) {
          journeys.give(facts.get(next++));
          if (random.nextInt(2) == 0) {
            journeys.later(1 + random.nextInt(4));
          }
          if (!said.isEmpty()) {
            journeys.announce(said.remove(0));
          }
        }
        for (Announcement announcement : said) {
          journeys.announce(announcement);
        }
        journeys.watermark(time);
      }
      journeys.later(1_000);
      journeys.watermark(Long.MAX_VALUE);
      return Told.lines(journeys.out());
    }
  }

  @Test
  void actors_hand_on_the_same_and_keep_the_same() throws Exception {
    try (Actors plain = KeyedHarness.actors(Backend.HEAP);
        Actors paced = KeyedHarness.actors(Backend.HEAP, 0, STEP)) {
      for (Actors actors : List.of(plain, paced)) {
        for (int who = 0; who < PEOPLE; who++) {
          actors.give(Given.view("COOKIE:" + who, T0));
        }
        // All that they have done is to be forgotten before it can be handed on.
        actors.watermark(T0 + 60 * DAY);
        for (int who = 0; who < PEOPLE; who++) {
          actors.give(Given.link("COOKIE:" + who, T0 + 60 * DAY + 1, "c" + who, true));
          actors.later(1);
        }
        actors.later(1_000);
      }
      assertThat(paced.out()).hasSameSizeAs(plain.out());
      assertThat(paced.stateBytes()).isEqualTo(plain.stateBytes());
      assertThat(paced.timers()).isEqualTo(plain.timers()).isEqualTo(PEOPLE);
    }
  }
}
