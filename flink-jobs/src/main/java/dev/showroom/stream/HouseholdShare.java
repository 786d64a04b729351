package dev.showroom.stream;

import dev.showroom.core.household.Household;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by household: gives each purchase to the other members as of its time. */
final class HouseholdShare extends KeyedProcessFunction<String, HouseholdNote, Envelope> {
  private static final long serialVersionUID = 1L;

  /** The digest of the household id, as for all keys. */
  static final class ByHousehold implements KeySelector<HouseholdNote, String> {
    private static final long serialVersionUID = 1L;

    private transient KeyDigest digest;

    @Override
    public String getKey(HouseholdNote note) {
      if (digest == null) {
        digest = new KeyDigest();
      }
      return digest.of(note.householdId());
    }
  }

  private transient ValueState<Household> households;

  @Override
  public void open(OpenContext context) {
    households = getRuntimeContext().getState(States.HOUSEHOLD);
  }

  @Override
  public void processElement(HouseholdNote note, Context context, Collector<Envelope> out)
      throws Exception {
    Household household = households.value();
    if (household == null) {
      household = new Household();
    }
    household.accept(note, out::collect);
    keep(household, context);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Envelope> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    Household household = households.value();
    household.timerAt(Long.MAX_VALUE);
    household.forget(time);
    keep(household, context);
  }

  private void keep(Household household, Context context) throws Exception {
    long due = Timers.tidyAt(household.forgetAt(), context.getCurrentKey());
    household.timerAt(Timers.moved(context.timerService(), household.timerAt(), due));
    if (household.isEmpty()) {
      households.clear();
    } else {
      households.update(household);
    }
  }
}
