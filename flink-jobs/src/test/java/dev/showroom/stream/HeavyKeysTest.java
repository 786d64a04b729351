package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.MINUTE;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.History;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.BodyFacts;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One customer with 200,000 events, and a device that many share with a fifth of the traffic, cost
 * the others little. Two jobs run step by step side by side on the same ordinary customers, one of
 * them with the heavy two as well: what else the machine does hits both alike.
 */
@Timeout(240)
@Tag("alone")
class HeavyKeysTest {
  private static final int DAYS = 20;
  private static final int STEPS_A_DAY = 10_000;
  private static final int HEAVY_EVENTS = DAYS * STEPS_A_DAY;

  /** Of event time: the heavy customer does something in each. */
  private static final long STEP = DAY / STEPS_A_DAY;

  private static final int ORDINARY = 300;
  private static final String HEAVY = "heavy";
  private static final String KIOSK = "DEVICE:kiosk";
  private static final int CUSTOMERS_OF_KIOSK = 6;

  /** One each hour, within a step. */
  private static final long FIFTH_LINK = T0 + 5 * HOUR;

  /** 30 days of 300 events and 300 steps of visits, 100 bytes each, and a day that came since. */
  private static final long MOST_BYTES = 4_000_000;

  /**
   * Pauses of the machine that hit the one job and not the other are nobody's fault. They are some
   * milliseconds each, of which the median sees nothing.
   */
  private static final Map<Integer, Double> SLACK_MILLIS = Map.of(50, 0.5, 99, 5.0);

  private static final List<Long> ALONE = new ArrayList<>();
  private static final List<Long> BESIDE = new ArrayList<>();
  private static final List<Long> HEAVY_WAKINGS = new ArrayList<>();
  private static final Map<Long, Integer> WAKINGS_BY_DAY = new TreeMap<>();
  private static long mostBytes;
  private static int kioskEvents;
  private static int events;
  private static JourneyBody body;
  private static List<Envelope> kiosk;
  private static int keptBeforeFifth;

  @BeforeAll
  static void liveSideBySide() throws Exception {
    try (Life alone = new Life();
        Life beside = new Life()) {
      for (int step = 0; step < HEAVY_EVENTS; step++) {
        long from = T0 + step * STEP;
        List<Envelope> ordinary = ordinary(from);
        alone.give(ordinary);
        beside.give(ordinary);
        beside.give(heavy(step, from));
        events += ordinary.size() + 1;
        if (kioskEvents * 4 < events) {
          kioskEvents++;
          beside.give(List.of(Given.view(KIOSK, from)));
        }
        long hour = (from - T0) / HOUR;
        if (hour >= 1 && hour <= CUSTOMERS_OF_KIOSK && from % HOUR < STEP) {
          beside.give(List.of(Given.link(KIOSK, from, "c-" + hour, true)));
        }
        boolean isSample = ordinary.stream().anyMatch(HeavyKeysTest::isExit);
        boolean wakes = beside.head().timerAt() < from + STEP;
        long time = from + STEP - 1;
        // Whoever is second finds warm caches: each is in turn.
        long one = step % 2 == 0 ? alone.watermark(time) : 0;
        long two = beside.watermark(time);
        one = step % 2 == 0 ? one : alone.watermark(time);
        if (isSample) {
          ALONE.add(one);
          BESIDE.add(two);
        }
        if (wakes) {
          WAKINGS_BY_DAY.merge((from - T0) / DAY, 1, Integer::sum);
          HEAVY_WAKINGS.add(two);
        }
        if (step % (STEPS_A_DAY / 4) == STEPS_A_DAY / 4 - 1) {
          mostBytes = Math.max(mostBytes, beside.heavyBytes());
        }
        if (from < FIFTH_LINK + STEP) {
          keptBeforeFifth = beside.facts(KIOSK).size();
        }
      }
      body = beside.body();
      kiosk = beside.facts(KIOSK);
    }
    System.out.printf(
        "heavy keys: %d events, %d of the kiosk; %d ordinary wake-ups, ms: alone p50 %.2f p99 %.2f,"
            + " beside p50 %.2f p99 %.2f; heavy: %d wake-ups, p50 %.2f p99 %.2f, bytes %d%n",
        events + kioskEvents,
        kioskEvents,
        ALONE.size(),
        millis(ALONE, 50),
        millis(ALONE, 99),
        millis(BESIDE, 50),
        millis(BESIDE, 99),
        HEAVY_WAKINGS.size(),
        millis(HEAVY_WAKINGS, 50),
        millis(HEAVY_WAKINGS, 99),
        mostBytes);
  }

  @Test
  void the_others_wait_no_longer_than_twice_as_long() {
    assertThat(ALONE).hasSizeGreaterThan(2_000);
    SLACK_MILLIS.forEach(
        (percent, slack) ->
            assertThat(millis(BESIDE, percent))
                .as("p%d", percent)
                .isLessThan(2 * millis(ALONE, percent) + slack));
  }

  @Test
  void of_the_heavy_customer_the_first_300_events_of_a_day_are_kept() {
    Map<Long, Long> byDay =
        BodyFacts.of(body).stream()
            .filter(known -> known.topic() == InTopic.BROWSING)
            .collect(
                Collectors.groupingBy(
                    known -> Math.floorDiv(known.time(), DAY), Collectors.counting()));
    assertThat(byDay).hasSizeBetween(DAYS - 1, DAYS);
    assertThat(byDay.values()).containsOnly((long) History.MOST_PER_DAY);
    assertThat(BodyFacts.of(body)).extracting(KnownFact::topic).contains(InTopic.PURCHASES);
    assertThat(mostBytes).isBetween(100_000L, MOST_BYTES);
  }

