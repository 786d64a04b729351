package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.directory.LinkEnds;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Lags;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The gate behind the source: dead letters aside, what came beyond the correction horizon aside,
 * the late marked, and the rest to whoever owns it. Chained to the source, so that the watermark it
 * sees is the source's own. Flink forgets watermarks in a crash; the gate does not, for what was
 * late or refused before is so after.
 */
final class IntakeGate extends ProcessFunction<Arrival, Envelope> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  static final OutputTag<Envelope> ANONYMOUS =
      new OutputTag<>("anonymous", Packings.ENVELOPE.as(Envelope.class));

  /** Links and erasures, keyed by the customer that they are about. */
  static final OutputTag<Envelope> LINKS =
      new OutputTag<>("links", Packings.ENVELOPE.as(Envelope.class));

  /** What the directory of customers lives by: profiles, purchases and erasures. */
  static final OutputTag<Envelope> DIRECTORY =
      new OutputTag<>("directory", Packings.ENVELOPE.as(Envelope.class));

  /** What the offer desk lives by: news of coupons, orders with coupons, and erasures. */
  static final OutputTag<Envelope> OFFERS =
      new OutputTag<>("offers", Packings.ENVELOPE.as(Envelope.class));

  static final OutputTag<Announcement> FEEDS =
      new OutputTag<>("feeds", Packings.ANNOUNCEMENT.as(Announcement.class));
  static final OutputTag<Announcement> ANNOUNCEMENTS =
      new OutputTag<>("announcements", Packings.ANNOUNCEMENT.as(Announcement.class));
  static final OutputTag<Outbound> ASIDE =
      new OutputTag<>("aside", Packings.OUTBOUND.as(Outbound.class));

  private static final long NONE = Long.MIN_VALUE;

  private final long horizonMillis;
  private transient ListState<Long> watermarks;
  private transient TimerService timers;
  private transient long restored;
  private transient OutRecords records;
  private transient LongCounter in;
  private transient LongCounter late;
  private transient LongCounter dead;
  private transient LongMaximum reached;
  private transient CountOf<InTopic> inByStream;
  private transient CountOf<InTopic> lateByStream;
  private transient CountOf<LateEffect> lateByEffect;
  private transient Counts deadByReason;
  private transient Lags<InTopic> lags;

  IntakeGate(Duration horizon) {
    this.horizonMillis = horizon.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    records = new OutRecords();
    in = Counters.of(getRuntimeContext(), Counters.IN);
    late = Counters.of(getRuntimeContext(), Counters.LATE);
    dead = Counters.of(getRuntimeContext(), Counters.DEAD);
    reached = Counters.reached(getRuntimeContext());
    Meters meters = Meters.of(getRuntimeContext());
    inByStream = meters.countOf(Meter.EVENTS_IN, InTopic.class);
    lateByStream = meters.countOf(Meter.LATE_IN, InTopic.class);
    lateByEffect = meters.countOf(Meter.LATE, LateEffect.class);
    deadByReason = meters.counts(Meter.DEAD_LETTERS);
    lags = meters.lags(Meter.EVENT_TIME_LAG, InTopic.class);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    watermarks = context.getOperatorStateStore().getUnionListState(States.GATE_WATERMARKS);
    restored = NONE;
    for (long watermark : watermarks.get()) {
      restored = restored == NONE ? watermark : Math.min(restored, watermark);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    long watermark = watermark();
    watermarks.update(watermark == NONE ? List.of() : List.of(watermark));
  }

  /** What has come up to it is late. */
  private long watermark() {
    return timers == null ? restored : Math.max(restored, timers.currentWatermark());
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Envelope> out) {
    in.add(1);
    inByStream.add(arrival.topic());
    if (arrival.isDead()) {
      dead.add(1);
      deadByReason.add(
          arrival.topic() == null ? "unknown" : arrival.topic().topic(), arrival.reason().name());
      context.output(ASIDE, records.deadLetter(arrival));
      return;
    }
    reached.add(arrival.time());
    lags.reached(arrival.topic(), arrival.time());
    timers = context.timerService();
    long watermark = watermark();
    boolean isLate = arrival.time() <= watermark;
    if (isLate) {
      late.add(1);
      lateByStream.add(arrival.topic());
      if (arrival.time() < watermark - horizonMillis) {
        context.output(ASIDE, aside(arrival, watermark, LateReason.REFUSED_BEYOND_HORIZON));
        return;
      }
    }
    if (arrival.announcement() != null) {
      context.output(ANNOUNCEMENTS, arrival.announcement());
      if (arrival.announcement() instanceof FeedReport) {
        context.output(FEEDS, arrival.announcement());
      }
    }
    if (arrival.envelope() == null) {
      if (isLate) {
        context.output(ASIDE, aside(arrival, watermark, LateReason.APPLIED));
      }
      return;
    }
    Envelope envelope =
        isLate
            ? arrival.envelope().late(new LateNote(arrival.origin(), watermark, arrival.raw()))
            : arrival.envelope();
    switch (envelope.topic()) {
      case IDENTITY_LINKS -> {
        context.output(LINKS, LinkEnds.turned(envelope));
        return;
      }
      case ERASURES -> {
        context.output(LINKS, envelope);
        context.output(DIRECTORY, envelope);
        context.output(OFFERS, envelope.late(null));
      }
      case COUPON_EVENTS -> {
        context.output(OFFERS, envelope.late(null));
        if (isLate) {
          context.output(ASIDE, aside(arrival, watermark, LateReason.APPLIED));
        }
        return;
      }
      case CUSTOMERS -> context.output(DIRECTORY, envelope);
      case PURCHASES -> {
        if (FactCodec.isOrderWithCoupons(envelope.fact())) {
          context.output(OFFERS, envelope.late(null));
        }
        if (!envelope.anonymous()) {
          context.output(DIRECTORY, envelope);
        }
      }
      default -> {
        // Of concern to the journey, or identity, alone.
      }
    }
    if (envelope.anonymous()) {
      context.output(ANONYMOUS, envelope);
    } else {
      out.collect(envelope);
    }
  }

  private Outbound aside(Arrival arrival, long watermark, LateReason reason) {
    lateByEffect.add(reason == LateReason.APPLIED ? LateEffect.APPLIED : LateEffect.REFUSED);
    return records.lateEvent(
        arrival.topic(),
        arrival.time(),
        new LateNote(arrival.origin(), watermark, arrival.raw()),
        reason,
        List.of());
  }
}
