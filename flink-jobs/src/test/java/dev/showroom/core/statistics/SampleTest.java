package dev.showroom.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  /** Hours of sleep gained, in tenths, under two drugs: Student (1908), Biometrika 6, 1–25. */
  private static final long[] SLEEP_ONE = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};

  private static final long[] SLEEP_TWO = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};

  @Test
  void ofEquallyManyTheIntervalOfADifferenceLiesBetweenWelchsAndThatOfEqualVariances() {
    // R's t.test(extra ~ group, data = sleep): -3.3654832 to 0.2054832, and with var.equal = TRUE
    // -3.363874 to 0.203874; ten times over.
    Estimate difference = of(SLEEP_ONE).minus(of(SLEEP_TWO));

    assertThat(difference.value()).isCloseTo(-15.8, within(1e-9));
    assertThat(difference.low()).isBetween(-33.654832, -33.63874);
    assertThat(difference.high()).isBetween(2.03874, 2.054832);
  }

  @Test
  void ofUnequallyManyEachVarianceBorrowsFromThatOfBoth() {
    // Variances 106.916667 of 4 and 400.9 of 10, of both 327.404167; with 30 borrowed
    // (3 * 106.916667 + 30 * 327.404167) / 33 / 4 + (9 * 400.9 + 30 * 327.404167) / 39 / 10
    // = 76.839962 + 34.436474, so 10.548765 * t(0.975; 5.896711) = 25.921892 to either side.
    Estimate difference = of(7, -16, -2, -12).minus(of(SLEEP_TWO));

    assertThat(difference.value()).isCloseTo(-29.05, within(1e-9));
    assertThat(difference.low()).isCloseTo(-54.971892, within(0.000005));
    assertThat(difference.high()).isCloseTo(-3.128108, within(0.000005));
  }

  @Test
  void theIntervalOfAMeanIsStudents() {
    // 7.5 +- 2.262157 * 17.890096 / sqrt(10)
    Estimate mean = of(SLEEP_ONE).estimate();

    assertThat(of(SLEEP_ONE).deviation()).isCloseTo(17.890096, within(0.000001));
    assertThat(mean.value()).isEqualTo(7.5);
    assertThat(mean.low()).isCloseTo(-5.297804, within(0.000005));
    assertThat(mean.high()).isCloseTo(20.297804, within(0.000005));
  }

  @Test
  void ofLessThanTwoOrOfEqualAmountsThereIsNoInterval() {
    assertThat(Sample.EMPTY.estimate().isKnown()).isFalse();
    assertThat(of(5).estimate().value()).isEqualTo(5);
    assertThat(of(5).estimate().hasInterval()).isFalse();
    assertThat(of(5, 5, 5).estimate().hasInterval()).isFalse();
    assertThat(of(5, 5, 6).estimate().hasInterval()).isTrue();
    assertThat(of(5, 6).minus(of(3)).hasInterval()).isFalse();
    assertThat(of(5, 6).minus(Sample.EMPTY).isKnown()).isFalse();
    assertThat(of(5, 6).minus(of(3, 3)).hasInterval()).isTrue();
  }

  @Test
  void largeAmountsThatHardlyDifferKeepTheirDeviation() {
    long large = 90_000_000_000L;

    assertThat(of(large, large + 1, large + 2).deviation()).isEqualTo(1);
  }

  @Test
  void samplesOfTwoDaysAreOneSampleOfBothAlsoByTheirPublishedFigures() {
    Sample whole = of(SLEEP_ONE).plus(of(SLEEP_TWO));
    Sample published = publish(of(SLEEP_ONE)).plus(publish(of(SLEEP_TWO))).plus(Sample.EMPTY);
    Sample atOnce = of(LongStream.concat(stream(SLEEP_ONE), stream(SLEEP_TWO)).toArray());

    for (Sample one : new Sample[] {whole, published}) {
      assertThat(one.count()).isEqualTo(20);
      assertThat(one.mean()).isCloseTo(atOnce.mean(), within(1e-9));
      assertThat(one.deviation()).isCloseTo(atOnce.deviation(), within(1e-9));
    }
    assertThat(publish(of(4)).plus(publish(of(6))).deviation())
        .isCloseTo(of(4, 6).deviation(), within(1e-9));
  }

  private static Sample publish(Sample sample) {
    return Sample.published(sample.count(), sample.mean(), sample.deviation());
  }

  private static LongStream stream(long[] amounts) {
    return LongStream.of(amounts);
  }

  private static Sample of(long... amounts) {
    return Sample.of(
        amounts.length,
        stream(amounts).sum(),
        stream(amounts)
            .mapToObj(amount -> BigInteger.valueOf(amount).pow(2))
            .reduce(BigInteger.ZERO, BigInteger::add));
  }
}
