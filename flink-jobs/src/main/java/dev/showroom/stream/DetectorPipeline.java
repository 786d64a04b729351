package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The whole graph, in the order the data flows. Live and replay are two bindings of it: they differ
 * in the source that {@code arrivals} come from and in the sink that the result goes to.
 *
 * <pre>
 *  arrivals ──> intake gate ──┬── customers' facts ──────────────────────────┐
 *  (any source)      │        ├── anonymous facts, links ──> identity stitch ─┤ by customer
 *                    │        └── products ── broadcast ──────────────┐       │
 *                    │ dead letters, refused                          └─> journey ──> alerts
 *                    └───────────────> late events, dead letters <──────────┘ late events
 * </pre>
 */
public final class DetectorPipeline {
  private DetectorPipeline() {}

  /**
   * Wires the graph; the result is everything that leaves.
   *
   * @param correctionHorizon how late a record may come and still be applied
   * @param rules before any come by the stream
   */
  public static DataStream<Outbound> build(
      DataStream<Arrival> arrivals, Duration correctionHorizon, InitialRules rules) {
    SingleOutputStreamOperator<Envelope> facts =
        OperatorId.INTAKE.on(
            arrivals
                .process(new IntakeGate(correctionHorizon))
                .returns(Packings.ENVELOPE.as(Envelope.class)));

    SingleOutputStreamOperator<Envelope> stitched =
        OperatorId.IDENTITY.on(
            facts
                .getSideOutput(IntakeGate.ANONYMOUS)
                .keyBy(new Shard())
                .process(new IdentityStitch())
                .returns(Packings.ENVELOPE.as(Envelope.class)));

    BroadcastStream<Announcement> announcements =
        facts
            .getSideOutput(IntakeGate.ANNOUNCEMENTS)
            .broadcast(States.CATALOGUE, States.FEEDS, States.RULES);

    SingleOutputStreamOperator<Outbound> alerts =
        OperatorId.JOURNEY.on(
            facts
                .union(stitched)
                .keyBy(new Shard())
                .connect(announcements)
                .process(new JourneyFunction(rules))
                .returns(Packings.OUTBOUND.as(Outbound.class)));

    SingleOutputStreamOperator<Outbound> ruleFailures =
        OperatorId.RULE_FAILURES.on(
            alerts
                .getSideOutput(RuleFailures.TAG)
                .keyBy(Outbound::key)
                .process(new FirstOfKey())
                .returns(Packings.OUTBOUND.as(Outbound.class)));

    return alerts.union(
        ruleFailures,
        facts.getSideOutput(IntakeGate.ASIDE),
        stitched.getSideOutput(IntakeGate.ASIDE),
        alerts.getSideOutput(IntakeGate.ASIDE));
  }
}
