package dev.showroom.stream;

import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.journey.Journey;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state of the job. Expiry is by event-time timers in the functions: Flink's TTL knows
 * processing time only.
 */
final class States {
  private States() {}

  /**
   * Keyed by {@code KIND:id} of an actor; facts leave after the look-back, links half a year later.
   */
  static final ValueStateDescriptor<ActorHistory> ACTOR =
      new ValueStateDescriptor<>("actor-history", Packings.ACTOR_HISTORY.as(ActorHistory.class));

  /** Keyed by customer id; see the core's {@code Retention} for what leaves when. */
  static final ValueStateDescriptor<Journey> JOURNEY =
      new ValueStateDescriptor<>("journey", Packings.JOURNEY.as(Journey.class));

  /** Broadcast: sku to its versions; bounded in versions for each sku, grows with the catalogue. */
  static final MapStateDescriptor<String, ProductHistory> CATALOGUE =
      new MapStateDescriptor<>(
          "catalogue", Types.STRING, Packings.PRODUCT_HISTORY.as(ProductHistory.class));
}
