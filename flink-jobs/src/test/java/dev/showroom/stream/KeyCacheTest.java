package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.MINUTE;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State through a cache is the state; what is held in memory is bounded. */
class KeyCacheTest {
  private static final int KEYS = 24;
  private static final ToIntFunction<String> LENGTH = String::length;

  /** A state backend of maps, one key of which is current. */
  private final Map<Object, String> values = new HashMap<>();

  private final Map<Object, List<String>> lists = new HashMap<>();
  private Object current;
  private KeyCache cache;
  private ValueState<String> value;
  private ListState<String> list;

  private final KeyCache.Keys keys =
      new KeyCache.Keys() {
        @Override
        public Object current() {
          return current;
        }

        @Override
        public void switchTo(Object key) {
          current = key;
        }
      };

  @BeforeEach
  void start() {
    start(3_000);
  }

  private void start(long bytes) {
    cache = new KeyCache(bytes, keys);
    value = KeyCache.value(cache, new Values(), LENGTH);
    list = KeyCache.list(cache, new Lists(), LENGTH);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 700, 3_000, 1_000_000})
  void reads_are_as_if_there_was_none_whatever_has_to_make_room(long bytes) throws Exception {
    start(bytes);
    Map<Object, String> plainValues = new HashMap<>();
    Map<Object, List<String>> plainLists = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      Object key = "k" + Math.min(random.nextInt(KEYS), random.nextInt(KEYS));
      List<String> plain = plainLists.computeIfAbsent(key, any -> new ArrayList<>());
      current = key;
      switch (random.nextInt(9)) {
        case 0 -> {
          value.update("v" + i);
          plainValues.put(key, "v" + i);
        }
        case 1 -> assertThat(value.value()).isEqualTo(plainValues.get(key));
        case 2 -> {
          value.clear();
          plainValues.remove(key);
        }
        case 3, 4, 5 -> {
          list.add("i" + i);
          plain.add("i" + i);
        }
        case 6 -> assertThat(list.get()).containsExactlyElementsOf(plain);
        case 7 -> {
          List<String> kept = plain.subList(Math.max(0, plain.size() - 3), plain.size());
          plainLists.put(key, new ArrayList<>(kept));
          list.update(List.copyOf(kept));
        }
        default -> {
          if (random.nextInt(20) == 0) {
            cache.flush();
            assertThat(values).isEqualTo(plainValues);
            assertThat(written()).isEqualTo(filled(plainLists));
          }
        }
      }
      assertThat(current).as("the current key is again the one that it was").isEqualTo(key);
      // The key that is looked at may be more than there is room for, until another one is.
      assertThat(cache.bytes()).isLessThanOrEqualTo(bytes + 2_000);
    }
    cache.flush();
    assertThat(values).isEqualTo(plainValues);
    assertThat(written()).isEqualTo(filled(plainLists));
  }

  @Test
  void what_is_thrown_away_with_its_cache_is_what_came_after_the_last_flush() throws Exception {
    current = "anna";
    value.update("before");
    list.add("one");
    cache.flush();
    value.update("after");
    list.add("two");

    start(3_000);
    assertThat(value.value()).isEqualTo("before");
    assertThat(list.get()).containsExactly("one");
  }

  @Test
  void a_key_that_takes_much_is_let_go_and_the_others_stay() throws Exception {
    start(100_000);
    current = "anna";
    value.update("small");
    for (int i = 0; i < 100; i++) {
      current = "kiosk";
      list.add("x".repeat(1_000));
      current = "anna";
      assertThat(value.value()).isEqualTo("small");
      assertThat(cache.bytes()).isLessThan(100_000 / 8);
    }
    assertThat(values).as("never had to make room").isEmpty();
    assertThat(lists.get("kiosk")).hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4_000})
  void journeys_and_actors_tell_and_keep_the_same_through_it(long bytes) throws Exception {
    try (Journeys plain = KeyedHarness.journeys(Backend.ROCKSDB);
        Journeys cached = KeyedHarness.journeys(Backend.ROCKSDB, bytes);
        Actors plainActors = KeyedHarness.actors(Backend.ROCKSDB);
        Actors cachedActors = KeyedHarness.actors(Backend.ROCKSDB, bytes)) {
      List<Envelope> world = world();
      List<Journeys> both = List.of(plain, cached);
      for (Journeys journeys : both) {
        journeys.product(Given.product());
      }
      long clock = Long.MIN_VALUE;
      for (int i = 0; i < world.size(); i++) {
        Envelope fact = world.get(i);
        for (Actors actors : List.of(plainActors, cachedActors)) {
          if (fact.key().contains(":")) {
            actors.give(fact);
          }
        }
        assertThat(cachedActors.out()).hasSize(plainActors.out().size());
        for (Journeys journeys : both) {
          journeys.give(fact.key().contains(":") ? List.copyOf(plainActors.out()) : List.of(fact));
        }
        plainActors.forgetOutput();
        cachedActors.forgetOutput();
        clock = Math.max(clock, fact.time());
        if (i % 11 == 0) {
          long watermark = clock - HOUR;
          plain.watermark(watermark);
          cached.watermark(watermark);
          plainActors.watermark(watermark);
          cachedActors.watermark(watermark);
        }
        if (i % 90 == 89) {
          cached.crashAndRestore();
          cached.product(Given.product());
          cachedActors.crashAndRestore();
        }
      }
      cached.flush();
      cachedActors.flush();
      assertThat(cached.keysInState()).isEqualTo(plain.keysInState()).hasSizeGreaterThan(4);
      for (String customer : plain.keysInState()) {
        assertThat(kept(cached, customer))
            .usingRecursiveComparison()
            .isEqualTo(kept(plain, customer));
      }
      assertThat(cachedActors.keysInState()).isEqualTo(plainActors.keysInState()).isNotEmpty();
      for (String actor : plainActors.keysInState()) {
        assertThat(kept(cachedActors, actor))
            .usingRecursiveComparison()
            .isEqualTo(kept(plainActors, actor));
      }
      plain.watermark(clock + 300 * DAY);
      cached.watermark(clock + 300 * DAY);
      assertThat(Told.lines(cached.out())).isEqualTo(Told.lines(plain.out())).hasSizeGreaterThan(8);
    }
  }

  /** Eight people who leave without buying, some of whom come back, are linked, or are erased. */
  private static List<Envelope> world() {
    List<Envelope> facts = new ArrayList<>();
    for (int who = 0; who < 8; who++) {
      String customer = "c" + who;
      String cookie = "COOKIE:" + who;
      long exit = T0 + 10 * DAY + who * 17 * HOUR;
      facts.addAll(Given.showrooming(customer, exit));
      for (int i = 0; i < 12; i++) {
        facts.add(Given.view(cookie, exit - 2 * DAY + i * 3 * MINUTE));
        facts.add(Given.view(customer, exit + DAY + i * MINUTE));
      }
      facts.add(Given.link(cookie, exit + (who - 4) * DAY, customer, true));
      if (who % 3 == 1) {
        facts.add(Given.bought(customer, exit + 2 * DAY));
      }
      if (who == 6) {
        facts.add(Given.erased(customer, exit + 3 * DAY));
      }
    }
    facts.sort(Comparator.comparingLong(Envelope::time));
    return facts;
  }

  private static List<byte[]> kept(Journeys journeys, String customer) throws Exception {
    List<byte[]> kept = packed(journeys.list(customer, States.JOURNEY_INBOX));
    JourneyBody body = journeys.value(customer, States.JOURNEY_BODY);
    kept.add(body == null ? null : body.pack());
    return kept;
  }

  private static List<byte[]> kept(Actors actors, String actor) throws Exception {
    List<byte[]> kept = packed(actors.list(actor, States.ACTOR_FACTS));
    kept.add(actors.value(actor, States.ACTOR_HEAD).pack());
    return kept;
  }

  private static List<byte[]> packed(List<Envelope> envelopes) {
    List<byte[]> packed = new ArrayList<>();
    envelopes.forEach(envelope -> packed.add(envelope.pack()));
    return packed;
  }

  private Map<Object, List<String>> written() {
    return filled(lists);
  }

  private static Map<Object, List<String>> filled(Map<Object, List<String>> lists) {
    Map<Object, List<String>> filled = new HashMap<>(lists);
    filled.values().removeIf(List::isEmpty);
    return filled;
  }

  private final class Values implements ValueState<String> {
    @Override
    public String value() {
      return values.get(current);
    }

    @Override
    public void update(String next) {
      values.put(current, next);
    }

    @Override
    public void clear() {
      values.remove(current);
    }
  }

  private final class Lists implements ListState<String> {
    @Override
    public Iterable<String> get() {
      return lists.getOrDefault(current, List.of());
    }

    @Override
    public void add(String item) {
      addAll(List.of(item));
    }

    @Override
    public void addAll(List<String> items) {
      lists.computeIfAbsent(current, any -> new ArrayList<>()).addAll(items);
    }

    @Override
    public void update(List<String> items) {
      lists.put(current, new ArrayList<>(items));
    }

    @Override
    public void clear() {
      lists.remove(current);
    }
  }
}
