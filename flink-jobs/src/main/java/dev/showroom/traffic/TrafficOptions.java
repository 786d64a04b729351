package dev.showroom.traffic;

import java.time.Duration;

/**
 * What traffic is made.
 *
 * @param atMost how long it is sent, or null until the simulated world is over
 */
public record TrafficOptions(int customers, int days, long seed, int daySeconds, Duration atMost) {

  public TrafficOptions {
    require("customers", customers, 100_000);
    require("days", days, 3_650);
    require("seconds of a day", daySeconds, Pace.SLOWEST);
    if (atMost != null && atMost.toSeconds() < 1) {
      throw new IllegalArgumentException("Traffic is sent for at least a second.");
    }
  }

  Pace pace() {
    return new Pace(daySeconds);
  }

  private static void require(String what, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "The number of " + what + " must be from 1 to " + max + ", not " + value + ".");
    }
  }
}
