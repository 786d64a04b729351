package dev.showroom.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the check character promises. The sum is linear, so that whether a change shows depends on
 * the change alone; it is tried on many codes all the same.
 */
class CheckCharacterTest {
  private static final int SYMBOLS = 19;
  private static final String ZEROS = "0".repeat(SYMBOLS);

  @Test
  void every_single_wrong_character_shows() {
    for (String code : codes(1_000)) {
      for (int place = 0; place < SYMBOLS; place++) {
        for (int value = 0; value < 32; value++) {
          String typed = with(code, place, CodeAlphabet.symbol(value));
          assertThat(CheckCharacter.fits(typed)).isEqualTo(typed.equals(code));
        }
      }
    }
  }

  @Test
  void every_exchange_of_two_different_characters_shows_also_of_such_as_are_no_neighbours() {
    for (String code : codes(5_000)) {
      for (int one = 0; one < SYMBOLS; one++) {
        for (int other = one + 1; other < SYMBOLS; other++) {
          String typed = with(with(code, one, code.charAt(other)), other, code.charAt(one));
          assertThat(CheckCharacter.fits(typed)).isEqualTo(typed.equals(code));
        }
      }
    }
  }

  /** By linearity: of all codes there are, no exchange and no twin is missed. */
  @Test
  void no_change_by_the_same_amount_in_two_places_cancels_out() {
    for (int one = 0; one < SYMBOLS; one++) {
      for (int other = one + 1; other < SYMBOLS; other++) {
        for (int by = 1; by < 32; by++) {
          char symbol = CodeAlphabet.symbol(by);
          assertThat(CheckCharacter.fits(with(with(ZEROS, one, symbol), other, symbol))).isFalse();
        }
      }
    }
  }

  @Test
  void the_sum_is_linear() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      String one = random(random, SYMBOLS - 1);
      String other = random(random, SYMBOLS - 1);
      StringBuilder sum = new StringBuilder();
      for (int place = 0; place < one.length(); place++) {
        sum.append(add(one.charAt(place), other.charAt(place)));
      }
      assertThat(CheckCharacter.of(sum.toString()))
          .isEqualTo(add(CheckCharacter.of(one), CheckCharacter.of(other)));
    }
  }

  private static char add(char one, char other) {
    return CodeAlphabet.symbol(CodeAlphabet.value(one) ^ CodeAlphabet.value(other));
  }

  private static String with(String code, int place, char symbol) {
    return code.substring(0, place) + symbol + code.substring(place + 1);
  }

  private static Iterable<String> codes(int count) {
    Random random = new Random(1);
    return random
        .ints(count)
        .mapToObj(seed -> random(new Random(seed), SYMBOLS - 1))
        .map(symbols -> symbols + CheckCharacter.of(symbols))
        .toList();
  }

  private static String random(Random random, int length) {
    StringBuilder symbols = new StringBuilder();
    for (int i = 0; i < length; i++) {
      symbols.append(CodeAlphabet.symbol(random.nextInt(32)));
    }
    return symbols.toString();
  }
}
