package dev.showroom.core.code;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A register of used coupons for the tills of one process. */
public final class UsedInMemory implements UsedCoupons {
  private final ConcurrentMap<String, String> orders = new ConcurrentHashMap<>();

  @Override
  public String orderOf(String couponId) {
    return orders.get(couponId);
  }

  @Override
  public boolean use(String couponId, String orderId) {
    String before = orders.putIfAbsent(couponId, orderId);
    return before == null || before.equals(orderId);
  }
}
