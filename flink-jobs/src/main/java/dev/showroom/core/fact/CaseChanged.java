package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;

/** A service case was opened or closed; the sku may be null. */
public record CaseChanged(String eventId, long time, String caseId, boolean open, String sku)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.SERVICE_CASES;
  }
}
