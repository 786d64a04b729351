package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.kafka.OutboundSerializer;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.InitialPolicies;
import dev.showroom.stream.InitialRules;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.OfferSettings;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The binding of the graph to Kafka. All streams are one source, so that each partition has its own
 * watermark and all are aligned with each other.
 *
 * <p>Records leave by three lanes. What is exactly once becomes visible only with a checkpoint,
 * seconds later; so alerts and coupons are at least once, with ids and revisions that are functions
 * of the events, by which a reader can tell the copies after a crash. Decisions and outcomes, which
 * are counted and are money, are exactly once.
 */
public final class KafkaBinding {
  private KafkaBinding() {}

  public static void bind(
      StreamExecutionEnvironment env,
      RunConfig config,
      InitialRules rules,
      InitialPolicies policies) {
    bind(env, config, rules, policies, new NoGaps(startingOffsets(config.kafka())));
  }

  /**
   * Likewise.
   *
   * @param offsets from where on topics are read when there is no checkpoint to go on from
   */
  static void bind(
      StreamExecutionEnvironment env,
      RunConfig config,
      InitialRules rules,
      InitialPolicies policies,
      OffsetsInitializer offsets) {
    RunConfig.Kafka kafka = config.kafka();
    OfferSettings offers =
        config.coupons().enabled()
            ? new OfferSettings(policies, new SentCouponsInTopic(kafka, config.time()))
            : null;
    Leaving leaving =
        DetectorPipeline.build(
            arrivals(env, config, offsets),
            GraphSettings.live(config.time().correctionHorizon(), rules, offers));
    records(leaving.records(), kafka);
    if (leaving.hasOffers()) {
      ledger(leaving.ledger(), kafka);
      coupons(signed(leaving.coupons(), config.coupons()), kafka);
    }
  }

  private static DataStream<Outbound> signed(
      DataStream<Outbound> coupons, RunConfig.Coupons config) {
    return OperatorId.COUPON_SIGNER
        .on(
            coupons
                .map(new CouponSigner(config.keys()))
                .returns(Packings.OUTBOUND.as(Outbound.class)))
        .setParallelism(coupons.getParallelism());
  }

  private static void records(DataStream<Outbound> records, RunConfig.Kafka kafka) {
    OperatorId.SINK.on(
        records.sinkTo(
            sink(kafka, Map.of()).setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build()));
  }

  /**
   * Each record at once, for a coupon is out in 100 ms or loses its moment. In the parallelism of
   * what they come from: no shuffle takes time, and the states of one coupon keep their order.
   */
  static void coupons(DataStream<Outbound> coupons, RunConfig.Kafka kafka) {
    OperatorId.COUPON_SINK
        .on(
            coupons.sinkTo(
                sink(kafka, Map.of(ProducerConfig.LINGER_MS_CONFIG, "0"))
                    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    .build()))
        .setParallelism(coupons.getParallelism());
  }

  /**
   * In transactions, committed when a checkpoint is complete. Their names are new with each
   * checkpoint: names that are used again meet an open bug where a producer's epoch runs over
   * (FLINK-40689), and by these it can be asked before a start what became of a checkpoint's
   * ({@link LedgerTransactions}). The price is noise in the log after a crash, and names that the
   * brokers keep for a week.
   */
  static void ledger(DataStream<Outbound> ledger, RunConfig.Kafka kafka) {
    OperatorId.LEDGER_SINK.on(
        ledger.sinkTo(
            new LedgerSink(
                sink(
                        kafka,
                        Map.of(
                            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                            Long.toString(kafka.transactionTimeout().toMillis())))
                    .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                    .setTransactionalIdPrefix(LedgerTransactions.prefix(kafka))
                    .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                    .build(),
                kafka.clientProperties())));
  }

  static DataStream<Arrival> arrivals(
      StreamExecutionEnvironment env, RunConfig config, OffsetsInitializer offsets) {
    RunConfig.Kafka kafka = config.kafka();
    Topics topics = kafka.topics();
    KafkaSource<Arrival> source =
        KafkaSource.<Arrival>builder()
            .setProperties(clientProperties(kafka))
            .setProperty("partition.discovery.interval.ms", "60000")
            // What was fetched of a partition before it is paused comes all the same: a little.
            .setProperty("max.poll.records", "200")
            // As a replay of these topics: what its producer took back was never said.
            .setProperty("isolation.level", "read_committed")
            .setGroupId(kafka.consumerGroup())
            .setTopics(topics.inputs())
            .setStartingOffsets(offsets)
            .setDeserializer(
                new ArrivalDeserializer(
                    topics, config.time().futureTolerance(), SchemaRegistry.writers(kafka)))
            .build();
    return OperatorId.SOURCE.on(
        env.fromSource(
            source,
            LiveWatermarks.strategy(config.time()),
            OperatorId.SOURCE.title(),
            Packings.ARRIVAL.as(Arrival.class)));
  }

  private static KafkaSinkBuilder<Outbound> sink(
      RunConfig.Kafka kafka, Map<String, String> special) {
    Properties properties = clientProperties(kafka);
    properties.putAll(special);
    return KafkaSink.<Outbound>builder()
        .setKafkaProducerConfig(properties)
        .setBootstrapServers(String.join(",", kafka.bootstrapServers()))
        .setRecordSerializer(
            new OutboundSerializer(kafka.topics(), SchemaRegistry.outputForm(kafka)));
  }

  private static Properties clientProperties(RunConfig.Kafka kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    return properties;
  }

  static OffsetsInitializer startingOffsets(RunConfig.Kafka kafka) {
    return switch (kafka.startingOffsets()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
