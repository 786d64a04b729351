package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;

/** An actor was linked to a customer or unlinked from one. */
public record LinkChanged(
    String eventId, long time, String customerId, boolean link, boolean deterministic)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.IDENTITY_LINKS;
  }
}