  @Test
  void the_heavy_customer_wakes_no_more_often_than_a_day_allows() {
    assertThat(WAKINGS_BY_DAY).hasSize(DAYS);
    assertThat(WAKINGS_BY_DAY.values())
        .as("its browsing does wake it, and a few times a day something else")
        .allSatisfy(n -> assertThat(n).isBetween(100, 2 * History.MOST_PER_DAY + 24));
  }

  @Test
  void of_the_shared_device_nothing_is_kept_from_the_fifth_link_on() {
    assertThat(kioskEvents).isGreaterThan((events + kioskEvents) / 5 - 1);
    assertThat(keptBeforeFifth).isGreaterThan(100);
    assertThat(kiosk)
        .hasSizeLessThanOrEqualTo(keptBeforeFifth)
        .allMatch(fact -> fact.time() < FIFTH_LINK + STEP);
  }

  private static double millis(List<Long> nanos, int percent) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e6;
  }

  private static boolean isExit(Envelope envelope) {
    return envelope.topic() == InTopic.STORE_VISITS
        && (envelope.time() - T0 - phase(envelope.key())) % (2 * DAY) == 0;
  }

  /** When in two days an ordinary customer leaves the store. */
  private static long phase(String customer) {
    return 3 * HOUR + Math.floorMod(customer.hashCode() * 7_919L, 2 * DAY - 4 * HOUR) / STEP * STEP;
  }

  /**
   * What ordinary customers do in the step: three looks on the way to a visit every other day, and
   * an order a week.
   */
  private static List<Envelope> ordinary(long from) {
    return CALENDAR.getOrDefault(from, List.of());
  }

  private static final Map<Long, List<Envelope>> CALENDAR = calendar();

  private static Map<Long, List<Envelope>> calendar() {
    List<Envelope> all = new ArrayList<>();
    for (int c = 0; c < ORDINARY; c++) {
      String customer = "c-" + c;
      String cookie = "COOKIE:" + c;
      all.add(Given.link(cookie, T0 + c * STEP, customer, true));
      for (long exit = T0 + phase(customer); exit < T0 + DAYS * DAY; exit += 2 * DAY) {
        for (int look = 1; look <= 6; look++) {
          all.add(Given.view(look % 2 == 0 ? cookie : customer, exit - HOUR - look * 10 * MINUTE));
        }
        all.add(Given.step(customer, exit - 30 * MINUTE, VisitAction.ENTER));
        all.add(Given.step(customer, exit - 20 * MINUTE, VisitAction.DEMO));
        all.add(Given.step(customer, exit - 10 * MINUTE, VisitAction.ASSIST));
        all.add(Given.step(customer, exit, VisitAction.EXIT));
        if (exit - T0 > 7 * DAY && exit - T0 < 9 * DAY) {
          all.add(Given.bought(customer, exit + HOUR));
        }
      }
    }
    return all.stream().collect(Collectors.groupingBy(one -> T0 + (one.time() - T0) / STEP * STEP));
  }

  /**
   * Browsing all day long, with a visit to the store each day, and every fifth day an order there:
   * while it may be tried out, all browsing matters.
   */
  private static List<Envelope> heavy(int step, long from) {
    if (step % (5 * STEPS_A_DAY) == 70) {
      return List.of(boughtInStore(from));
    }
    return List.of(
        switch (step % STEPS_A_DAY) {
          case 10 -> Given.step(HEAVY, from, VisitAction.ENTER);
          case 40 -> Given.step(HEAVY, from, VisitAction.DEMO);
          case 100 -> Given.step(HEAVY, from, VisitAction.EXIT);
          default -> Given.view(HEAVY, from);
        });
  }

  private static Envelope boughtInStore(long time) {
    Bought.Line line = new Bought.Line(Given.SKU, 1, 49_900, -1);
    return Envelope.of(
        HEAVY,
        false,
        new Bought("p-" + time, time, "o-" + time, Channel.STORE, "store-1", List.of(line)));
  }

  /** The two operators that hold what customers and actors do. */
  private static final class Life implements AutoCloseable {
    private final Actors actors = KeyedHarness.actors(Backend.ROCKSDB);
    private final Journeys journeys = KeyedHarness.journeys(Backend.ROCKSDB);

    Life() throws Exception {
      journeys.product(Given.product());
    }

    void give(List<Envelope> envelopes) throws Exception {
      for (Envelope envelope : envelopes) {
        if (envelope.anonymous()) {
          actors.give(envelope);
          journeys.give(actors.out());
          actors.forgetOutput();
        } else {
          journeys.give(envelope);
        }
      }
    }

    /** How long it takes, in nanoseconds. */
    long watermark(long time) throws Exception {
      long start = System.nanoTime();
      actors.watermark(time);
      journeys.watermark(time);
      long nanos = System.nanoTime() - start;
      journeys.forgetOutput();
      return nanos;
    }

    JourneyHead head() throws Exception {
      return journeys.value(HEAVY, States.JOURNEY_HEAD);
    }

    JourneyBody body() throws Exception {
      return journeys.value(HEAVY, States.JOURNEY_BODY);
    }

    List<Envelope> facts(String actor) throws Exception {
      return actors.list(actor, States.ACTOR_FACTS);
    }

    long heavyBytes() throws Exception {
      long bytes = head().pack().length + body().pack().length;
      for (Envelope one : journeys.list(HEAVY, States.JOURNEY_INBOX)) {
        bytes += one.pack().length;
      }
      return bytes;
    }

    @Override
    public void close() throws Exception {
      actors.close();
      journeys.close();
    }
  }
}
