package dev.showroom.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What random worlds hold, so that no property over them is true for want of cases. */
class WorldCoverageTest {
  private static final int WORLDS = 4_000;

  /** In how many worlds at the least an alert of the pattern comes to these. */
  private static final Map<String, String> LEAST =
      Map.of(
          "RESEARCH_INSPECT_LEAVE",
          "SUSPECTED 250, CONFIRMED 150, SALE_KEPT 40, STAFF 10, SERVICE_RECOVERY 15,"
              + " IDENTITY_REVISED 25",
          "IN_STORE_PRICE_CHECK",
          "SUSPECTED 400, CONFIRMED 250, SALE_KEPT 60, STAFF 15, SERVICE_RECOVERY 25,"
              + " IDENTITY_REVISED 40",
          "STORE_HOP",
          "SUSPECTED 500, CONFIRMED 300, SALE_KEPT 100, STAFF 15, SERVICE_RECOVERY 40,"
              + " IDENTITY_REVISED 20",
          "TRIAL_AT_RISK",
          "SUSPECTED 200, CONFIRMED 25, KEPT 100, STAFF 5, SERVICE_RECOVERY 25,"
              + " IDENTITY_REVISED 15",
          "TRIAL_RETURN",
          "SUSPECTED 600, CONFIRMED 500, SALE_KEPT 150, STAFF 20, SERVICE_RECOVERY 20,"
              + " IDENTITY_REVISED 60",
          "SERIAL_RETURNER",
          "SUSPECTED 80, EVIDENCE_REVISED 8, STAFF 5, SERVICE_RECOVERY 5, IDENTITY_REVISED 1",
          "ADVICE_DRAIN",
          "SUSPECTED 250, CONFIRMED 180, SALE_KEPT 20, STAFF 5, SERVICE_RECOVERY 8,"
              + " IDENTITY_REVISED 12",
          "ACCESSORY_TRACE",
          "SUSPECTED 150, CONFIRMED 120, SALE_KEPT 15, STAFF 5, SERVICE_RECOVERY 6,"
              + " IDENTITY_REVISED 8",
          "COUPON_FISHING",
          "SUSPECTED 60, STAFF 8, SERVICE_RECOVERY 5, IDENTITY_REVISED 4");

  @Test
  void eachPatternGoesEveryWayInManyWorlds() {
    Map<String, Integer> worlds = new HashMap<>();
    for (long seed = 0; seed < WORLDS; seed++) {
      seenIn(new World(seed)).forEach(way -> worlds.merge(way, 1, Integer::sum));
    }

    List<String> tooFew = new ArrayList<>();
    LEAST.forEach(
        (pattern, ways) -> {
          for (String way : ways.split(", ")) {
            String step = pattern + " " + way.split(" ")[0];
            int least = Integer.parseInt(way.split(" ")[1]);
            if (worlds.getOrDefault(step, 0) < least) {
              tooFew.add(step + " in " + worlds.getOrDefault(step, 0));
            }
          }
        });
    assertThat(tooFew).as("of " + worlds).isEmpty();
    assertThat(worlds.get("ERASED")).isGreaterThan(10);
    assertThat(worlds.get("opened again")).isGreaterThan(20);
    assertThat(worlds.get("sale kept after it was confirmed")).isGreaterThan(2);
    assertThat(worlds.get("confirmed by an accessory")).isGreaterThan(10);
    assertThat(worlds.get("waited for the tills")).isGreaterThan(100);
  }

  private static Set<String> seenIn(World world) {
    Set<String> seen = new HashSet<>();
    ReferenceDetector reference = new ReferenceDetector(world);
    reference
        .lives()
        .forEach(
            (key, life) -> {
              StringBuilder way = new StringBuilder();
              for (ReferenceLife.Step step : life) {
                String word = String.valueOf(step.reason() == null ? step.status() : step.reason());
                seen.add(key.pattern() + " " + word);
                seen.add(word);
                way.append(word).append(' ');
              }
              if (way.lastIndexOf("SUSPECTED") > 0) {
                seen.add("opened again");
              }
              if (way.toString().contains("CONFIRMED SALE_KEPT")) {
                seen.add("sale kept after it was confirmed");
              }
            });
    seen.addAll(reference.noted());
    return seen;
  }
}
