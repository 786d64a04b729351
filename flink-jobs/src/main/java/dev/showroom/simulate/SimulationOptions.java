package dev.showroom.simulate;

import java.time.Duration;
import java.time.Instant;

/**
 * All that a world depends on: equal options give equal worlds.
 *
 * @param start first instant of the world; products and profiles carry it
 * @param stores number of shops
 */
public record SimulationOptions(int customers, int days, long seed, Instant start, int stores) {
  public static final Instant DEFAULT_START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("2080-12-31T00:00:00Z");
  public static final int DEFAULT_STORES = 8;
  public static final int MAX_CUSTOMERS = 1_000_000;
  public static final int MAX_DAYS = 3_650;
  public static final int MAX_STORES = 999;

  public SimulationOptions {
    require("customers", customers, MAX_CUSTOMERS);
    require("days", days, MAX_DAYS);
    require("stores", stores, MAX_STORES);
    // A world must end well before the far future that broken lines come from.
    if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
      throw new IllegalArgumentException("The start must be in the years 1970 to 2080.");
    }
  }

  public static SimulationOptions of(int customers, int days, long seed) {
    return new SimulationOptions(customers, days, seed, DEFAULT_START, DEFAULT_STORES);
  }

  long startMillis() {
    return start.toEpochMilli();
  }

  /** First instant after the world. */
  long endMillis() {
    return start.plus(Duration.ofDays(days)).toEpochMilli();
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "The number of " + name + " must be from 1 to " + max + ", not " + value + ".");
    }
  }
}
