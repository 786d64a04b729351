package dev.showroom.history;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.kafka.OutboundSerializer;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.OperatorId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Topics of a replay's own, beside those of the deployment. There is none for coupons: what a
 * replay decides is never sent.
 *
 * <p>Written without transactions: a replay is done anew and not resumed, so that there are no
 * copies, and its names of transactions cannot clash with a live job's.
 */
public final class ReplayTopics {
  private final RunConfig.Kafka kafka;
  private final Topics topics;

  /**
   * @param prefix of the topics to write
   * @throws CommandFailure where they would be topics of the deployment
   */
  public ReplayTopics(RunConfig.Kafka kafka, String prefix) {
    this.kafka = kafka;
    this.topics = new Topics(prefix);
    Set<String> live = new HashSet<>(kafka.topics().all());
    live.retainAll(names());
    if (prefix.isBlank() || !live.isEmpty()) {
      throw new CommandFailure(
          ("The output prefix '%s' is that of the live topics (%s); a replay needs one of its own,"
                  + " such as 'replay.%s'.")
              .formatted(prefix, "kafka.topic-prefix", kafka.topicPrefix()));
    }
  }

  private List<String> names() {
    return Arrays.stream(OutTopic.values())
        .filter(topic -> topic != OutTopic.COUPONS)
        .map(topics::name)
        .toList();
  }

  /**
   * Makes the topics, after a look at the registry if there is one: the records are under the ids
   * that the deployment's own have. The topics must not hold anything, for two replays in one topic
   * cannot be told apart.
   */
  public void prepare() {
    SchemaRegistry.outputForm(kafka);
    Topics.createEmpty(kafka.clientProperties(), names(), kafka.partitions(), kafka.replication());
  }

  /** Writes all of the stream, in its order. */
  public void sink(DataStream<Outbound> out) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    OperatorId.SINK
        .on(
            out.sinkTo(
                KafkaSink.<Outbound>builder()
                    .setKafkaProducerConfig(properties)
                    .setBootstrapServers(String.join(",", kafka.bootstrapServers()))
                    .setRecordSerializer(
                        new OutboundSerializer(topics, SchemaRegistry.outputForm(kafka)))
                    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    .build()))
        .setParallelism(1);
  }
}
