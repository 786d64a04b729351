package dev.showroom.stream;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.Journey;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.RuleSet;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by customer, with the catalogue broadcast to it: keeps what arrives, and when the watermark
 * says that all up to a moment is there, lets {@link JourneyFold} decide it.
 */
final class JourneyFunction
    extends KeyedBroadcastProcessFunction<String, Envelope, ProductVersion, Outbound> {
  private static final long serialVersionUID = 1L;

  /** Where the rules come from, without making the pure core serializable. */
  interface RulesSupplier extends Supplier<RuleSet>, Serializable {}

  private final RulesSupplier rules;
  private transient ValueState<Journey> state;
  private transient JourneyFold fold;
  private transient OutRecords records;
  private transient LongCounter alerts;
  private transient ReadOnlyBroadcastState<String, ProductHistory> catalogue;

  JourneyFunction(RulesSupplier rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(States.JOURNEY);
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
    Journey journey = state.value();
    if (journey == null) {
      journey = new Journey();
    }
    journey.accept(envelope);
    keep(journey, envelope.key(), context);
  }

  @Override
  public void processBroadcastElement(
      ProductVersion version, Context context, Collector<Outbound> out) throws Exception {
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
    Journey journey = state.value();
    journey.timerAt(Long.MAX_VALUE);
    JourneyFold.Outcome outcome = fold.advance(context.getCurrentKey(), journey, time);
    for (AlertRevision revision : outcome.revisions()) {
      alerts.add(1);
      out.collect(records.alert(revision));
    }
    for (JourneyFold.Correction correction : outcome.corrections()) {
      context.output(IntakeGate.ASIDE, records.applied(correction.late(), correction.changed()));
    }
    keep(journey, context.getCurrentKey(), context);
  }

  private void keep(Journey journey, String customerId, ReadOnlyContext context) throws Exception {
    if (journey.isEmpty()) {
      state.clear();
      return;
    }
    long due = Math.min(journey.nextStep(), Timers.tidyAt(journey.forgetAt(), customerId));
    journey.timerAt(Timers.moved(context.timerService(), journey.timerAt(), due));
    state.update(journey);
  }
}
