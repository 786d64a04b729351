package dev.showroom.live.push;

import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.PushReport;
import dev.showroom.core.push.PushReports;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Coupons to the messaging provider: a graph of its own beside the detector's, of the live job
 * only.
 *
 * <pre>
 *  coupons (topic) ──> push, by coupon <──HTTP──> messaging provider
 *                        └── given up ──> dead-letters, coupon-events (FAILED)
 * </pre>
 */
public final class PushLane {
  private PushLane() {}

  /** Adds nothing where no provider is set. */
  public static void bind(StreamExecutionEnvironment env, RunConfig config) {
    RunConfig.Kafka kafka = config.kafka();
    OperatorId.PUSH_SINK.on(
        OperatorId.PUSH
            .on(
                OperatorId.PUSH_SOURCE
                    .on(
                        env.fromSource(
                            source(kafka),
                            WatermarkStrategy.noWatermarks(),
                            OperatorId.PUSH_SOURCE.title(),
                            Packings.PUSH_ORDER.as(PushOrder.class)))
                    .keyBy(PushOrder::couponId, Types.STRING)
                    .transform(
                        OperatorId.PUSH.title(),
                        Packings.PUSH_REPORT.as(PushReport.class),
                        new PushOperatorFactory(config.push(), PushLane::secret)))
            .sinkTo(sink(kafka)));
  }

  /** Where the operator runs; the job's graph does not carry it. */
  private static PushSecret secret(RunConfig.Push config) {
    return PushSecret.of(config, System.getenv());
  }

  /**
   * Without a checkpoint all that the topic holds is read: what was pushed is then sent again under
   * the same key, rather than not at all.
   */
  private static KafkaSource<PushOrder> source(RunConfig.Kafka kafka) {
    return KafkaSource.<PushOrder>builder()
        .setProperties(clientProperties(kafka))
        .setProperty("partition.discovery.interval.ms", "60000")
        .setGroupId(kafka.consumerGroup() + "-push")
        .setTopics(kafka.topics().name(OutTopic.COUPONS))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(reader(kafka))
        .build();
  }

  /** The orders that records of the coupons topic are. */
  public static KafkaRecordDeserializationSchema<PushOrder> reader(RunConfig.Kafka kafka) {
    return new CouponReader(SchemaRegistry.writers(kafka));
  }

  private static KafkaSink<PushReport> sink(RunConfig.Kafka kafka) {
    return KafkaSink.<PushReport>builder()
        .setKafkaProducerConfig(clientProperties(kafka))
        .setBootstrapServers(String.join(",", kafka.bootstrapServers()))
        .setRecordSerializer(
            new ReportSerializer(
                kafka.topicPrefix(), SchemaRegistry.wireForm(kafka, PushReports.STREAMS)))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  private static Properties clientProperties(RunConfig.Kafka kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    return properties;
  }
}
