package dev.showroom.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When which store's tills are cut off: what they sell meanwhile is reported when they are back.
 */
final class Outages {
  /** Both in epoch milliseconds; {@code until} is exclusive. */
  record Outage(long from, long until) {
    boolean covers(long time) {
      return time >= from && time < until;
    }
  }

  private final SimulationOptions options;
  private final Map<String, List<Outage>> known = new HashMap<>();

  Outages(SimulationOptions options) {
    this.options = options;
  }

  List<Outage> of(String storeId) {
    return known.computeIfAbsent(storeId, this::draw);
  }

  private List<Outage> draw(String storeId) {
    // The store's own dice: whoever asks is told the same.
    Dice dice = new Dice(Dice.mix(options.seed() + 2), storeId.hashCode());
    List<Outage> outages = new ArrayList<>();
    long time = options.startMillis();
    while (true) {
      time += Times.days(-Rates.DAYS_BETWEEN_OUTAGES * StrictMath.log(1 - dice.unit()));
      double hours = dice.logNormal(Rates.OUTAGE_MEDIAN_HOURS, Rates.OUTAGE_SIGMA);
      long until = time + Times.hours(Math.min(hours, Rates.OUTAGE_MOST_HOURS));
      if (until >= options.endMillis()) {
        return outages;
      }
      outages.add(new Outage(time, until));
      time = until;
    }
  }

  /** When a sale is reported: at once, or when the tills are back. */
  long reportedAt(String storeId, long time) {
    return of(storeId).stream()
        .filter(outage -> outage.covers(time))
        .mapToLong(Outage::until)
        .findFirst()
        .orElse(time);
  }
}
