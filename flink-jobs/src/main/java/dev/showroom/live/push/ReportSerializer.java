package dev.showroom.live.push;

import dev.showroom.core.push.PushReport;
import dev.showroom.schemas.codec.WireForm;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Each report to its stream's topic, under its key and in the deployment's form. */
final class ReportSerializer implements KafkaRecordSerializationSchema<PushReport> {
  private static final long serialVersionUID = 1L;

  private final String prefix;
  private final WireForm form;

  ReportSerializer(String prefix, WireForm form) {
    this.prefix = prefix;
    this.form = form;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      PushReport report, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        prefix + report.stream(),
        report.key().getBytes(StandardCharsets.UTF_8),
        form.of(report.stream(), report.value()));
  }
}
