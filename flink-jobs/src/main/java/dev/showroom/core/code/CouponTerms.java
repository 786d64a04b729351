package dev.showroom.core.code;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.OfferKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a code promises, to whom and until when: all that its signature covers. Which alert or
 * campaign it came from, and where it stands, a till need not prove. Money in minor units, times in
 * epoch milliseconds.
 *
 * @param sku that it is for; null where a whole family is meant, or any goods
 * @param family that it is for; null where any goods are meant, or one sku
 * @param channels in which it may be used; empty for every own one
 * @param validUntil inclusive
 * @param leastPriceMinor it may not be used on goods that sell for less; null where that is no
 *     matter
 * @param money whether it is worth money: of such there is one in a basket at the most
 */
public record CouponTerms(
    String couponId,
    String customerId,
    OfferKind kind,
    long valueMinor,
    String sku,
    String family,
    Set<Channel> channels,
    long validFrom,
    long validUntil,
    Long leastPriceMinor,
    boolean money) {
  /** Other forms of signed text, should there ever be any, begin differently. */
  private static final String FORM = "showroom-coupon-1";

  public CouponTerms {
    channels = Set.copyOf(channels);
  }

  public static CouponTerms of(Coupon coupon) {
    return new CouponTerms(
        coupon.getCouponId(),
        coupon.getCustomerId(),
        coupon.getKind(),
        coupon.getValueMinor(),
        coupon.getSku(),
        coupon.getFamily(),
        Set.copyOf(coupon.getChannels()),
        coupon.getValidFrom().toEpochMilli(),
        coupon.getValidUntil().toEpochMilli(),
        coupon.getLeastPriceMinor(),
        coupon.getMoney());
  }

  /** Whether it may be used on these goods, whatever they cost. */
  boolean covers(BasketLine line) {
    if (sku != null) {
      return sku.equals(line.sku());
    }
    return family == null || family.equals(line.family());
  }

  boolean allows(long priceMinor) {
    return leastPriceMinor == null || priceMinor >= leastPriceMinor;
  }

  boolean allows(Channel channel) {
    return channels.isEmpty() || channel != null && channels.contains(channel);
  }

  /**
   * What is signed: the fields in their order, each with its length before it, so that no two terms
   * have the same form. Never to be changed; another order or another field is another {@link
   * #FORM}.
   */
  byte[] canonical() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    put(out, FORM);
    put(out, couponId);
    put(out, customerId);
    put(out, kind.name());
    put(out, Long.toString(valueMinor));
    put(out, sku);
    put(out, family);
    put(out, sorted(channels));
    put(out, Long.toString(validFrom));
    put(out, Long.toString(validUntil));
    put(out, leastPriceMinor == null ? null : leastPriceMinor.toString());
    put(out, Boolean.toString(money));
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String value) {
    if (value == null) {
      out.writeBytes(new byte[] {'-', ','});
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(utf8);
    out.write(',');
  }

  private static String sorted(Collection<Channel> channels) {
    return channels.stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new)).stream()
        .collect(Collectors.joining("+"));
  }

  /** In words, without whose it is. */
  @Override
  public String toString() {
    String goods = sku != null ? "sku " + sku : family != null ? "family " + family : "any goods";
    return kind
        + " "
        + couponId
        + ", worth "
        + valueMinor
        + ", for "
        + goods
        + (leastPriceMinor == null ? "" : " from " + leastPriceMinor)
        + ", in "
        + (channels.isEmpty() ? "every channel" : sorted(channels).replace("+", ", "))
        + ", from "
        + Instant.ofEpochMilli(validFrom)
        + " until "
        + Instant.ofEpochMilli(validUntil);
  }
}
