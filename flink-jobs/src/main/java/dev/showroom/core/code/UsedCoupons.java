package dev.showroom.core.code;

/**
 * Which coupons have been used, by which order. All tills of a shop share one: two that ask at once
 * must not both be told yes.
 */
public interface UsedCoupons {
  /** The order that has used it, or null. */
  String orderOf(String couponId);

  /**
   * Notes that the order uses the coupon, unless another one has: looking and noting are one step.
   * An order that asks again, as a till does that did not hear the answer, is told the same.
   *
   * @return whether it is that order's now
   */
  boolean use(String couponId, String orderId);
}
