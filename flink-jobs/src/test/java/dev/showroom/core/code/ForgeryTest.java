package dev.showroom.core.code;

import static dev.showroom.core.code.Coupons.key;
import static dev.showroom.core.code.Coupons.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.code.CodeAnswer.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A million attempts by somebody who knows all but the key. */
class ForgeryTest {
  private static final int ATTEMPTS = 500_000;
  private static final int COUPONS = 1_000;
  private static final int SIGNED_SYMBOLS = 18;

  private final CodeKeys keys = keys(key('A', 1));
  private final CouponBook book = new CouponBook();
  private final CouponVerifier verifier = new CouponVerifier(keys, book, new UsedInMemory());
  private final String[] trueCodes = new String[COUPONS];
  private final Random random = new Random(20_260_302);

  @BeforeEach
  void issue() {
    for (int i = 0; i < COUPONS; i++) {
      var coupon = Coupons.coupon("k-" + i);
      coupon.setCustomerId("c-" + i);
      coupon = Coupons.signed(coupon, keys);
      book.note(coupon);
      trueCodes[i] = coupon.getCode();
    }
  }

  @Test
  void of_half_a_million_random_codes_with_the_keys_id_and_a_right_check_character_none_is_good() {
    Map<Kind, Integer> answers = new EnumMap<>(Kind.class);
    for (int i = 0; i < ATTEMPTS; i++) {
      StringBuilder forged = new StringBuilder("A");
      while (forged.length() < SIGNED_SYMBOLS) {
        forged.append(CodeAlphabet.symbol(random.nextInt(32)));
      }
      forged.append(CheckCharacter.of(forged.toString()));
      answers.merge(answer(forged.toString(), i % COUPONS), 1, Integer::sum);
    }
    assertThat(answers).containsExactly(Map.entry(Kind.FORGED_OR_ALTERED, ATTEMPTS));
  }

  /** One bit of the signature is turned, and in every other attempt the check character mended. */
  @Test
  void of_half_a_million_true_codes_with_a_wrong_bit_none_is_good() {
    Map<Kind, Integer> answers = new EnumMap<>(Kind.class);
    for (int i = 0; i < ATTEMPTS; i++) {
      StringBuilder code = new StringBuilder(trueCodes[i % COUPONS].replace("-", ""));
      int place = 1 + random.nextInt(SIGNED_SYMBOLS - 1);
      int turned = CodeAlphabet.value(code.charAt(place)) ^ 1 << random.nextInt(5);
      code.setCharAt(place, CodeAlphabet.symbol(turned));
      if (i % 2 == 0) {
        code.setCharAt(SIGNED_SYMBOLS, CheckCharacter.of(code.substring(0, SIGNED_SYMBOLS)));
      }
      answers.merge(answer(code.toString(), i % COUPONS), 1, Integer::sum);
    }
    assertThat(answers)
        .containsOnly(
            Map.entry(Kind.FORGED_OR_ALTERED, ATTEMPTS / 2),
            Map.entry(Kind.UNREADABLE, ATTEMPTS / 2));
  }

  @Test
  void the_true_ones_are_good() {
    for (int i = 0; i < COUPONS; i++) {
      assertThat(answer(trueCodes[i], i)).isEqualTo(Kind.ACCEPTED);
    }
  }

  private Kind answer(String code, int customer) {
    return verifier.checkCode(AtTill.codeOnly(code, "c-" + customer, Coupons.FROM)).kind();
  }
}
