package dev.showroom.core.code;

import static dev.showroom.core.code.Coupons.CUSTOMER;
import static dev.showroom.core.code.Coupons.FROM;
import static dev.showroom.core.code.Coupons.coupon;
import static dev.showroom.core.code.Coupons.key;
import static dev.showroom.core.code.Coupons.keys;
import static dev.showroom.core.code.Coupons.signed;

import dev.showroom.core.code.CodeAnswer.Kind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import java.util.List;
import java.util.function.Consumer;

/** A till and a coupon that is good at it, for each test to alter. */
abstract class TillFixture {
  static final CodeKey OLD = key('A', 1);
  static final CodeKey NEW = key('B', 2);
  static final BasketLine GOODS = new BasketLine("tv-55", "tv", 60_000);

  final CodeKeys keys = keys(OLD);
  final CouponBook book = new CouponBook();
  final UsedCoupons used = new UsedInMemory();
  final Coupon coupon = signed(coupon("k-1"), keys);
  CouponVerifier verifier = new CouponVerifier(keys, book, used);

  // The sale, as each test alters it.
  String code = coupon.getCode();
  String customer = CUSTOMER;
  long time = FROM;
  Channel channel = Channel.STORE;
  List<BasketLine> basket = List.of(GOODS);
  boolean otherBenefit;
  CouponTerms shown;

  TillFixture() {
    book.note(coupon);
  }

  AtTill sale() {
    return new AtTill(code, customer, time, channel, basket, otherBenefit, shown);
  }

  Kind answer() {
    return verifier.check(sale()).kind();
  }

  Kind redeem(String order) {
    return verifier.redeem(sale(), order).kind();
  }

  /** The customer is given another coupon, too, and shows that one. */
  void issue(Consumer<Coupon> terms) {
    Coupon other = coupon("k-other-" + book.size());
    terms.accept(other);
    other = signed(other, keys);
    book.note(other);
    code = other.getCode();
  }
}
