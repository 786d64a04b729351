package dev.showroom.core.code;

import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a till knows of coupons: the newest revision of each that it has read from the topic {@code
 * coupons}, in any order and as often as they come. For use by several threads.
 */
public final class CouponBook {
  private static final class Entry {
    private int revision = Integer.MIN_VALUE;
    private CouponTerms terms;
    private CouponState state;

    /** More than one where the key changed between two revisions. */
    private final Set<CouponCode> codes = new HashSet<>();
  }

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Set<String>> idsOfCustomer = new HashMap<>();
  private final Map<CouponCode, String> idOfCode = new HashMap<>();

  /** Notes a record of the topic. What an app or a customer shows does not belong here. */
  public synchronized void note(Coupon coupon) {
    String id = coupon.getCouponId();
    Entry entry = entries.computeIfAbsent(id, unknown -> new Entry());
    CouponCode.parse(coupon.getCode())
        .ifPresent(
            code -> {
              entry.codes.add(code);
              idOfCode.put(code, id);
            });
    if (coupon.getRevision() > entry.revision) {
      entry.revision = coupon.getRevision();
      entry.terms = CouponTerms.of(coupon);
      entry.state = coupon.getState();
      idsOfCustomer
          .computeIfAbsent(coupon.getCustomerId(), unknown -> new LinkedHashSet<>())
          .add(id);
    }
  }

  /** The terms that a code may stand for: those that were pushed with it, and the customer's. */
  synchronized List<CouponTerms> candidates(CouponCode code, String customerId) {
    Set<String> ids = new LinkedHashSet<>();
    if (idOfCode.containsKey(code)) {
      ids.add(idOfCode.get(code));
    }
    ids.addAll(idsOfCustomer.getOrDefault(customerId, Set.of()));
    List<CouponTerms> terms = new ArrayList<>();
    ids.forEach(id -> terms.add(entries.get(id).terms));
    return terms;
  }

  /** Null for a coupon that is not in the book. */
  synchronized CouponState state(String couponId) {
    Entry entry = entries.get(couponId);
    return entry == null ? null : entry.state;
  }

  /** Forgets what ended before that time, so that the book does not grow for ever. */
  public synchronized void forgetEndedBefore(long time) {
    entries
        .entrySet()
        .removeIf(
            each -> {
              Entry entry = each.getValue();
              boolean ended = entry.terms.validUntil() < time;
              if (ended) {
                entry.codes.forEach(idOfCode::remove);
                forget(entry.terms.customerId(), each.getKey());
              }
              return ended;
            });
  }

  private void forget(String customerId, String couponId) {
    Set<String> ids = idsOfCustomer.get(customerId);
    ids.remove(couponId);
    if (ids.isEmpty()) {
      idsOfCustomer.remove(customerId);
    }
  }

  public synchronized int size() {
    return entries.size();
  }
}
