package dev.showroom.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the retailer sells; a few families are looked at far more than the rest. */
final class Catalogue {
  private static final int FAMILIES_PER_CATEGORY = 10;

  /** Real shops' return rates differ by an order of magnitude, and so do these. */
  private enum Department {
    ELECTRONICS(0.05, 3_000, 150_000, false),
    HOME(0.04, 1_500, 90_000, false),
    SPORT(0.06, 1_000, 60_000, false),
    FASHION(Rates.FASHION_RETURNED, 1_200, 18_000, true),
    SHOES(0.42, 2_500, 20_000, true),
    GIFTWARE(Rates.GIFTWARE_RETURNED, 300, 4_000, false),
    TOYS(0.03, 600, 12_000, false),
    TOOLS(0.04, 1_500, 45_000, false);

    final double returnRate;
    final int lowPrice;
    final int highPrice;
    final boolean sized;

    Department(double returnRate, int lowPrice, int highPrice, boolean sized) {
      this.returnRate = returnRate;
      this.lowPrice = lowPrice;
      this.highPrice = highPrice;
      this.sized = sized;
    }
  }

  private static final int CATEGORIES = 40;
  private static final int BRANDS = 60;

  private final List<Family> families;
  private final double[] popularity;
  private final Map<String, Family> byId = new HashMap<>();
  private final Map<String, String> familyOf = new HashMap<>();
  private final Map<String, List<String>> accessoryFor = new HashMap<>();

  Catalogue(Dice dice) {
    List<Family> all = new ArrayList<>();
    for (int category = 0; category < CATEGORIES; category++) {
      Department department = Department.values()[category % Department.values().length];
      for (int i = 0; i < FAMILIES_PER_CATEGORY; i++) {
        all.add(family(dice, all.size(), category, department));
      }
    }
    this.families = List.copyOf(all);
    this.popularity = zipf(dice, all.size());
    for (Family family : families) {
      byId.put(family.id(), family);
      family.items().forEach(item -> familyOf.put(item.sku(), family.id()));
      for (int accessory : family.accessories()) {
        accessoryFor
            .computeIfAbsent(families.get(accessory).id(), id -> new ArrayList<>())
            .add(family.id());
      }
    }
  }

  List<Family> families() {
    return families;
  }

  Family family(int index) {
    return families.get(index);
  }

  /** Null if there is none of that id. */
  Family family(String id) {
    return byId.get(id);
  }

  /** As shoppers come to it: the most popular often, most others seldom. */
  Family anyFamily(Dice dice) {
    int at = Arrays.binarySearch(popularity, dice.unit());
    return families.get(Math.min(at < 0 ? -at - 1 : at, families.size() - 1));
  }

  /** The families that {@code family} is an accessory for. */
  List<String> accessoryFor(Family family) {
    return accessoryForFamily(family.id());
  }

  List<String> accessoryForFamily(String family) {
    return accessoryFor.getOrDefault(family, List.of());
  }

  String familyOf(String sku) {
    return familyOf.get(sku);
  }

  private static Family family(Dice dice, int index, int category, Department department) {
    String id = "fam-" + Ids.padded(index, 4);
    double spread = (double) department.highPrice / department.lowPrice;
    double base = department.lowPrice * StrictMath.pow(spread, dice.unit() * dice.unit());
    List<Family.Item> items = new ArrayList<>();
    int variants = dice.between(1, 4);
    for (int variant = 1; variant <= variants; variant++) {
      long price = Math.round(base * (1 + 0.08 * (variant - 1)) / 100) * 100 - 1;
      long cost = Math.round(price * (0.45 + 0.35 * dice.unit()));
      items.add(new Family.Item("sku-" + Ids.padded(index, 4) + "-" + variant, id, price, cost));
    }
    // The last two models of a category are its accessories: a case, a bag, a cable.
    int first = category * FAMILIES_PER_CATEGORY;
    int accessory = first + FAMILIES_PER_CATEGORY - 2 + index % 2;
    boolean isAccessory = index >= first + FAMILIES_PER_CATEGORY - 2;
    return new Family(
        index,
        id,
        department.name().toLowerCase(Locale.ROOT) + "-" + Ids.padded(category, 2),
        dice.chance(0.9) ? "brand-" + Ids.padded(dice.between(1, BRANDS), 2) : null,
        department.sized,
        department.returnRate,
        List.copyOf(items),
        isAccessory ? List.of() : List.of(accessory));
  }

  /** Cumulative shares; which family is the popular one is drawn. */
  private static double[] zipf(Dice dice, int size) {
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = 1 / StrictMath.pow(i + 3, 0.9);
    }
    for (int i = size - 1; i > 0; i--) {
      int j = dice.between(0, i);
      double swap = weights[i];
      weights[i] = weights[j];
      weights[j] = swap;
    }
    double sum = Arrays.stream(weights).sum();
    double running = 0;
    for (int i = 0; i < size; i++) {
      running += weights[i] / sum;
      weights[i] = running;
    }
    return weights;
  }
}
