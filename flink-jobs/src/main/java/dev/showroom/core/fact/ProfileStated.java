package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;

/** What the retailer knows of a customer from {@code time} on; the household may be null. */
public record ProfileStated(String eventId, long time, boolean staff, String householdId)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.CUSTOMERS;
  }
}
