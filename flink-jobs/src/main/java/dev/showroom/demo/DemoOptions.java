package dev.showroom.demo;

import dev.showroom.traffic.Pace;
import dev.showroom.traffic.Schedule;
import java.time.Duration;
import java.time.Instant;

/**
 * What a demo shows.
 *
 * @param headStartDays of the world are history when the demo begins: without a past nobody has
 *     researched anything yet
 * @param atMost how long it runs, or null until the simulated world is over
 */
public record DemoOptions(
    int customers, int days, long seed, int daySeconds, int headStartDays, Duration atMost) {

  public DemoOptions {
    require("customers", customers, 1, 100_000);
    require("days", days, 1, 3_650);
    require("seconds of a day", daySeconds, Pace.FASTEST, Pace.SLOWEST);
    require("days of head start", headStartDays, 0, days);
    if (atMost != null && atMost.toSeconds() < 1) {
      throw new IllegalArgumentException("A demo runs for at least a second.");
    }
  }

  Pace pace() {
    return new Pace(daySeconds);
  }

  Instant startOfWorld(Instant now) {
    return Schedule.startOfWorld(now, days);
  }

  private static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "The number of " + what + " must be from " + min + " to " + max + ", not " + value + ".");
    }
  }
}
