package dev.showroom.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Intervals are worth what they cover: in made-up experiments with a known truth, of the sizes that
 * a shop has, at least 93 of 100 hold it. The seeds are fixed.
 */
class CoverageTest {
  private static final int EXPERIMENTS = 2_000;
  private static final double ENOUGH = 0.93;

  /** A save is worth so much on the average, less what the offer costs. */
  private static final double MEAN_MARGIN = 4_000;

  private static final double OFFER_COST = 600;

  @Test
  void the_uplift_with_a_tenth_held_out() {
    assertThat(upliftCovered(new People(900, 100, 0.25, 0.15, 1, 0), 1)).isGreaterThan(ENOUGH);
    assertThat(upliftCovered(new People(4_500, 500, 0.31, 0.28, 1, 0), 2)).isGreaterThan(ENOUGH);
  }

  @Test
  void the_uplift_of_a_quiet_day_with_hardly_anybody_held_out() {
    assertThat(upliftCovered(new People(60, 7, 0.2, 0.1, 1, 0), 3)).isGreaterThan(ENOUGH);
  }

  @Test
  void the_uplift_where_people_have_up_to_three_decisions_and_habits_of_their_own() {
    assertThat(upliftCovered(new People(900, 100, 0.25, 0.15, 3, 0.1), 4)).isGreaterThan(ENOUGH);
  }

  @Test
  void the_margin_with_a_tenth_held_out() {
    assertThat(marginCovered(new People(900, 100, 0.25, 0.15, 1, 0), 5)).isGreaterThan(ENOUGH);
    assertThat(marginCovered(new People(300, 30, 0.2, 0.1, 1, 0), 7)).isGreaterThan(ENOUGH);
    assertThat(marginCovered(new People(4_500, 500, 0.31, 0.28, 1, 0), 6)).isGreaterThan(ENOUGH);
  }

  /**
   * @param most decisions of one person
   * @param habit how far a person's own rate may lie off the mean, up or down
   */
  private record People(
      int treated, int heldOut, double treatedRate, double heldOutRate, int most, double habit) {}

  private static double upliftCovered(People people, long seed) {
    Random dice = new Random(seed);
    double truth = people.treatedRate() - people.heldOutRate();
    int covered = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      Share treated = saved(dice, people.treated(), people.treatedRate(), people);
      Share heldOut = saved(dice, people.heldOut(), people.heldOutRate(), people);
      covered += holds(treated.minus(heldOut), truth);
    }
    return covered / (double) EXPERIMENTS;
  }

  private static Share saved(Random dice, int customers, double rate, People people) {
    int saved = 0;
    int of = 0;
    for (int i = 0; i < customers; i++) {
      double own = rate + (dice.nextBoolean() ? people.habit() : -people.habit());
      for (int left = 1 + dice.nextInt(people.most()); left > 0; left--) {
        of++;
        saved += dice.nextDouble() < own ? 1 : 0;
      }
    }
    return new Share(saved, of);
  }

  private static double marginCovered(People people, long seed) {
    Random dice = new Random(seed);
    double truth =
        people.treatedRate() * (MEAN_MARGIN - OFFER_COST) - people.heldOutRate() * MEAN_MARGIN;
    int covered = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      Sample treated = margins(dice, people.treated(), people.treatedRate(), OFFER_COST);
      Sample heldOut = margins(dice, people.heldOut(), people.heldOutRate(), 0);
      covered += holds(treated.minus(heldOut), truth);
    }
    return covered / (double) EXPERIMENTS;
  }

  private static Sample margins(Random dice, int customers, double rate, double cost) {
    long sum = 0;
    BigInteger squares = BigInteger.ZERO;
    for (int i = 0; i < customers; i++) {
      if (dice.nextDouble() < rate) {
        // Log-normal, as prices are: the mean is exp(mu + sigma^2 / 2).
        double sigma = 0.8;
        double mu = Math.log(MEAN_MARGIN) - sigma * sigma / 2;
        long margin = Math.round(Math.exp(mu + sigma * dice.nextGaussian()) - cost);
        sum += margin;
        squares = squares.add(BigInteger.valueOf(margin).pow(2));
      }
    }
    return Sample.of(customers, sum, squares);
  }

  private static int holds(Estimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
  }
}
