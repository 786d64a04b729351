package dev.showroom.schemas.codec;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.Outcome;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The streams that the detector writes. */
public enum OutTopic {
  ALERTS("alerts", Alert.class),
  COUPON_DECISIONS("coupon-decisions", CouponDecision.class),
  COUPONS("coupons", Coupon.class),
  OUTCOMES("outcomes", Outcome.class),
  INSIGHTS("insights", Insight.class),
  LATE_EVENTS("late-events", LateEvent.class),
  DEAD_LETTERS("dead-letters", DeadLetter.class);

  private final String topic;
  private final Class<? extends SpecificRecord> recordClass;
  private final Schema schema;

  OutTopic(String topic, Class<? extends SpecificRecord> recordClass) {
    this.topic = topic;
    this.recordClass = recordClass;
    this.schema = SpecificData.get().getSchema(recordClass);
  }

  /** Topic name without the deployment's prefix. */
  public String topic() {
    return topic;
  }

  public String file() {
    return topic + ".jsonl";
  }

  public Class<? extends SpecificRecord> recordClass() {
    return recordClass;
  }

  public Schema schema() {
    return schema;
  }
}
