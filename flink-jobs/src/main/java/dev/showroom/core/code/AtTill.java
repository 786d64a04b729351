package dev.showroom.core.code;

import dev.showroom.schemas.Channel;
import java.util.List;

/**
 * Somebody shows a code.
 *
 * @param code as it was typed or scanned
 * @param customerId who is buying, as the till has made sure; null where nobody was asked
 * @param time of the sale, epoch milliseconds
 * @param basket what is bought
 * @param otherMoneyBenefit whether the basket has one already: another coupon, a staff discount
 * @param shown the terms that the customer's app shows with the code, for a till that does not
 *     follow the topic; they count for nothing unless the code proves them. Null where none are
 */
public record AtTill(
    String code,
    String customerId,
    long time,
    Channel channel,
    List<BasketLine> basket,
    boolean otherMoneyBenefit,
    CouponTerms shown) {
  public AtTill {
    basket = List.copyOf(basket);
  }

  /** Only the code and who shows it: for {@link CouponVerifier#checkCode}. */
  public static AtTill codeOnly(String code, String customerId, long time) {
    return new AtTill(code, customerId, time, null, List.of(), false, null);
  }

  /** Neither the code nor whose it is belongs in a log. */
  @Override
  public String toString() {
    return "a code at a till (hidden)";
  }
}
