package dev.showroom.schemas.codec;

import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The streams that the detector reads. The order of the constants is the fixed stream order in
 * which events of the same event time are taken: what the retailer knows before what people do, and
 * what clears a person before what accuses.
 */
public enum InTopic {
  RULES("rules", RuleSetVersion.class),
  COUPON_POLICY("coupon-policy", CouponPolicyVersion.class),
  PRODUCTS("products", Product.class),
  CUSTOMERS("customers", CustomerProfile.class),
  ERASURES("erasures", ErasureRequest.class),
  IDENTITY_LINKS("identity-links", IdentityLink.class),
  SERVICE_CASES("service-cases", ServiceCase.class),
  PURCHASES("purchases", Purchase.class),
  RETURNS("returns", ProductReturn.class),
  COUPON_EVENTS("coupon-events", CouponEvent.class),
  BROWSING("browsing", BrowseEvent.class),
  STORE_VISITS("store-visits", VisitEvent.class),
  FEED_PROGRESS("feed-progress", FeedProgress.class);

  private static final List<InTopic> ALL = List.of(values());

  private final String topic;
  private final Class<? extends SpecificRecord> recordClass;
  private final Schema schema;

  InTopic(String topic, Class<? extends SpecificRecord> recordClass) {
    this.topic = topic;
    this.recordClass = recordClass;
    this.schema = SpecificData.get().getSchema(recordClass);
  }

  /** Topic name without the deployment's prefix. */
  public String topic() {
    return topic;
  }

  /** Name of the stream's JSON Lines file; readers also take it with {@code .gz} behind. */
  public String file() {
    return topic + ".jsonl";
  }

  public Class<? extends SpecificRecord> recordClass() {
    return recordClass;
  }

  public Schema schema() {
    return schema;
  }

  /** The constant with this {@link #ordinal()}. */
  public static InTopic of(int ordinal) {
    return ALL.get(ordinal);
  }

  public static Optional<InTopic> byTopic(String topic) {
    return Arrays.stream(values()).filter(t -> t.topic.equals(topic)).findFirst();
  }
}
