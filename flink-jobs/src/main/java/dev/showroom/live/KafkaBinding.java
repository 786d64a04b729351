package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.kafka.Topics;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.InitialPolicies;
import dev.showroom.stream.InitialRules;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The binding of the graph to Kafka. All streams are one source, so that each partition has its own
 * watermark and all are aligned with each other. Alerts leave at least once: their ids and
 * revisions are functions of the events, so that a reader can tell the copies after a crash.
 */
public final class KafkaBinding {
  private KafkaBinding() {}

  public static void bind(
      StreamExecutionEnvironment env,
      RunConfig config,
      InitialRules rules,
      InitialPolicies policies) {
    DataStream<Outbound> out =
        DetectorPipeline.build(arrivals(env, config), config.time().correctionHorizon(), rules);
    OperatorId.SINK.on(out.sinkTo(sink(config.kafka())));
  }

  private static DataStream<Arrival> arrivals(StreamExecutionEnvironment env, RunConfig config) {
    RunConfig.Kafka kafka = config.kafka();
    Topics topics = kafka.topics();
    KafkaSource<Arrival> source =
        KafkaSource.<Arrival>builder()
            .setProperties(clientProperties(kafka))
            .setProperty("partition.discovery.interval.ms", "60000")
            .setGroupId(kafka.consumerGroup())
            .setTopics(topics.inputs())
            .setStartingOffsets(startingOffsets(kafka))
            .setDeserializer(new ArrivalDeserializer(topics, config.time().futureTolerance()))
            .build();
    return OperatorId.SOURCE.on(
        env.fromSource(
            source,
            LiveWatermarks.strategy(config.time()),
            OperatorId.SOURCE.title(),
            Packings.ARRIVAL.as(Arrival.class)));
  }

  private static KafkaSink<Outbound> sink(RunConfig.Kafka kafka) {
    return KafkaSink.<Outbound>builder()
        .setKafkaProducerConfig(clientProperties(kafka))
        .setBootstrapServers(String.join(",", kafka.bootstrapServers()))
        .setRecordSerializer(new OutboundSerializer(kafka.topics()))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  private static Properties clientProperties(RunConfig.Kafka kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    return properties;
  }

  private static OffsetsInitializer startingOffsets(RunConfig.Kafka kafka) {
    return switch (kafka.startingOffsets()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
