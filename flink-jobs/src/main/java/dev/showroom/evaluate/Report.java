package dev.showroom.evaluate;

import dev.showroom.core.statistics.Share;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an evaluation found.
 *
 * @param alerts how many there are, whatever became of them
 * @param patterns by name
 * @param traps by label: everybody of whom an alert would be wrong, ordinary shoppers included
 * @param innocents of the customers with no positive label at all, those with a false alert
 */
public record Report(int alerts, List<OfPattern> patterns, List<OfTrap> traps, Share innocents) {

  /** Of the alerts of all patterns that stand, those that are right. */
  public Share precision() {
    return sum(patterns, OfPattern::precision);
  }

  /** The same of some patterns. */
  public Share precision(Set<String> some) {
    return sum(only(some), OfPattern::precision);
  }

  /** Of the positive labels of all patterns, those with an alert that stands. */
  public Share recall() {
    return sum(patterns, OfPattern::recall);
  }

  /** The same of some patterns. */
  public Share recall(Set<String> some) {
    return sum(only(some), OfPattern::recall);
  }

  private List<OfPattern> only(Set<String> some) {
    return patterns.stream().filter(each -> some.contains(each.pattern())).toList();
  }

  private static Share sum(List<OfPattern> some, Function<OfPattern, Share> share) {
    return some.stream().map(share).reduce(new Share(0, 0), Share::plus);
  }

  /**
   * @param raised alerts, whatever became of them
   * @param retracted those whose last status is RETRACTED
   * @param precision of the alerts that stand, those that are right
   * @param recall of the positive labels, those with an alert that stands
   * @param confirmed of the positives found, those with an alert that is CONFIRMED
   */
  public record OfPattern(
      String pattern,
      int raised,
      int retracted,
      Share precision,
      Share recall,
      Share confirmed,
      Delays delays) {

    /** Alerts that stand and are wrong. */
    public int falseAlerts() {
      return precision.of() - precision.hits();
    }
  }

  /**
   * @param tempts the patterns that it is mistaken for
   * @param falseAlerts alerts that stand and that no positive label of the customer explains
   * @param accused of the customers with this label, those with such an alert
   */
  public record OfTrap(String label, List<String> tempts, int falseAlerts, Share accused) {}
}
