package dev.showroom.evaluate;

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
}
