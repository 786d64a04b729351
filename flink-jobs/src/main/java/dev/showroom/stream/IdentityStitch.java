package dev.showroom.stream;

import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.OutRecords;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by anonymous actor: hands its events to the customers that links say they belong to. */
final class IdentityStitch extends KeyedProcessFunction<String, Envelope, Envelope> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<ActorHistory> state;
  private transient OutRecords records;

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(States.ACTOR);
    records = new OutRecords();
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out)
      throws Exception {
    ActorHistory history = state.value();
    if (history == null) {
      history = new ActorHistory();
    }
    boolean touched = history.accept(envelope, out::collect);
    if (!touched && envelope.late() != null) {
      context.output(IntakeGate.ASIDE, records.applied(envelope, List.of()));
    }
    keep(history, context);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Envelope> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    ActorHistory history = state.value();
    history.timerAt(Long.MAX_VALUE);
    history.forget(time);
    keep(history, context);
  }

  private void keep(ActorHistory history, Context context) throws Exception {
    if (history.isEmpty()) {
      state.clear();
      return;
    }
    long due = Timers.tidyAt(history.forgetAt(), context.getCurrentKey());
    history.timerAt(Timers.moved(context.timerService(), history.timerAt(), due));
    state.update(history);
  }
}
