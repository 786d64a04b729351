package dev.showroom.kafka;

import dev.showroom.core.outbound.Outbound;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Each record to its stream's topic, under its key. */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<Outbound> {
  private static final long serialVersionUID = 1L;

  private final Topics topics;

  public OutboundSerializer(Topics topics) {
    this.topics = topics;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outbound outbound, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topics.name(outbound.topic()),
        outbound.key().getBytes(StandardCharsets.UTF_8),
        outbound.value());
  }
}
