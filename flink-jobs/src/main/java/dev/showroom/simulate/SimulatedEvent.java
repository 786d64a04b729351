package dev.showroom.simulate;

import dev.showroom.schemas.codec.InTopic;
import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of one stream.
 *
 * @param key partition key: the customer id, {@code KIND:id} of an anonymous actor, the sku of a
 *     product, the feed of a progress report
 */
public record SimulatedEvent(InTopic topic, long eventTime, String key, SpecificRecord record) {
  /**
   * The order in which events are taken: event time, then the fixed stream order, then the event
   * id.
   */
  public static final Comparator<SimulatedEvent> ORDER =
      (a, b) -> {
        int order = Long.compare(a.eventTime, b.eventTime);
        if (order == 0) {
          order = a.topic.compareTo(b.topic);
        }
        return order == 0 ? a.eventId().compareTo(b.eventId()) : order;
      };

  /** Every stream has it as its first field. */
  public String eventId() {
    return (String) record.get(0);
  }
}
