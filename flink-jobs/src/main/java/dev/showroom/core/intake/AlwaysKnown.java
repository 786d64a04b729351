package dev.showroom.core.intake;

import dev.showroom.schemas.codec.InTopic;
import java.util.EnumSet;
import java.util.Set;

/** The streams of what a job must know however long ago it was said. */
public final class AlwaysKnown {
  private static final Set<InTopic> STREAMS =
      EnumSet.of(
          InTopic.RULES,
          InTopic.COUPON_POLICY,
          InTopic.PRODUCTS,
          InTopic.CUSTOMERS,
          InTopic.IDENTITY_LINKS,
          InTopic.ERASURES);

  private AlwaysKnown() {}

  public static boolean contains(InTopic stream) {
    return STREAMS.contains(stream);
  }
}
