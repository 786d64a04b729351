package dev.showroom.core.fact;

import dev.showroom.schemas.Segment;
import dev.showroom.schemas.codec.InTopic;

/**
 * What the retailer knows of a customer from {@code time} on.
 *
 * @param householdId or null; so may be time zone, segment and price sensitivity
 */
public record ProfileStated(
    String eventId,
    long time,
    boolean staff,
    String householdId,
    boolean consentPersonalisation,
    boolean consentPush,
    String timeZone,
    Segment segment,
    Boolean priceSensitive)
    implements Fact {

  /** Of somebody who has consented to nothing. */
  public ProfileStated(String eventId, long time, boolean staff, String householdId) {
    this(eventId, time, staff, householdId, false, false, null, null, null);
  }

  @Override
  public InTopic topic() {
    return InTopic.CUSTOMERS;
  }
}
