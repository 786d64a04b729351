package dev.showroom.simulate;

import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which lines a file has, in which order: the good ones, some twice, and the broken ones. */
final class LinePlan {
  /** One line to be; {@code place} decides where it stands. */
  record Line(SimulatedEvent event, long place, GarbageKind garbage, int variant) {
    byte[] bytes() {
      String good = JsonRecords.write(event.record());
      return garbage == null
          ? good.getBytes(StandardCharsets.UTF_8)
          : garbage.broken(good, variant);
    }
  }

  private final Dice dice;
  private final long shuffleMillis;
  private final Outages outages;
  private final List<Line> lines = new ArrayList<>();

  private LinePlan(Dice dice, long shuffleMillis, Outages outages) {
    this.dice = dice;
    this.shuffleMillis = shuffleMillis;
    this.outages = outages;
  }

  /**
   * @param events of the one topic, in order
   */
  static List<Line> of(
      InTopic topic, List<SimulatedEvent> events, FileOptions options, SimulationOptions world) {
    // Apart from the dice of customers (numbers from 0 on) and of feeds (small negative numbers).
    Dice dice = new Dice(world.seed(), Long.MIN_VALUE + topic.ordinal());
    LinePlan plan =
        new LinePlan(
            dice,
            (long) (options.shuffleSeconds() * Times.SECOND),
            options.offlineTills() ? new Outages(world) : null);
    List<GarbageKind> kinds = GarbageKind.of(topic);
    int copies = (int) Math.round(options.duplicates() * events.size());
    int broken = (int) Math.round(options.garbage() * events.size());
    int turn = dice.between(0, kinds.size() - 1);
    for (int i = 0; i < events.size(); i++) {
      int left = events.size() - i;
      plan.add(events.get(i), null);
      if (plan.takes(copies, left)) {
        plan.add(events.get(i), null);
        copies--;
      }
      if (plan.takes(broken, left)) {
        plan.add(events.get(i), kinds.get(turn++ % kinds.size()));
        broken--;
      }
    }
    if (plan.shuffleMillis > 0 || options.offlineTills()) {
      plan.lines.sort(Comparator.comparingLong(Line::place));
    }
    return plan.lines;
  }

  /** Exactly {@code wanted} of the {@code left} are taken, each as likely as the next. */
  private boolean takes(int wanted, int left) {
    return wanted > 0 && dice.between(1, left) <= wanted;
  }

  /**
   * A line may only stand behind one that is newer by less than its own delay: whatever stands
   * before it has a place, and so a time, not behind its own place.
   */
  private void add(SimulatedEvent event, GarbageKind garbage) {
    long delay = dice.time(0, shuffleMillis);
    int variant = garbage == null ? 0 : dice.between(0, 1_000_000);
    lines.add(new Line(event, reported(event) + delay, garbage, variant));
  }

  /** When the retailer hears of it. */
  private long reported(SimulatedEvent event) {
    return outages != null
            && event.record() instanceof Purchase purchase
            && purchase.getStoreId() != null
        ? outages.reportedAt(purchase.getStoreId(), event.eventTime())
        : event.eventTime();
  }
}
