package dev.showroom.demo;

import dev.showroom.kafka.Topics;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.traffic.Answering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the detector says from Kafka, as anybody could, and puts it on the board; shoppers
 * hear of offers here.
 */
final class Watch implements Runnable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String alerts;
  private final String lateEvents;
  private final Board board;
  private final Screen screen;
  private final Answering answering;
  private final String coupons;
  private final String decisions;
  private final String insights;
  private final AvroRecords<Alert> alertCodec = new AvroRecords<>(Alert.class);
  private final AvroRecords<LateEvent> lateCodec = new AvroRecords<>(LateEvent.class);
  private final AvroRecords<Coupon> couponCodec = new AvroRecords<>(Coupon.class);
  private final AvroRecords<CouponDecision> decisionCodec = new AvroRecords<>(CouponDecision.class);
  private final AvroRecords<Insight> insightCodec = new AvroRecords<>(Insight.class);

  Watch(
      String bootstrapServers,
      Topics topics,
      int partitions,
      Board board,
      Screen screen,
      Answering answering) {
    this.board = board;
    this.screen = screen;
    this.answering = answering;
    this.coupons = topics.name(OutTopic.COUPONS);
    this.decisions = topics.name(OutTopic.COUPON_DECISIONS);
    this.insights = topics.name(OutTopic.INSIGHTS);
    this.alerts = topics.name(OutTopic.ALERTS);
    this.lateEvents = topics.name(OutTopic.LATE_EVENTS);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false",
                // Decisions count when their checkpoint has.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(
                OutTopic.ALERTS,
                OutTopic.COUPONS,
                OutTopic.COUPON_DECISIONS,
                OutTopic.INSIGHTS,
                OutTopic.LATE_EVENTS,
                OutTopic.DEAD_LETTERS)
            .map(topics::name)
            .flatMap(
                topic ->
                    Stream.iterate(0, p -> p < partitions, p -> p + 1)
                        .map(p -> new TopicPartition(topic, p)))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  @Override
  public void run() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // It is over.
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("the detector wrote what cannot be read", e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
    if (record.topic().equals(alerts)) {
      Alert alert = alertCodec.read(record.value());
      board.alert(alert);
      screen.alert(alert);
    } else if (record.topic().equals(coupons)) {
      answering.hear(couponCodec.read(record.value()));
    } else if (record.topic().equals(decisions)) {
      CouponDecision decision = decisionCodec.read(record.value());
      answering.hear(decision);
      board.decision(decision);
      screen.decision(decision);
    } else if (record.topic().equals(insights)) {
      board.figure(insightCodec.read(record.value()));
    } else if (record.topic().equals(lateEvents)) {
      board.late(lateCodec.read(record.value()).getOrigin());
    } else {
      board.dead();
    }
  }

  void stop() {
    consumer.wakeup();
  }
}
