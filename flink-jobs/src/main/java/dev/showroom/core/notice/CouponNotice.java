package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;

/**
 * A coupon, or another offer that was sent, and where it stands. Times are event times in epoch
 * milliseconds, money in minor units.
 *
 * @param revision counts the states of one coupon from 1
 * @param stateAt when it came into this state
 * @param sku that it is for; null where the whole family is meant, or none
 * @param money whether it is worth money to who uses it
 * @param leastPriceMinor it may not be used on goods that sell for less; 0 where that is no matter
 * @param validUntil inclusive
 * @param householdKey digest of the household that it counts against, or null
 */
public record CouponNotice(
    String couponId,
    int revision,
    CouponState state,
    long stateAt,
    String decisionId,
    String alertId,
    String customerId,
    String pattern,
    String category,
    String storeId,
    OfferKind kind,
    String offerId,
    String campaign,
    long valueMinor,
    long costMinor,
    String sku,
    String family,
    boolean money,
    long leastPriceMinor,
    long decidedAt,
    long validFrom,
    long validUntil,
    String householdKey)
    implements Notice {
  private static final CouponState[] STATES = CouponState.values();
  private static final OfferKind[] KINDS = OfferKind.values();

  /** Of somebody without a household. */
  public CouponNotice(
      String couponId,
      int revision,
      CouponState state,
      long stateAt,
      String decisionId,
      String alertId,
      String customerId,
      String pattern,
      String category,
      String storeId,
      OfferKind kind,
      String offerId,
      String campaign,
      long valueMinor,
      long costMinor,
      String sku,
      String family,
      boolean money,
      long leastPriceMinor,
      long decidedAt,
      long validFrom,
      long validUntil) {
    this(
        couponId,
        revision,
        state,
        stateAt,
        decisionId,
        alertId,
        customerId,
        pattern,
        category,
        storeId,
        kind,
        offerId,
        campaign,
        valueMinor,
        costMinor,
        sku,
        family,
        money,
        leastPriceMinor,
        decidedAt,
        validFrom,
        validUntil,
        null);
  }

  @Override
  public long time() {
    return stateAt;
  }

  /** The same coupon in a later state. */
  public CouponNotice in(CouponState next, long at) {
    return with(revision + 1, next, at);
  }

  /** The same coupon as it was issued. */
  public CouponNotice issued() {
    return with(1, CouponState.ISSUED, decidedAt);
  }

  private CouponNotice with(int otherRevision, CouponState otherState, long at) {
    return new CouponNotice(
        couponId,
        otherRevision,
        otherState,
        at,
        decisionId,
        alertId,
        customerId,
        pattern,
        category,
        storeId,
        kind,
        offerId,
        campaign,
        valueMinor,
        costMinor,
        sku,
        family,
        money,
        leastPriceMinor,
        decidedAt,
        validFrom,
        validUntil,
        householdKey);
  }

  @Override
  public byte[] pack() {
    return new PackWriter(256)
        .text(couponId)
        .number(revision)
        .constant(state)
        .number(stateAt)
        .text(decisionId)
        .text(alertId)
        .text(customerId)
        .text(pattern)
        .text(category)
        .text(storeId)
        .constant(kind)
        .text(offerId)
        .text(campaign)
        .number(valueMinor)
        .number(costMinor)
        .text(sku)
        .text(family)
        .flag(money)
        .number(leastPriceMinor)
        .number(decidedAt)
        .number(validFrom)
        .number(validUntil)
        .text(householdKey)
        .toBytes();
  }

  public static CouponNotice unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new CouponNotice(
        in.text(),
        in.integer(),
        in.constant(STATES),
        in.number(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.constant(KINDS),
        in.text(),
        in.text(),
        in.number(),
        in.number(),
        in.text(),
        in.text(),
        in.flag(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.text());
  }
}
