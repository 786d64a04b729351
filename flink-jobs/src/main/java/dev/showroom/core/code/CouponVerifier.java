package dev.showroom.core.code;

import dev.showroom.core.code.CodeAnswer.Kind;
import dev.showroom.schemas.CouponState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says at a till whether a code is good, without asking the job: by the keys, what the till has
 * read of the topic {@code coupons}, and its register of used coupons. For use by several threads.
 */
public final class CouponVerifier {
  private final CodeKeys keys;
  private final CouponBook book;
  private final UsedCoupons used;

  public CouponVerifier(CodeKeys keys, CouponBook book, UsedCoupons used) {
    this.keys = keys;
    this.book = book;
    this.used = used;
  }

  /** Whether the code is good for the basket. It is not used by that: a basket may change. */
  public CodeAnswer check(AtTill sale) {
    return check(sale, null);
  }

  /** Uses the coupon for the order, if it is good for the basket: when the customer pays. */
  public CodeAnswer redeem(AtTill sale, String orderId) {
    CodeAnswer answer = check(sale, orderId);
    if (!answer.accepted() || used.use(answer.terms().couponId(), orderId)) {
      return answer;
    }
    // Another till was faster.
    return CodeAnswer.refused(Kind.USED, answer.terms());
  }

  /** Whether the code is good for anything; says nothing about goods and channel. */
  public CodeAnswer checkCode(AtTill sale) {
    return checkCode(sale, null);
  }

  private CodeAnswer check(AtTill sale, String orderId) {
    CodeAnswer answer = checkCode(sale, orderId);
    return answer.accepted() ? checkBasket(answer.terms(), sale) : answer;
  }

  private CodeAnswer checkCode(AtTill sale, String orderId) {
    CouponCode code = CouponCode.parse(sale.code()).orElse(null);
    if (code == null) {
      return CodeAnswer.refused(Kind.UNREADABLE);
    }
    CodeKey key = keys.get(code.keyId());
    if (key == null) {
      return CodeAnswer.refused(Kind.UNKNOWN_KEY);
    }
    CouponTerms terms = proven(code, key, sale);
    if (terms == null) {
      return CodeAnswer.refused(Kind.FORGED_OR_ALTERED);
    }
    if (!terms.customerId().equals(sale.customerId())) {
      return CodeAnswer.refused(Kind.OTHER_PERSON);
    }
    if (sale.time() < terms.validFrom()) {
      return CodeAnswer.refused(Kind.NOT_YET_VALID, terms);
    }
    if (sale.time() > terms.validUntil()) {
      return CodeAnswer.refused(Kind.EXPIRED, terms);
    }
    return new CodeAnswer(standing(terms.couponId(), orderId), terms, null);
  }

  private CouponTerms proven(CouponCode code, CodeKey key, AtTill sale) {
    List<CouponTerms> candidates = new ArrayList<>(book.candidates(code, sale.customerId()));
    if (sale.shown() != null) {
      candidates.add(sale.shown());
    }
    return candidates.stream().filter(terms -> code.proves(terms, key)).findFirst().orElse(null);
  }

  private Kind standing(String couponId, String orderId) {
    CouponState state = book.state(couponId);
    if (state == CouponState.REVOKED || state == CouponState.FAILED) {
      return Kind.REVOKED;
    }
    if (state == CouponState.EXPIRED) {
      return Kind.EXPIRED;
    }
    String user = used.orderOf(couponId);
    if (user != null && user.equals(orderId)) {
      return Kind.ACCEPTED; // the same order once more
    }
    return user != null || state == CouponState.REDEEMED ? Kind.USED : Kind.ACCEPTED;
  }

  private static CodeAnswer checkBasket(CouponTerms terms, AtTill sale) {
    List<BasketLine> covered = select(sale.basket(), terms::covers);
    if (covered.isEmpty()) {
      return CodeAnswer.refused(Kind.WRONG_GOODS, terms);
    }
    List<BasketLine> dearEnough = select(covered, line -> terms.allows(line.unitPriceMinor()));
    if (dearEnough.isEmpty()) {
      return CodeAnswer.refused(Kind.PRICE_TOO_LOW, terms);
    }
    if (!terms.allows(sale.channel())) {
      return CodeAnswer.refused(Kind.WRONG_CHANNEL, terms);
    }
    if (terms.money() && sale.otherMoneyBenefit()) {
      return CodeAnswer.refused(Kind.SECOND_MONEY_BENEFIT, terms);
    }
    return new CodeAnswer(Kind.ACCEPTED, terms, dearEnough.get(0));
  }

  private static List<BasketLine> select(List<BasketLine> lines, Predicate<BasketLine> which) {
    return lines.stream().filter(which).toList();
  }
}
