package dev.showroom.core.fact;

import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;

/**
 * One step of a store visit; sku may be null; {@code seconds} is 0 where the stream did not say.
 */
public record VisitStep(
    String eventId, long time, String storeId, VisitAction action, String sku, int seconds)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.STORE_VISITS;
  }

  /** Whether a product was inspected. */
  public boolean isInspection() {
    return switch (action) {
      case DEMO, TRY_ON, ASSIST, SCAN -> true;
      case ENTER, EXIT -> false;
    };
  }
}
