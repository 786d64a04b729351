package dev.showroom.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What offers really do in a world, as no real retailer can know it: how many of the sales that
 * were decided about are kept without an offer and with it; and what each kind of shopper was
 * given.
 *
 * @param all over everything that was decided
 * @param settled over that of which the outcome is settled before the world ends
 */
public record UpliftTruth(
    Effect all,
    Effect settled,
    Map<String, Effect> byPattern,
    Map<String, Effect> byOffer,
    Map<String, Given> byShopper,
    Given given) {
  public static final String FILE = "uplift-truth.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A week to buy it, two to bring it back, and a day for the tills to report. */
  private static final long SETTLED_AFTER = 22 * Times.DAY;

  /**
   * Of offers that were sent or held back by lot. Chances are known, not counted.
   *
   * @param follow so many more were decided while the shopper was settled by an earlier decision
   *     about the same family; they are left out of the chances
   * @param without mean chance that a sale is kept without an offer
   * @param with the same where one is sent, whether or not it is seen
   */
  public record Effect(int issued, int heldOut, int follow, double without, double with) {
    public double uplift() {
      return with - without;
    }
  }

  /**
   * What was given to whom, and what it was good for. Money in minor units.
   *
   * @param shoppers that something was decided about
   * @param used offers
   * @param givenMinor value of the offers that were used
   * @param givenAnywayMinor of these, to those who would have bought without
   * @param keptMinor margin of what was kept after decisions, before what was given
   */
  public record Given(
      int shoppers,
      int issued,
      int used,
      long givenMinor,
      long givenAnywayMinor,
      int kept,
      long keptMinor) {
    /** Margin that is left. */
    public long leftMinor() {
      return keptMinor - givenMinor;
    }
  }

  /**
   * @param answered of one world
   * @param end of that world; what falls behind it did not happen
   */
  static UpliftTruth of(Collection<Answered> answered, long end) {
    List<Answered> trial = answered.stream().filter(a -> a.decision().isInTrial()).toList();
    List<Answered> settled =
        trial.stream().filter(a -> a.decision().decidedAt() + SETTLED_AFTER < end).toList();
    return new UpliftTruth(
        effect(trial),
        effect(settled),
        by(settled, a -> a.decision().pattern(), UpliftTruth::effect),
        by(settled, a -> a.decision().kind().name(), UpliftTruth::effect),
        by(answered, Answered::archetype, some -> given(some, end)),
        given(answered, end));
  }

  private static <T> Map<String, T> by(
      Collection<Answered> answered,
      Function<Answered, String> key,
      Function<Collection<Answered>, T> sum) {
    Map<String, List<Answered>> groups = new TreeMap<>();
    answered.forEach(a -> groups.computeIfAbsent(key.apply(a), k -> new ArrayList<>()).add(a));
    Map<String, T> sums = new TreeMap<>();
    groups.forEach((k, group) -> sums.put(k, sum.apply(group)));
    return sums;
  }

  private static Effect effect(Collection<Answered> trial) {
    int issued = (int) trial.stream().filter(a -> a.decision().isIssued()).count();
    List<Answered> own = trial.stream().filter(a -> !a.follows()).toList();
    return new Effect(
        issued,
        trial.size() - issued,
        trial.size() - own.size(),
        own.stream().mapToDouble(Answered::without).average().orElse(0),
        own.stream().mapToDouble(Answered::with).average().orElse(0));
  }

  private static Given given(Collection<Answered> answered, long end) {
    List<Answered> made = answered.stream().filter(a -> !a.follows() && a.madeAt() < end).toList();
    List<Answered> used = made.stream().filter(a -> a.sale().usedOffer()).toList();
    List<Answered> kept = made.stream().filter(a -> !a.sale().cameBack()).toList();
    return new Given(
        (int) answered.stream().map(a -> a.decision().customerId()).distinct().count(),
        (int) answered.stream().filter(a -> a.decision().isIssued()).count(),
        used.size(),
        used.stream().mapToLong(a -> a.decision().valueMinor()).sum(),
        used.stream().filter(Answered::unasked).mapToLong(a -> a.decision().valueMinor()).sum(),
        kept.size(),
        kept.stream().mapToLong(a -> a.sale().marginMinor()).sum());
  }

  /** As it stands in {@code uplift-truth.json}. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.set("all", json(all));
    node.set("settled", json(settled));
    node.set("byPattern", effects("pattern", byPattern));
    node.set("byOffer", effects("offer", byOffer));
    node.set("given", json(given));
    ArrayNode shoppers = node.putArray("byShopper");
    byShopper.forEach((label, sum) -> shoppers.add(json(sum).put("label", label)));
    return node.toPrettyString();
  }

  private static ArrayNode effects(String name, Map<String, Effect> effects) {
    ArrayNode array = JSON.createArrayNode();
    effects.forEach((key, effect) -> array.add(json(effect).put(name, key)));
    return array;
  }

  private static ObjectNode json(Effect effect) {
    return JSON.createObjectNode()
        .put("issued", effect.issued)
        .put("heldOut", effect.heldOut)
        .put("follow", effect.follow)
        .put("keptWithout", effect.without)
        .put("keptWith", effect.with)
        .put("uplift", effect.uplift());
  }

  private static ObjectNode json(Given given) {
    return JSON.createObjectNode()
        .put("shoppers", given.shoppers)
        .put("issued", given.issued)
        .put("used", given.used)
        .put("givenMinor", given.givenMinor)
        .put("givenAnywayMinor", given.givenAnywayMinor)
        .put("kept", given.kept)
        .put("keptMinor", given.keptMinor)
        .put("leftMinor", given.leftMinor());
  }
}
