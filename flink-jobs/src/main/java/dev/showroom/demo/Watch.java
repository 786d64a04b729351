package dev.showroom.demo;

import dev.showroom.kafka.Topics;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the detector says from Kafka, as anybody could, and puts it on the board. */
final class Watch implements Runnable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String alerts;
  private final String lateEvents;
  private final Board board;
  private final Consumer<Alert> onAlert;
  private final AvroRecords<Alert> alertCodec = new AvroRecords<>(Alert.class);
  private final AvroRecords<LateEvent> lateCodec = new AvroRecords<>(LateEvent.class);

  Watch(
      String bootstrapServers,
      Topics topics,
      int partitions,
      Board board,
      Consumer<Alert> onAlert) {
    this.board = board;
    this.onAlert = onAlert;
    this.alerts = topics.name(OutTopic.ALERTS);
    this.lateEvents = topics.name(OutTopic.LATE_EVENTS);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(OutTopic.ALERTS, OutTopic.LATE_EVENTS, OutTopic.DEAD_LETTERS)
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
      onAlert.accept(alert);
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
