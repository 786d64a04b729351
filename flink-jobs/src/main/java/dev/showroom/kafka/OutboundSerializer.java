package dev.showroom.kafka;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.codec.WireForm;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Each record to its stream's topic, under its key and in the deployment's form. */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<Outbound> {
  private static final long serialVersionUID = 1L;

  private final Topics topics;
  private final WireForm form;

  public OutboundSerializer(Topics topics, WireForm form) {
    this.topics = topics;
    this.form = form;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outbound outbound, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topics.name(outbound.topic()),
        outbound.key().getBytes(StandardCharsets.UTF_8),
        form.of(outbound.topic().topic(), outbound.value()));
  }
}
