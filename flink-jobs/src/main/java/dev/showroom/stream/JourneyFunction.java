package dev.showroom.stream;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.Journey;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.core.journey.Surroundings;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.variant.VariantNames;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by customer, with all that is announced broadcast to it: keeps what arrives, and when the
 * watermark says that all up to a moment is there, lets {@link JourneyFold} decide it.
 */
final class JourneyFunction
    extends KeyedBroadcastProcessFunction<String, Envelope, Announcement, Outbound>
    implements KeyCache.User, OneTimer {
  private static final long serialVersionUID = 1L;

  /** Each revision again, for those who act on alerts. */
  static final OutputTag<Notice> NOTICES =
      new OutputTag<>("alert-notices", Packings.NOTICE.as(Notice.class));

  /** Likewise of rules that are only tried out in a backtest: nobody acts on them. */
  static final OutputTag<Notice> TRIED =
      new OutputTag<>("tried-alert-notices", Packings.NOTICE.as(Notice.class));

  private final InitialRules initialRules;
  private transient KeyCache cache;
  private transient ValueState<JourneyHead> heads;
  private transient ListState<Envelope> inbox;
  private transient ValueState<JourneyBody> bodies;
  private transient Announcements announcements;
  private transient RuleFailures failures;
  private transient JourneyFold fold;
  private transient OutRecords records;
  private transient LongCounter alerts;
  private transient LongCounter suppressed;
  private transient CountOf<LateEffect> late;
  private transient KeyGroupCounts written;
  private transient AlertMeters alertMeters;
  private transient FeedGaps feedGaps;

  /**
   * @param initialRules before any are announced
   */
  JourneyFunction(InitialRules initialRules) {
    this.initialRules = initialRules;
  }

  @Override
  public void use(KeyCache keyCache) {
    cache = keyCache;
  }

  @Override
  public void open(OpenContext context) {
    RuntimeContext runtime = getRuntimeContext();
    heads = KeyCache.value(cache, runtime.getState(States.JOURNEY_HEAD), JourneyHead::weight);
    inbox = KeyCache.list(cache, runtime.getListState(States.JOURNEY_INBOX), Envelope::weight);
    bodies = KeyCache.value(cache, runtime.getState(States.JOURNEY_BODY), JourneyBody::weight);
    records = new OutRecords();
    alerts = Counters.of(getRuntimeContext(), Counters.ALERTS);
    suppressed = Counters.of(getRuntimeContext(), Counters.SUPPRESSED);
    announcements = new Announcements(initialRules);
    Meters meters = Meters.of(getRuntimeContext());
    late = meters.countOf(Meter.LATE, LateEffect.class);
    written = new KeyGroupCounts(getRuntimeContext().getTaskInfo(), meters);
    alertMeters = new AlertMeters(meters);
    feedGaps = new FeedGaps(meters);
    failures = new RuleFailures(meters);
    fold = new JourneyFold(failures);
  }

  @Override
  public void processElement(Envelope envelope, ReadOnlyContext context, Collector<Outbound> out)
      throws Exception {
    JourneyHead head = heads.value();
    boolean isNew = head == null;
    if (isNew) {
      head = new JourneyHead();
    }
    if (head.isErased()) {
      suppressed.add(1);
      if (envelope.late() != null) {
        late.add(LateEffect.SUPPRESSED);
        context.output(IntakeGate.ASIDE, records.suppressed(envelope));
      }
      return;
    }
    inbox.add(envelope);
    written.add(context.getCurrentKey());
    boolean changed =
        head.accept(envelope, announcements.surroundings(context).allBrowsingMatters());
    if (setTimer(head, context.getCurrentKey(), context.timerService()) || changed || isNew) {
      heads.update(head);
    }
  }

  @Override
  public void processBroadcastElement(
      Announcement announcement, Context context, Collector<Outbound> out) throws Exception {
    announcements.keep(announcement, context);
    if (announcement instanceof FeedReport) {
      feedGaps.reported();
    }
  }

  @Override
  public long timerAt() throws Exception {
    JourneyHead head = heads.value();
    return head == null ? Long.MAX_VALUE : head.timerAt();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outbound> out) throws Exception {
    JourneyHead head = heads.value();
    Surroundings surroundings = announcements.surroundings(context);
    feedGaps.look(context.currentWatermark(), surroundings.feeds());
    boolean ends = EndOfInput.reached(context.timerService());
    // The end of the input is not the end of time; but all that the tills reported is there, and
    // when an alert was to be asked about again does not matter any more.
    long upTo = ends ? surroundings.feeds().newest() : time;
    if (ends && (!head.waitsForFeeds() || upTo == Long.MIN_VALUE)) {
      return;
    }
    head.timerAt(Long.MAX_VALUE);
    boolean tidies = upTo >= Timers.tidyAt(head.forgetAt(), context.getCurrentKey());
    if (!tidies
        && (head.waitsOn(upTo, surroundings.feeds()) || head.passesOver(upTo, surroundings))) {
      if (!ends) {
        setTimer(head, context.getCurrentKey(), context.timerService());
      }
      heads.update(head);
      return;
    }
    JourneyBody body = bodies.value();
    Journey journey = new Journey(head, body == null ? JourneyBody.empty() : body, inbox.get());
    JourneyFold.Outcome outcome = fold.advance(head.customerId(), journey, upTo, surroundings);
    for (AlertRevision revision : outcome.revisions()) {
      alerts.add(1);
      out.collect(records.alert(revision));
    }
    alertMeters.told(outcome);
    for (AlertNotice notice : outcome.notices()) {
      context.output(VariantNames.isVariant(notice.pattern()) ? TRIED : NOTICES, notice);
    }
    for (JourneyFold.Correction correction : outcome.corrections()) {
      late.add(
          head.isErased()
              ? LateEffect.SUPPRESSED
              : correction.changed().isEmpty() ? LateEffect.APPLIED : LateEffect.REVISED);
      context.output(
          IntakeGate.ASIDE,
          head.isErased()
              ? records.suppressed(correction.late())
              : records.applied(correction.late(), correction.changed()));
    }
    outcome.bursts().forEach(burst -> context.output(IntakeGate.ASIDE, records.burst(burst)));
    failures.drain().forEach(failure -> context.output(RuleFailures.TAG, failure));
    if (journey.isEmpty()) {
      heads.clear();
      inbox.clear();
      bodies.clear();
      return;
    }
    if (!ends) {
      setTimer(head, context.getCurrentKey(), context.timerService());
    }
    heads.update(head);
    if (journey.isRewritten()) {
      update(journey);
    }
  }

  private void update(Journey journey) throws Exception {
    inbox.update(journey.inbox());
    if (journey.body().isEmpty()) {
      bodies.clear();
    } else {
      bodies.update(journey.body());
    }
  }

  /** Whether the customer's timer is another one now. */
  private static boolean setTimer(JourneyHead head, String key, TimerService timers) {
    long due = Math.min(head.nextStep(), Timers.tidyAt(head.forgetAt(), key));
    long before = head.timerAt();
    head.timerAt(Timers.moved(timers, before, due));
    return before != due;
  }
}
