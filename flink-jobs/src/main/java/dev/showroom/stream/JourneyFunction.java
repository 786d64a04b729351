package dev.showroom.stream;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.Journey;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.ShippedThresholds;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by customer, with the catalogue broadcast to it: keeps what arrives, and when the watermark
 * says that all up to a moment is there, lets {@link JourneyFold} decide it.
 */
final class JourneyFunction
    extends KeyedBroadcastProcessFunction<String, Envelope, Announcement, Outbound> {
  private static final long serialVersionUID = 1L;

  /** Where the rules come from, without making the pure core serializable. */
  interface RulesSupplier extends Supplier<ShippedThresholds>, Serializable {}

  private final RulesSupplier rules;
  private transient ValueState<JourneyHead> heads;
  private transient ListState<Envelope> inbox;
  private transient ValueState<JourneyBody> bodies;
  private transient JourneyFold fold;
  private transient OutRecords records;
  private transient LongCounter alerts;
  private transient ReadOnlyBroadcastState<String, ProductHistory> catalogue;

  JourneyFunction(RulesSupplier rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    heads = getRuntimeContext().getState(States.JOURNEY_HEAD);
    inbox = getRuntimeContext().getListState(States.JOURNEY_INBOX);
    bodies = getRuntimeContext().getState(States.JOURNEY_BODY);
    records = new OutRecords();
    alerts = Counters.of(getRuntimeContext(), Counters.ALERTS);
    fold = new JourneyFold(rules.get(), asOf());
  }

  private Catalogue asOf() {
    return (sku, time) -> {
      try {
        ProductHistory history = catalogue.get(sku);
        return history == null ? null : history.asOf(time);
      } catch (Exception e) {
        throw new IllegalStateException("broadcast state could not be read", e);
      }
    };
  }

  @Override
  public void processElement(Envelope envelope, ReadOnlyContext context, Collector<Outbound> out)
      throws Exception {
    JourneyHead head = heads.value();
    boolean isNew = head == null;
    if (isNew) {
      head = new JourneyHead();
    }
    inbox.add(envelope);
    boolean changed = head.accept(envelope);
    if (setTimer(head, context.getCurrentKey(), context.timerService()) || changed || isNew) {
      heads.update(head);
    }
  }

  @Override
  public void processBroadcastElement(
      Announcement announcement, Context context, Collector<Outbound> out) throws Exception {
    if (!(announcement instanceof ProductVersion version)) {
      return;
    }
    BroadcastState<String, ProductHistory> products = context.getBroadcastState(States.CATALOGUE);
    ProductHistory history = products.get(version.sku());
    products.put(version.sku(), (history == null ? ProductHistory.empty() : history).with(version));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outbound> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    catalogue = context.getBroadcastState(States.CATALOGUE);
    JourneyHead head = heads.value();
    head.timerAt(Long.MAX_VALUE);
    JourneyBody body = bodies.value();
    Journey journey = new Journey(head, body == null ? JourneyBody.empty() : body, inbox.get());
    JourneyFold.Outcome outcome = fold.advance(head.customerId(), journey, time);
    for (AlertRevision revision : outcome.revisions()) {
      alerts.add(1);
      out.collect(records.alert(revision));
    }
    for (JourneyFold.Correction correction : outcome.corrections()) {
      context.output(IntakeGate.ASIDE, records.applied(correction.late(), correction.changed()));
    }
    if (journey.isEmpty()) {
      heads.clear();
      inbox.clear();
      bodies.clear();
      return;
    }
    setTimer(head, context.getCurrentKey(), context.timerService());
    heads.update(head);
    if (journey.isRewritten()) {
      inbox.update(journey.inbox());
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
