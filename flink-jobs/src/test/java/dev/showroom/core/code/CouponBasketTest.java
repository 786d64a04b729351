package dev.showroom.core.code;

import static dev.showroom.core.code.Coupons.coupon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.code.CodeAnswer.Kind;
import dev.showroom.schemas.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On what a coupon may be used, and where. */
class CouponBasketTest extends TillFixture {
  @Test
  void a_good_code_is_accepted_with_its_terms_and_the_line_it_is_for() {
    basket = List.of(new BasketLine("cable", "cable", 60_000), GOODS);
    CodeAnswer answer = verifier.check(sale());
    assertThat(answer.accepted()).isTrue();
    assertThat(answer.terms()).isEqualTo(CouponTerms.of(coupon));
    assertThat(answer.line()).isEqualTo(GOODS);
  }

  @Test
  void a_code_is_good_for_its_sku_only() {
    basket = List.of(new BasketLine("tv-65", "tv", 60_000));
    assertThat(answer()).isEqualTo(Kind.WRONG_GOODS);
    basket = List.of();
    assertThat(answer()).isEqualTo(Kind.WRONG_GOODS);
  }

  @Test
  void one_without_a_sku_is_good_for_the_family_and_one_without_either_for_all_goods() {
    issue(c -> c.setSku(null));
    basket = List.of(new BasketLine("tv-65", "tv", 60_000));
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    basket = List.of(new BasketLine("tv-55", null, 60_000));
    assertThat(answer()).isEqualTo(Kind.WRONG_GOODS);
    issue(
        c -> {
          c.setSku(null);
          c.setFamily(null);
        });
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    basket = List.of();
    assertThat(answer()).isEqualTo(Kind.WRONG_GOODS);
  }

  @Test
  void goods_must_sell_for_the_least_price() {
    basket = List.of(new BasketLine("tv-55", "tv", 39_999));
    assertThat(answer()).isEqualTo(Kind.PRICE_TOO_LOW);
    basket = List.of(new BasketLine("tv-55", "tv", 40_000));
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    basket = List.of(new BasketLine("tv-55", "tv", 1), new BasketLine("sofa", "sofa", 90_000));
    assertThat(answer()).as("dear goods that it is not for").isEqualTo(Kind.PRICE_TOO_LOW);
    issue(c -> c.setLeastPriceMinor(null));
    assertThat(answer()).as("no least price").isEqualTo(Kind.ACCEPTED);
  }

  @ParameterizedTest
  @EnumSource
  void a_code_is_good_in_its_channels_only(Channel each) {
    channel = each;
    boolean named = each == Channel.STORE || each == Channel.ONLINE;
    assertThat(answer()).isEqualTo(named ? Kind.ACCEPTED : Kind.WRONG_CHANNEL);
    issue(c -> c.setChannels(List.of()));
    assertThat(answer()).as("where none is named").isEqualTo(Kind.ACCEPTED);
  }

  @Test
  void a_till_that_does_not_know_its_channel_is_refused() {
    channel = null;
    assertThat(answer()).isEqualTo(Kind.WRONG_CHANNEL);
  }

  @Test
  void a_basket_has_one_benefit_that_is_worth_money() {
    otherBenefit = true;
    assertThat(answer()).isEqualTo(Kind.SECOND_MONEY_BENEFIT);
    issue(c -> c.setMoney(false));
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
  }
}
