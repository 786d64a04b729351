package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.config.RunConfig;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.SentCoupons;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coupons that stand in their topic behind a moment: what a job sent before it crashed, and has
 * forgotten since. A job that begins anew finds all that was ever sent.
 *
 * <p>A coupon is written after the moment that it was decided at, so that the broker's stamps find
 * the place from which to read; clocks are not exact, and the tolerance for that is that of events.
 */
final class SentCouponsInTopic implements SentCoupons {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SentCouponsInTopic.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunConfig.Kafka kafka;
  private final Duration tolerance;

  SentCouponsInTopic(RunConfig.Kafka kafka, RunConfig.Time time) {
    this.kafka = kafka;
    this.tolerance = time.futureTolerance();
  }

  @Override
  public Iterable<CouponNotice> since(long from) {
    String topic = kafka.topics().name(OutTopic.COUPONS);
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    // The newest state of each coupon, in the order in which they were first sent.
    Map<String, CouponNotice> found = new LinkedHashMap<>();
    AvroRecords<Coupon> coupons =
        new AvroRecords<>(Coupon.class, SchemaRegistry.writers(kafka).open());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      seek(consumer, partitions, ends, from);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          take(record, coupons, found);
        }
      }
    } catch (KafkaException e) {
      // Without knowing what was sent, a budget could be overspent: better to fail and try again.
      throw new IllegalStateException(
          "the coupons sent before cannot be read from topic " + topic + ": " + Causes.root(e), e);
    }
    found.values().removeIf(coupon -> coupon.decidedAt() <= from);
    LOG.info("{} coupons had been sent that this checkpoint does not know", found.size());
    return found.values();
  }

  private void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      long from) {
    if (from == Long.MIN_VALUE) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> stamps = new HashMap<>();
    partitions.forEach(
        partition -> stamps.put(partition, Math.max(0, from - tolerance.toMillis())));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(stamps, PATIENCE);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp offset = offsets.get(partition);
      consumer.seek(partition, offset == null ? ends.get(partition) : offset.offset());
    }
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record,
      AvroRecords<Coupon> coupons,
      Map<String, CouponNotice> found) {
    if (record.value() == null) {
      return;
    }
    try {
      CouponNotice coupon = OfferRecords.sent(coupons.read(record.value()));
      found.merge(
          coupon.couponId(),
          coupon,
          (one, other) -> one.revision() >= other.revision() ? one : other);
    } catch (MalformedRecordException e) {
      // Not ours: the desk writes none that it could not read.
      LOG.warn(
          "A record of topic {} at offset {} is no coupon: {}",
          record.topic(),
          record.offset(),
          e.getMessage());
    }
  }
}
