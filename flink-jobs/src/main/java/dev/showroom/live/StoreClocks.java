package dev.showroom.live;

import dev.showroom.metrics.Medians;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.VisitEvent;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** How far the clocks of stores' machines are from the brokers'. Browsing is by shoppers' own. */
final class StoreClocks {
  private final Medians skews;

  StoreClocks(Meters meters) {
    skews = meters.medians(Meter.CLOCK_SKEW);
  }

  /**
   * @param appendedAt by the broker's clock, epoch milliseconds
   */
  void seen(SpecificRecord record, long appendedAt) {
    if (record instanceof VisitEvent visit) {
      seen(visit.getStoreId(), visit.getEventTime(), appendedAt);
    } else if (record instanceof Purchase purchase) {
      seen(purchase.getStoreId(), purchase.getEventTime(), appendedAt);
    } else if (record instanceof ProductReturn returned) {
      seen(returned.getStoreId(), returned.getEventTime(), appendedAt);
    }
  }

  private void seen(String store, Instant at, long appendedAt) {
    if (store != null) {
      skews.add(store, appendedAt - at.toEpochMilli());
    }
  }
}
