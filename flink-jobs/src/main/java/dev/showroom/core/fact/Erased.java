package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;

/** The customer asked to be forgotten, from {@code time} on and for good. */
public record Erased(String eventId, long time) implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.ERASURES;
  }
}
