package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.push.PushOrder;
import dev.showroom.live.push.PushLane;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The lanes of the live job without the detector, in a JVM that can be killed: coupons of the topic
 * are pushed, and of each a decision is written to the ledger.
 *
 * <p>{@code ChildLanes CONFIG [TRAP]}: nothing is pushed, transactions live for three seconds, and
 * a checkpoint of decisions that came when the file TRAP was there is never committed.
 */
final class ChildLanes {
  private ChildLanes() {}

  public static void main(String[] args) throws Exception {
    RunConfig config = RunConfig.load(Path.of(args[0]), Map.of());
    Path trap = args.length > 1 ? Path.of(args[1]) : null;
    JobClient job =
        LiveJob.start(
            config,
            path -> System.out.println("going on from " + path),
            (env, c) -> bind(env, c, trap));
    System.out.println("running");
    job.getJobExecutionResult().get();
  }

  private static void bind(StreamExecutionEnvironment env, RunConfig config, Path trap) {
    DataStream<Outbound> decisions = decisions(env, config.kafka());
    if (trap == null) {
      PushLane.bind(env, config);
      KafkaBinding.ledger(decisions, config.kafka());
    } else {
      DataStream<Outbound> trapped =
          OperatorId.INTAKE.on(
              decisions.transform(
                  "trap",
                  Packings.OUTBOUND.as(Outbound.class),
                  new UncommittedCheckpoint(trap.toString())));
      KafkaBinding.ledger(trapped, shortLived(config.kafka()));
    }
  }

  private static RunConfig.Kafka shortLived(RunConfig.Kafka kafka) {
    return new RunConfig.Kafka(
        kafka.bootstrapServers(),
        kafka.properties(),
        kafka.topicPrefix(),
        kafka.consumerGroup(),
        kafka.startingOffsets(),
        Duration.ofSeconds(3),
        kafka.partitions(),
        kafka.replication());
  }

  static DataStream<Outbound> decisions(StreamExecutionEnvironment env, RunConfig.Kafka kafka) {
    KafkaSource<PushOrder> coupons =
        KafkaSource.<PushOrder>builder()
            .setBootstrapServers(String.join(",", kafka.bootstrapServers()))
            .setGroupId("decisions")
            .setTopics(kafka.topics().name(OutTopic.COUPONS))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(PushLane.reader(kafka))
            .build();
    return OperatorId.DECODE.on(
        OperatorId.SOURCE
            .on(
                env.fromSource(
                    coupons,
                    WatermarkStrategy.noWatermarks(),
                    "coupons",
                    Packings.PUSH_ORDER.as(PushOrder.class)))
            .map(ChildLanes::decision)
            .returns(Packings.OUTBOUND.as(Outbound.class)));
  }

  private static Outbound decision(PushOrder order) throws MalformedRecordException {
    Coupon coupon = new AvroRecords<>(Coupon.class).read(order.record());
    CouponDecision decision =
        CouponDecision.newBuilder()
            .setDecisionId("d-of-" + order.idempotencyKey())
            .setAlertId(coupon.getAlertId())
            .setCustomerId(coupon.getCustomerId())
            .setOutcome(DecisionOutcome.ISSUED)
            .setReason("BEST_OFFER")
            .setArm(Arm.TREATED)
            .setPolicyVersion(1)
            .setDecidedAt(coupon.getStateAt())
            .build();
    return new Outbound(
        OutTopic.COUPON_DECISIONS,
        coupon.getCustomerId(),
        new AvroRecords<>(CouponDecision.class).write(decision));
  }
}
