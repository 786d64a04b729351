package dev.showroom.stream;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.identity.ActorHead;
import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.codec.InTopic;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by anonymous actor: hands its events to the customers that links say they belong to. */
final class IdentityStitch extends KeyedProcessFunction<String, Envelope, Envelope>
    implements KeyCache.User, OneTimer {
  private static final long serialVersionUID = 1L;

  private transient KeyCache cache;
  private transient ValueState<ActorHead> heads;
  private transient ListState<Envelope> facts;
  private transient OutRecords records;
  private transient CountOf<LateEffect> late;

  @Override
  public void use(KeyCache keyCache) {
    cache = keyCache;
  }

  @Override
  public void open(OpenContext context) {
    RuntimeContext runtime = getRuntimeContext();
    heads = KeyCache.value(cache, runtime.getState(States.ACTOR_HEAD), ActorHead::weight);
    facts = KeyCache.list(cache, runtime.getListState(States.ACTOR_FACTS), Envelope::weight);
    records = new OutRecords();
    late = Meters.of(getRuntimeContext()).countOf(Meter.LATE, LateEffect.class);
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out)
      throws Exception {
    if (envelope.topic() == InTopic.ERASURES) {
      erase(envelope, context);
      return;
    }
    ActorHead head = heads.value();
    boolean isNew = head == null;
    if (isNew) {
      head = new ActorHead();
    }
    boolean isLink = envelope.topic() == InTopic.IDENTITY_LINKS;
    boolean touched;
    if (isLink) {
      ActorHistory history = new ActorHistory(head, facts.get());
      int held = history.facts().size();
      touched = history.accept(envelope, given -> handOn(given, context, out));
      if (history.facts().size() < held) {
        facts.update(history.facts());
      }
    } else {
      touched = head.accept(envelope, given -> handOn(given, context, out));
      if (head.isKept(envelope)) {
        facts.add(envelope.late(null));
      }
    }
    if (!touched && envelope.late() != null) {
      late.add(LateEffect.APPLIED);
      context.output(IntakeGate.ASIDE, records.applied(envelope, List.of()));
    }
    if (setTimer(head, context) || isNew || isLink) {
      heads.update(head);
    }
  }

  @Override
  public long timerAt() throws Exception {
    ActorHead head = heads.value();
    return head == null ? Long.MAX_VALUE : head.timerAt();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Envelope> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    ActorHistory history = new ActorHistory(heads.value(), facts.get());
    history.head().timerAt(Long.MAX_VALUE);
    tidied(history, time, context);
  }

  private static void handOn(Envelope given, Context context, Collector<Envelope> out) {
    out.collect(given);
    if (given.topic() == InTopic.PURCHASES) {
      context.output(IntakeGate.DIRECTORY, given);
    }
  }

  /** A late request is met at once; others when all that came before them is here. */
  private void erase(Envelope request, Context context) throws Exception {
    ActorHead head = heads.value();
    if (head == null) {
      return;
    }
    head.erase((LinkChanged) FactCodec.unpack(request.fact()));
    if (request.late() == null) {
      setTimer(head, context);
      heads.update(head);
    } else {
      tidied(new ActorHistory(head, facts.get()), request.time(), context);
    }
  }

  private void tidied(ActorHistory history, long now, Context context) throws Exception {
    history.erase(now);
    history.forget(now);
    if (history.isEmpty()) {
      Timers.moved(context.timerService(), history.head().timerAt(), Long.MAX_VALUE);
      heads.clear();
      facts.clear();
      return;
    }
    setTimer(history.head(), context);
    heads.update(history.head());
    facts.update(history.facts());
  }

  /** Whether the actor's timer is another one now. */
  private static boolean setTimer(ActorHead head, Context context) {
    long tidyAt = Timers.tidyAt(head.forgetAt(), context.getCurrentKey());
    long due = Math.min(tidyAt, head.eraseAt());
    long before = head.timerAt();
    head.timerAt(Timers.moved(context.timerService(), before, due));
    return before != due;
  }
}
