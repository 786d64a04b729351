package dev.showroom.core.fact;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.codec.InTopic;
import java.util.List;

/** Goods of one order brought back for a refund. */
public record Returned(
    String eventId,
    long time,
    String orderId,
    String storeId,
    List<Line> lines,
    ReturnReason reason,
    ReturnCondition condition)
    implements Fact {

  /** Refund of the whole line, in minor units. */
  public record Line(String sku, int quantity, long refundMinor) {}

  @Override
  public InTopic topic() {
    return InTopic.RETURNS;
  }
}
