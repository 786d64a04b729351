package dev.showroom.core.fact;

import dev.showroom.schemas.codec.InTopic;
import java.util.List;

/**
 * Somebody of the same household bought these skus. It does not say who: what one member's journey
 * holds of another must not outlive that one's erasure.
 *
 * @param eventId stands for the purchase without being its id
 */
public record MemberBought(String eventId, long time, List<String> skus) implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.PURCHASES;
  }
}
