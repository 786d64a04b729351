package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The whole graph, in the order the data flows. Live and replay are two bindings of it: they differ
 * in the source that {@code arrivals} come from and in the sinks that the result goes to.
 *
 * <pre>
 *  arrivals ──> intake gate ──┬── customers' facts ───────────────────────────────────┬─> journey
 *  (any source)               ├── anonymous facts ────────────────> identity stitch ──┤ by customer
 *                             ├── links, erasures ─> link desk ──────┘      │         │   │    │
 *                             │                      by customer   by actor │         │   │    v
 *                             ├── purchases, profiles, erasures ────────────┴─────┐   │   │  alerts
 *                             │       household share <── customer directory <────┘   │   │
 *                             │       by household ──────────────────────────────────>│   │ alert
 *                             ├── products, rules, tills' reports ── broadcast ──────>┘   │ notices
 *                             │                                                           v
 *                             ├── news of coupons, erasures, products, policies ──> offer desk ──> coupons
 *                             │                                               one for all │
 *                             │                                                           │ decisions ──> ledger
 *                             ├── purchases, returns, erasures ──> outcomes <─────────────┤
 *                             │                                    by customer ───────────┼─> outcomes ──> ledger
 *                             │                                                           v
 *                             ├── tills' reports ─> feed watch, by feed ──> insights <── figures, by cell
 *                             └── dead letters, refused;  late events from all that apply them
 * </pre>
 */
public final class DetectorPipeline {
  private DetectorPipeline() {}

  /** Wires the graph; the result is everything that leaves. */
  public static Leaving build(DataStream<Arrival> arrivals, GraphSettings settings) {
    KeyMemory memory = settings.memory();
    SingleOutputStreamOperator<Envelope> facts =
        OperatorId.INTAKE.on(
            arrivals
                .process(new IntakeGate(settings.correctionHorizon()))
                .returns(Packings.ENVELOPE.as(Envelope.class)));

    SingleOutputStreamOperator<Envelope> links =
        OperatorId.LINKED_ACTORS.atOnce(
            facts
                .getSideOutput(IntakeGate.LINKS)
                .keyBy(new Shard())
                .process(new LinkDesk())
                .returns(Packings.ENVELOPE.as(Envelope.class)));

    SingleOutputStreamOperator<Envelope> stitched =
        OperatorId.IDENTITY.on(
            memory.process(
                facts.getSideOutput(IntakeGate.ANONYMOUS).union(links).keyBy(new Shard()),
                new IdentityStitch(),
                35,
                Packings.ENVELOPE.as(Envelope.class)));

    SingleOutputStreamOperator<HouseholdNote> households =
        OperatorId.DIRECTORY.on(
            memory.process(
                facts
                    .getSideOutput(IntakeGate.DIRECTORY)
                    .union(stitched.getSideOutput(IntakeGate.DIRECTORY))
                    .keyBy(new Shard()),
                new CustomerDirectory(),
                5,
                Packings.HOUSEHOLD_NOTE.as(HouseholdNote.class)));

    SingleOutputStreamOperator<Envelope> shared =
        OperatorId.HOUSEHOLD.atOnce(
            households
                .keyBy(new HouseholdShare.ByHousehold())
                .process(new HouseholdShare())
                .returns(Packings.ENVELOPE.as(Envelope.class)));

    SingleOutputStreamOperator<Outbound> silentFeeds =
        OperatorId.FEED_WATCH.atOnce(
            facts
                .getSideOutput(IntakeGate.FEEDS)
                .keyBy(FeedWatch::feedOf)
                .process(new FeedWatch())
                .returns(Packings.OUTBOUND.as(Outbound.class)));

    DataStream<Announcement> announcements = facts.getSideOutput(IntakeGate.ANNOUNCEMENTS);

    SingleOutputStreamOperator<Outbound> alerts =
        OperatorId.JOURNEY.atOnce(
            memory.process(
                facts.union(stitched, shared).keyBy(new Shard()),
                announcements,
                List.of(States.CATALOGUE, States.FEEDS, States.RULES),
                new JourneyFunction(settings.rules()),
                50,
                Packings.OUTBOUND.as(Outbound.class)));

    SingleOutputStreamOperator<Outbound> ruleFailures =
        OperatorId.RULE_FAILURES.atOnce(
            alerts
                .getSideOutput(RuleFailures.TAG)
                .keyBy(Outbound::key)
                .process(new FirstOfKey())
                .returns(Packings.OUTBOUND.as(Outbound.class)));

    DataStream<Notice> notices = alerts.getSideOutput(JourneyFunction.NOTICES);
    SingleOutputStreamOperator<Notice> desk = null;
    DataStream<Outbound> ledger = null;
    if (settings.offers() != null) {
      desk =
          OfferStreams.desk(
              notices, facts.getSideOutput(IntakeGate.OFFERS), announcements, settings.offers());
      DataStream<Notice> outcomes =
          OutcomeStreams.build(facts, stitched, shared, desk, announcements, memory);
      ledger = OfferStreams.ledger(desk.union(outcomes));
      notices = notices.union(desk, outcomes);
    }

    DataStream<Outbound> figures = InsightFunction.of(notices, settings.figuresEvery());

    DataStream<Outbound> records =
        alerts.union(
            ruleFailures,
            silentFeeds,
            figures,
            facts.getSideOutput(IntakeGate.ASIDE),
            links.getSideOutput(IntakeGate.ASIDE),
            stitched.getSideOutput(IntakeGate.ASIDE),
            alerts.getSideOutput(IntakeGate.ASIDE));
    return new Leaving(
        records,
        ledger,
        desk,
        new Leaving.ForDesks(
            alerts
                .getSideOutput(JourneyFunction.NOTICES)
                .union(alerts.getSideOutput(JourneyFunction.TRIED)),
            facts.getSideOutput(IntakeGate.OFFERS),
            announcements));
  }
}
