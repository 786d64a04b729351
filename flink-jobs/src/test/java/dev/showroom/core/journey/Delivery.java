package dev.showroom.core.journey;

import dev.showroom.core.Facts;
import dev.showroom.core.History;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.intake.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One way in which the facts of a world may arrive: in any order, twice, in between watermarks that
 * move by any steps; as long as what is punctual is there before its watermark.
 */
final class Delivery {

  /**
   * Something that arrives between two watermarks.
   *
   * @param step before which watermark
   * @param late whether it is behind the watermark then
   */
  private record Item(int step, int order, List<Envelope> envelopes, boolean late) {}

  private final World world;
  private final Random random;
  private final double lateShare;
  private final List<Long> watermarks;
  private final List<Item> items = new ArrayList<>();
  private int lateItems;

  private Delivery(World world, long seed, double lateShare) {
    this.world = world;
    this.random = new Random(seed);
    this.lateShare = lateShare;
    this.watermarks = randomWatermarks();
    planFacts();
    planMistakes();
  }

  static Delivery punctual(World world, long seed) {
    return new Delivery(world, seed, 0);
  }

  /** A part of the facts comes up to 14 days late. */
  static Delivery withLateFacts(World world, long seed) {
    return new Delivery(world, seed, 0.3);
  }

  /** How many records came late. */
  int lateRecords() {
    return lateItems;
  }

  private List<Long> randomWatermarks() {
    TreeSet<Long> result = new TreeSet<>();
    int steps = 1 + random.nextInt(60);
    long longSpan = (random.nextBoolean() ? 100 : 400) * Facts.DAY;
    for (int i = 0; i < steps; i++) {
      long about =
          random.nextBoolean() || world.facts.isEmpty()
              ? Facts.T0 - 20 * Facts.DAY + (long) (random.nextDouble() * longSpan)
              : world.facts.get(random.nextInt(world.facts.size())).fact().time();
      result.add(about + random.nextInt(3) - 1);
    }
    result.add(world.end());
    return new ArrayList<>(result);
  }

  /** What a link gives comes with the record of the link, or each by itself. */
  private void planFacts() {
    boolean byLinks = random.nextBoolean();
    Map<Long, List<Envelope>> gifts = new TreeMap<>();
    for (Known known : world.facts) {
      if (byLinks && known.from() > known.fact().time()) {
        gifts.computeIfAbsent(known.from(), any -> new ArrayList<>()).add(known.give());
      } else {
        plan(known);
      }
    }
    gifts.forEach((from, envelopes) -> plan(from, 0, 0, envelopes));
  }

  private void plan(Known known) {
    // The unlink is its own record, which may be there before the fact or come when its time comes.
    boolean unlinkComesLater = known.until() != Envelope.FOREVER && random.nextBoolean();
    Known first =
        unlinkComesLater ? new Known(known.fact(), known.from(), Envelope.FOREVER) : known;
    int given = plan(first.from(), 0, 0, List.of(first.give()));
    if (unlinkComesLater) {
      plan(known.until(), given, 1, List.of(known.give()));
    }
  }

  /** What a link gave that turns out to have had another owner is taken back. */
  private void planMistakes() {
    for (Known known : world.facts) {
      long from = known.from() + random.nextInt(20) * Facts.DAY / 2 + 7;
      Known mistake = new Known(known.fact(), from, Envelope.FOREVER);
      boolean isThere = world.facts.stream().anyMatch(k -> k.from() == from);
      if (known.from() > known.fact().time() && !isThere && random.nextInt(20) == 0) {
        int given = plan(from, 0, 0, List.of(mistake.give()));
        plan(from, given, 1, List.of(mistake.takeBack()));
      }
    }
  }

  /** Puts an arrival somewhere, perhaps twice; returns where. */
  private int plan(long due, int notBefore, int rank, List<Envelope> envelopes) {
    int punctualBy = 0;
    while (watermarks.get(punctualBy) < due) {
      punctualBy++;
    }
    int latest = punctualBy;
    while (latest + 1 < watermarks.size()
        && watermarks.get(latest) <= due + History.HORIZON.toMillis()) {
      latest++;
    }
    int step;
    boolean late = latest > punctualBy && random.nextDouble() < lateShare;
    if (late) {
      step = punctualBy + 1 + random.nextInt(latest - punctualBy);
    } else {
      step = random.nextBoolean() ? punctualBy : random.nextInt(punctualBy + 1);
    }
    step = Math.max(step, notBefore);
    late = step > punctualBy;
    // Behind what was given before it, else anywhere.
    add(new Item(step, rank * 1_000 + random.nextInt(1_000), envelopes, late));
    if (rank == 0 && envelopes.get(0).knownUntil() != Envelope.FOREVER || rank == 1) {
      return step;
    }
    if (random.nextInt(10) == 0 && notBefore == 0) {
      // The same record once more, before anybody says that it was not the customer's.
      add(new Item(step, random.nextInt(1_000), envelopes, late));
    }
    return step;
  }

  private void add(Item item) {
    items.add(item);
    lateItems += item.late() ? 1 : 0;
  }

  /** Lets all of it arrive. */
  TestJourney run() {
    items.sort(Comparator.comparingInt(Item::step).thenComparingInt(Item::order));
    Map<String, FeedHistory> feeds = new HashMap<>();
    // Reports may be there before anybody can ask, or only just in time.
    long ahead = random.nextBoolean() ? 1_000 * Facts.DAY : 0;
    TestJourney journey =
        TestJourney.journey(
            new Surroundings(world.catalogue, world.book, new FeedClock(feeds::values)));
    boolean byTimers = random.nextBoolean();
    int next = 0;
    for (int step = 0; step < watermarks.size(); step++) {
      for (; next < items.size() && items.get(next).step() == step; next++) {
        deliver(items.get(next), journey, step);
        if (random.nextInt(8) == 0) {
          journey.restart();
        }
      }
      long until = watermarks.get(step);
      long decided = step == 0 ? Long.MIN_VALUE : watermarks.get(step - 1);
      for (FeedReport report : world.reports) {
        if (report.time() <= until + ahead) {
          feeds.put(
              report.feed(),
              feeds.getOrDefault(report.feed(), FeedHistory.empty()).with(report, decided));
        }
      }
      if (byTimers) {
        journey.advanceByTimersTo(watermarks.get(step));
      } else {
        journey.advanceTo(watermarks.get(step));
      }
    }
    return journey;
  }

  private void deliver(Item item, TestJourney journey, int step) {
    if (item.late()) {
      journey.late(item.envelopes(), watermarks.get(step - 1));
    } else {
      item.envelopes().forEach(journey::with);
    }
  }
}
