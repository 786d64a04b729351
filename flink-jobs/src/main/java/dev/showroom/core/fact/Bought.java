package dev.showroom.core.fact;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.codec.InTopic;
import java.util.List;

/**
 * An order in one of the retailer's own channels.
 *
 * @param couponIds the coupons that were redeemed with it
 */
public record Bought(
    String eventId,
    long time,
    String orderId,
    Channel channel,
    String storeId,
    List<Line> lines,
    List<String> couponIds)
    implements Fact {

  /** An order without coupons. */
  public Bought(
      String eventId,
      long time,
      String orderId,
      Channel channel,
      String storeId,
      List<Line> lines) {
    this(eventId, time, orderId, channel, storeId, lines, List.of());
  }

  /** Price in minor units; {@code trialDays} is -1 where the order did not say. */
  public record Line(String sku, int quantity, long unitPriceMinor, int trialDays) {}

  @Override
  public InTopic topic() {
    return InTopic.PURCHASES;
  }
}
