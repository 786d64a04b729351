package dev.showroom.core.code;

import static dev.showroom.core.code.Coupons.key;
import static dev.showroom.core.code.Coupons.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouponCodeTest {
  private static final CodeKey KEY = key('A', 1);
  private static final CouponTerms TERMS = CouponTerms.of(Coupons.coupon("k-1"));
  private static final String CODE = CouponCode.sign(TERMS, keys(KEY)).format();

  @Test
  void has_four_groups_of_an_alphabet_without_look_alikes_and_begins_with_the_keys_id() {
    assertThat(CODE).matches("A[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{5}){3}");
  }

  @Test
  void is_read_back_and_proves_its_terms() {
    CouponCode code = CouponCode.parse(CODE).orElseThrow();
    assertThat(code.format()).isEqualTo(CODE);
    assertThat(code.proves(TERMS, KEY)).isTrue();
    assertThat(code.proves(TERMS, key('A', 2))).as("with another key").isFalse();
  }

  @Test
  void is_read_as_people_type_it() {
    CouponCode code = CouponCode.parse(CODE).orElseThrow();
    List<String> typed =
        List.of(
            CODE.toLowerCase(Locale.ROOT),
            CODE.replace("-", ""),
            " " + CODE.replace('-', ' ') + "\n",
            CODE.replace('-', '–'),
            CODE.replace("-", "\u00a0"),
            CODE.replace('0', 'O').replace('1', 'I'),
            CODE.replace('0', 'o').replace('1', 'l'));
    assertThat(typed).allSatisfy(text -> assertThat(CouponCode.parse(text)).contains(code));
  }

  /** Whether the one above tries what it says. */
  @Test
  void look_alikes_are_folded() {
    String zero = "A" + "0".repeat(16) + "1";
    String whole = zero + CheckCharacter.of(zero);
    assertThat(CouponCode.parse(whole.replace('0', 'o').replace('1', 'i'))).isPresent();
    assertThat(CouponCode.parse(whole.replace('0', 'O').replace('1', 'L'))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "A", "TOTALLY-UNREADABLE-CODE!", "ÄÖÜ"})
  void what_is_no_code_is_not_read(String text) {
    assertThat(CouponCode.parse(text)).isEmpty();
  }

  @Test
  void a_code_with_a_character_too_many_or_too_few_is_not_read() {
    assertThat(CouponCode.parse(null)).isEmpty();
    assertThat(CouponCode.parse(CODE + "0")).isEmpty();
    assertThat(CouponCode.parse("0" + CODE)).isEmpty();
    assertThat(CouponCode.parse(CODE.substring(1))).isEmpty();
    assertThat(CouponCode.parse(CODE.substring(0, CODE.length() - 1))).isEmpty();
    assertThat(CouponCode.parse(CODE.replaceFirst("-", "U"))).isEmpty();
    assertThat(CouponCode.parse(CODE + " ".repeat(200))).isEmpty();
  }

  static Stream<Consumer<Coupon>> alterations() {
    return Stream.of(
        c -> c.setCouponId("k-2"),
        c -> c.setCustomerId("c-2"),
        c -> c.setKind(OfferKind.PRICE_MATCH),
        c -> c.setValueMinor(1_501),
        c -> c.setValueMinor(-1_500),
        c -> c.setSku("tv-65"),
        c -> c.setSku(null),
        c -> c.setSku(""),
        c -> c.setFamily("phone"),
        c -> c.setFamily(null),
        c -> {
          c.setSku("tv");
          c.setFamily("tv-55");
        },
        c -> c.setChannels(List.of(Channel.STORE)),
        c -> c.setChannels(List.of()),
        c -> c.setChannels(List.of(Channel.STORE, Channel.ONLINE, Channel.APP)),
        c -> c.setValidFrom(Instant.ofEpochMilli(Coupons.FROM - 1)),
        c -> c.setValidUntil(Instant.ofEpochMilli(Coupons.UNTIL + 1)),
        c -> c.setLeastPriceMinor(39_999L),
        c -> c.setLeastPriceMinor(null),
        c -> c.setMoney(false));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void proves_no_terms_that_were_altered(Consumer<Coupon> alteration) {
    Coupon coupon = Coupons.coupon("k-1");
    alteration.accept(coupon);
    CouponTerms altered = CouponTerms.of(coupon);
    assertThat(altered).isNotEqualTo(TERMS);
    assertThat(CouponCode.parse(CODE).orElseThrow().proves(altered, KEY)).isFalse();
  }

  @Test
  void is_the_same_in_every_state_and_for_any_order_of_the_channels() {
    Coupon coupon = Coupons.in(Coupons.coupon("k-1"), CouponState.VIEWED);
    coupon.setChannels(List.of(Channel.ONLINE, Channel.STORE, Channel.ONLINE));
    coupon.setAlertId("a-2");
    coupon.setCampaign("spring");
    assertThat(CouponCode.sign(CouponTerms.of(coupon), keys(KEY)).format()).isEqualTo(CODE);
  }

  /** However the texts of neighbouring fields run together. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a,b|c|a|b,c", "ab|c|a|bc", "a,1:b|c|a|b,1:c", "a|-|-|a", "a,-|c|a|-,c"})
  void no_two_terms_have_the_same_form(String id, String customer, String other, String others) {
    Coupon one = Coupons.coupon(id);
    one.setCustomerId(customer);
    Coupon two = Coupons.coupon(other);
    two.setCustomerId(others);
    assertThat(CouponTerms.of(one).canonical()).isNotEqualTo(CouponTerms.of(two).canonical());
  }

  @Test
  void a_field_that_is_absent_is_neither_empty_nor_a_dash() {
    Set<String> forms = new HashSet<>();
    for (String sku : Arrays.asList(null, "", "-", "0:")) {
      Coupon coupon = Coupons.coupon("k-1");
      coupon.setSku(sku);
      forms.add(new String(CouponTerms.of(coupon).canonical(), StandardCharsets.UTF_8));
    }
    assertThat(forms).hasSize(4);
  }

  @Test
  void neither_a_code_nor_whose_it_is_shows_itself() {
    assertThat(CouponCode.parse(CODE).orElseThrow()).hasToString("coupon code (hidden)");
    assertThat(AtTill.codeOnly(CODE, "c-1", 0).toString()).doesNotContain(CODE, "c-1");
    assertThat(TERMS.toString()).contains("k-1", "tv-55").doesNotContain("c-1");
  }
}
