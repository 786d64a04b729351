package dev.showroom.core.code;

import static dev.showroom.core.code.Coupons.CUSTOMER;
import static dev.showroom.core.code.Coupons.FROM;
import static dev.showroom.core.code.Coupons.UNTIL;
import static dev.showroom.core.code.Coupons.coupon;
import static dev.showroom.core.code.Coupons.in;
import static dev.showroom.core.code.Coupons.key;
import static dev.showroom.core.code.Coupons.keys;
import static dev.showroom.core.code.Coupons.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.code.CodeAnswer.Kind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CouponVerifierTest extends TillFixture {
  @Test
  void a_mistyped_code_is_not_called_forged() {
    code = code.substring(0, 7) + (code.charAt(7) == 'Z' ? 'Y' : 'Z') + code.substring(8);
    assertThat(answer()).isEqualTo(Kind.UNREADABLE);
  }

  // ---- whose and of what

  @Test
  void a_code_is_good_for_its_person_only_and_tells_nobody_else_what_it_is() {
    customer = "c-2";
    CodeAnswer answer = verifier.check(sale());
    assertThat(answer.kind()).isEqualTo(Kind.OTHER_PERSON);
    assertThat(answer.terms()).isNull();
    customer = null;
    assertThat(answer()).isEqualTo(Kind.OTHER_PERSON);
  }

  @Test
  void a_code_whose_terms_are_not_known_is_not_good() {
    verifier = new CouponVerifier(keys, new CouponBook(), used);
    assertThat(answer()).isEqualTo(Kind.FORGED_OR_ALTERED);
  }

  @Test
  void terms_that_an_app_shows_are_good_if_the_code_proves_them() {
    verifier = new CouponVerifier(keys, new CouponBook(), used);
    shown = CouponTerms.of(coupon);
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    Coupon altered = Coupon.newBuilder(coupon).setValueMinor(99_999).build();
    shown = CouponTerms.of(altered);
    assertThat(answer()).isEqualTo(Kind.FORGED_OR_ALTERED);
  }

  @Test
  void what_an_app_shows_does_not_bring_a_revoked_coupon_back() {
    book.note(in(coupon, CouponState.REVOKED));
    shown = CouponTerms.of(coupon);
    assertThat(answer()).isEqualTo(Kind.REVOKED);
  }

  @Test
  void of_the_customers_coupons_each_code_finds_its_own_also_where_the_topic_has_another_code() {
    Coupon second = signed(coupon("k-2"), keys(NEW, OLD));
    book.note(second);
    code = CouponCode.sign(CouponTerms.of(second), keys(OLD)).format();
    assertThat(verifier.check(sale()).terms().couponId()).isEqualTo("k-2");
  }

  // ---- when

  @Test
  void a_code_is_good_from_its_first_millisecond_to_its_last() {
    time = FROM - 1;
    assertThat(answer()).isEqualTo(Kind.NOT_YET_VALID);
    time = FROM;
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    time = UNTIL;
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    time = UNTIL + 1;
    assertThat(answer()).isEqualTo(Kind.EXPIRED);
  }

  // ---- where it stands

  @ParameterizedTest
  @CsvSource({
    "ISSUED,    ACCEPTED",
    "DELIVERED, ACCEPTED",
    "VIEWED,    ACCEPTED",
    "REDEEMED,  USED",
    "EXPIRED,   EXPIRED",
    "REVOKED,   REVOKED",
    "FAILED,    REVOKED",
  })
  void the_newest_revision_says_how_it_stands(CouponState state, Kind kind) {
    book.note(in(coupon, state));
    assertThat(answer()).isEqualTo(kind);
    book.note(coupon);
    assertThat(answer()).as("when the first comes once more").isEqualTo(kind);
  }

  @Test
  void a_code_is_good_once() {
    assertThat(redeem("o-1")).isEqualTo(Kind.ACCEPTED);
    assertThat(redeem("o-2")).isEqualTo(Kind.USED);
    assertThat(answer()).isEqualTo(Kind.USED);
  }

  @Test
  void a_till_that_did_not_hear_the_answer_may_ask_again() {
    assertThat(redeem("o-1")).isEqualTo(Kind.ACCEPTED);
    book.note(in(coupon, CouponState.REDEEMED));
    assertThat(redeem("o-1")).isEqualTo(Kind.ACCEPTED);
    assertThat(redeem("o-2")).isEqualTo(Kind.USED);
  }

  @Test
  void looking_does_not_use_a_coupon_nor_does_a_refusal() {
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    channel = Channel.PHONE;
    assertThat(redeem("o-1")).isEqualTo(Kind.WRONG_CHANNEL);
    channel = Channel.STORE;
    assertThat(redeem("o-2")).isEqualTo(Kind.ACCEPTED);
  }

  @Test
  void of_two_tills_that_both_found_it_unused_the_slower_is_refused() {
    UsedCoupons raced =
        new UsedCoupons() {
          @Override
          public String orderOf(String couponId) {
            String found = used.orderOf(couponId);
            used.use(couponId, "o-faster");
            return found;
          }

          @Override
          public boolean use(String couponId, String orderId) {
            return used.use(couponId, orderId);
          }
        };
    verifier = new CouponVerifier(keys, book, raced);
    assertThat(redeem("o-slower")).isEqualTo(Kind.USED);
    assertThat(used.orderOf("k-1")).isEqualTo("o-faster");
  }

  @Test
  void of_tills_that_ask_at_once_one_is_told_yes() throws Exception {
    int tills = 8;
    int rounds = 200;
    ExecutorService pool = Executors.newFixedThreadPool(tills);
    AtomicInteger orders = new AtomicInteger();
    try {
      for (int round = 0; round < rounds; round++) {
        Coupon each = signed(coupon("k-round-" + round), keys);
        book.note(each);
        code = each.getCode();
        AtTill sale = sale();
        List<Callable<Kind>> all = new ArrayList<>();
        for (int till = 0; till < tills; till++) {
          all.add(() -> verifier.redeem(sale, "o-" + orders.incrementAndGet()).kind());
        }
        List<Kind> answers = new ArrayList<>();
        for (Future<Kind> answer : pool.invokeAll(all)) {
          answers.add(answer.get());
        }
        assertThat(answers).containsOnlyOnce(Kind.ACCEPTED).contains(Kind.USED);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  // ---- keys

  @Test
  void a_key_is_good_as_long_as_it_is_among_the_tills() {
    // The new key signs, the old one's codes are still good.
    Coupon second = signed(coupon("k-2"), keys(NEW, OLD));
    book.note(second);
    verifier = new CouponVerifier(keys(NEW, OLD), book, used);
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    code = second.getCode();
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    assertThat(code).startsWith("B");

    // The old one has been taken away.
    verifier = new CouponVerifier(keys(NEW), book, used);
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    code = coupon.getCode();
    assertThat(answer()).isEqualTo(Kind.UNKNOWN_KEY);
  }

  @Test
  void a_till_that_has_not_got_the_new_key_yet_says_so() {
    code = signed(coupon("k-1"), keys(NEW)).getCode();
    assertThat(answer()).isEqualTo(Kind.UNKNOWN_KEY);
  }

  @Test
  void a_key_of_the_same_id_with_other_bytes_proves_nothing() {
    verifier = new CouponVerifier(keys(key('A', 9)), book, used);
    assertThat(answer()).isEqualTo(Kind.FORGED_OR_ALTERED);
  }

  // ---- the book

  @Test
  void what_ended_is_forgotten_when_the_till_says_so() {
    book.forgetEndedBefore(UNTIL);
    assertThat(answer()).isEqualTo(Kind.ACCEPTED);
    book.forgetEndedBefore(UNTIL + 1);
    assertThat(book.size()).isZero();
    assertThat(answer()).isEqualTo(Kind.FORGED_OR_ALTERED);
  }

  @ParameterizedTest
  @EnumSource
  void every_answer_is_a_sentence(Kind kind) {
    assertThat(new CodeAnswer(kind, CouponTerms.of(coupon), null).sentence())
        .matches("[A-Z].*\\.")
        .doesNotContain(CUSTOMER);
  }
}
