package dev.showroom.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  /** From Newcombe (1998), Statistics in Medicine 17, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void theIntervalIsWilsons(int hits, int of, double low, double high) {
    Share share = new Share(hits, of);
    assertThat(share.low()).isCloseTo(low, within(0.00005));
    assertThat(share.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void noneAndAllAreTheEndsOfTheirIntervals() {
    assertThat(new Share(0, 18).low()).isZero();
    assertThat(new Share(18, 18).high()).isEqualTo(1);
  }

  @Test
  void ofNothingNothingIsKnown() {
    Share share = new Share(0, 0);
    assertThat(share.isKnown()).isFalse();
    assertThat(share.value()).isNaN();
    assertThat(share.low()).isNaN();
    assertThat(share.high()).isNaN();
  }

  @Test
  void moreHitsThanThereAreIsNoShare() {
    assertThatThrownBy(() -> new Share(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** From the same author's Statistics in Medicine 17, 873–890, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1.0000",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void theIntervalOfADifferenceIsNewcombes(
      int hits, int of, int otherHits, int otherOf, double low, double high) {
    Share one = new Share(hits, of);
    Share other = new Share(otherHits, otherOf);

    Estimate difference = one.minus(other);

    assertThat(difference.value()).isEqualTo(one.value() - other.value());
    assertThat(difference.low()).isCloseTo(low, within(0.00005));
    assertThat(difference.high()).isCloseTo(high, within(0.00005));
    assertThat(other.minus(one).low()).isEqualTo(-difference.high());
  }

  @Test
  void thereIsNoDifferenceFromNothing() {
    assertThat(new Share(1, 2).minus(new Share(0, 0)).isKnown()).isFalse();
    assertThat(new Share(0, 0).minus(new Share(1, 2)).hasInterval()).isFalse();
  }

  @Test
  void sharesOfTwoDaysAreOneShareOfBoth() {
    assertThat(new Share(1, 2).plus(new Share(0, 3))).isEqualTo(new Share(1, 5));
  }
}
