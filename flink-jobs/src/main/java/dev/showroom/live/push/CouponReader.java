package dev.showroom.live.push;

import dev.showroom.core.push.PushOrder;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.WriterSchemas;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the coupons topic to orders: those states of a coupon that are pushed. */
final class CouponReader implements KafkaRecordDeserializationSchema<PushOrder> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = new byte[0];

  private final WriterSchemas.Source writers;
  private transient AvroRecords<Coupon> coupons;

  CouponReader(WriterSchemas.Source writers) {
    this.writers = writers;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    coupons = new AvroRecords<>(Coupon.class, writers.open());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PushOrder> out) {
    String origin = record.topic() + "-" + record.partition() + "-" + record.offset();
    if (record.value() == null) {
      out.collect(PushOrder.unreadable(origin, NOTHING, "the record has no value"));
      return;
    }
    try {
      Coupon coupon = coupons.read(record.value());
      CouponState state = coupon.getState();
      if (state == CouponState.ISSUED || state == CouponState.REVOKED) {
        out.collect(
            new PushOrder(
                coupon.getCouponId(),
                state,
                (coupon.getStateAt() == null ? coupon.getValidFrom() : coupon.getStateAt())
                    .toEpochMilli(),
                coupon.getValidUntil().toEpochMilli(),
                record.timestamp(),
                origin,
                coupons.withoutRegistry(record.value(), coupon),
                null));
      }
    } catch (MalformedRecordException e) {
      out.collect(PushOrder.unreadable(origin, record.value(), e.getMessage()));
    }
  }

  @Override
  public TypeInformation<PushOrder> getProducedType() {
    return Packings.PUSH_ORDER.as(PushOrder.class);
  }
}
