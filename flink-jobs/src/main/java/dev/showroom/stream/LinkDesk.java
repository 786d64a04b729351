package dev.showroom.stream;

import dev.showroom.core.directory.LinkedActors;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.codec.InTopic;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by customer: every link passes here on its way to its actor, so that an erasure finds the
 * actors, and a link to an erased customer ends here.
 */
final class LinkDesk extends KeyedProcessFunction<String, Envelope, Envelope> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<LinkedActors> customers;
  private transient OutRecords records;
  private transient CountOf<LateEffect> late;

  @Override
  public void open(OpenContext context) {
    customers = getRuntimeContext().getState(States.LINKED_ACTORS);
    records = new OutRecords();
    late = Meters.of(getRuntimeContext()).countOf(Meter.LATE, LateEffect.class);
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out)
      throws Exception {
    LinkedActors actors = customers.value();
    if (actors == null) {
      actors = new LinkedActors();
    }
    if (actors.accept(envelope, out::collect)) {
      keep(actors, context);
    } else if (isLateLink(envelope)) {
      late.add(LateEffect.APPLIED);
      context.output(IntakeGate.ASIDE, records.applied(envelope, List.of()));
    }
  }

  /** An erasure's own row is the journey's to write. */
  private static boolean isLateLink(Envelope envelope) {
    return envelope.late() != null && envelope.topic() == InTopic.IDENTITY_LINKS;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Envelope> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    LinkedActors actors = customers.value();
    actors.timerAt(Long.MAX_VALUE);
    actors.advance(time, out::collect);
    if (actors.isEmpty()) {
      customers.clear();
    } else {
      keep(actors, context);
    }
  }

  private void keep(LinkedActors actors, Context context) throws Exception {
    long tidyAt = Timers.tidyAt(actors.forgetAt(), context.getCurrentKey());
    long due = Math.min(tidyAt, actors.eraseAt());
    actors.timerAt(Timers.moved(context.timerService(), actors.timerAt(), due));
    customers.update(actors);
  }
}
