package dev.showroom.live.push;

import dev.showroom.config.RunConfig;
import dev.showroom.core.push.CouponPush;
import dev.showroom.core.push.CouponPush.Step;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.PushReport;
import dev.showroom.core.push.PushReports;
import dev.showroom.core.push.Verdict;
import dev.showroom.metrics.Count;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.stream.States;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Pushes coupons, keyed by coupon. Never waits, neither for the provider nor for room: an operator
 * that does, as Flink's own for asynchronous calls does when as many are under way as may be, also
 * holds up the checkpoint barrier behind its input, and with it the commit of the ledger of the
 * same job, for as long as a provider is down. What waits is in state instead, where a crash does
 * not reach it; whoever has been sent and not answered by then is sent again, under the same key.
 *
 * <p>Answers come back as mails to the task's thread, which alone touches state.
 */
final class PushOperator extends AbstractStreamOperator<PushReport>
    implements OneInputStreamOperator<PushOrder, PushReport>, Triggerable<String, String> {
  private static final long serialVersionUID = 1L;

  /** How long it is remembered what was pushed, past the end of the coupon. */
  static final Duration MEMORY = Duration.ofDays(3);

  private static final String END_OF_USE = "end-of-use";
  private static final String FORGET = "forget";

  private final RunConfig.Push config;
  private final PushSecret.Source secret;
  private final PushTimes times;
  private final transient MailboxExecutor mailbox;

  private transient ValueState<CouponPush> pushes;
  private transient InternalTimerService<String> timers;
  private transient PushQueue queue;
  private transient Backoff backoff;
  private transient Provider provider;
  private transient PushReports reports;
  private transient Count received;
  private transient Count failures;
  private transient Count givenUp;
  private transient long wakeUp;

  PushOperator(
      StreamOperatorParameters<PushReport> parameters,
      RunConfig.Push config,
      PushSecret.Source secret) {
    super(parameters);
    this.config = config;
    this.secret = secret;
    this.times = new PushTimes(config.clock());
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    pushes = getRuntimeContext().getState(States.COUPON_PUSH);
    timers = getInternalTimerService("push", StringSerializer.INSTANCE, this);
    Circuit circuit = new Circuit(config.circuitPause(), new TaskClock());
    queue = new PushQueue(circuit, config.inFlight());
    backoff = new Backoff(config.firstBackoff(), config.longestBackoff(), new Random());
    provider = new Provider(config, secret.of(config), new TaskClock());
    reports = new PushReports();
    wakeUp = Long.MAX_VALUE;
    Meters meters = Meters.in(getMetricGroup());
    received = meters.count(Meter.PUSH_RECEIVED);
    failures = meters.count(Meter.PUSH_FAILED_TRIES);
    givenUp = meters.count(Meter.PUSH_GIVEN_UP);
    meters.gauge(Meter.PUSH_WAITING, queue::waiting);
    meters.gauge(Meter.PUSH_UNDER_WAY, queue::underWay);
    meters.gauge(Meter.PUSH_CIRCUIT_CLOSED, () -> circuit.isClosed() ? 1 : 0);
    queueWhatWaits();
    mailbox.execute(this::sendWhatIsDue, "push what waited");
  }

  private void queueWhatWaits() throws Exception {
    List<String> known;
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend()
            .getKeys(States.COUPON_PUSH.getName(), VoidNamespace.INSTANCE)) {
      known = keys.toList();
    }
    for (String couponId : known) {
      setCurrentKey(couponId);
      CouponPush push = pushes.value();
      if (push != null && push.isWaiting()) {
        queue.add(couponId, push.dueAt());
      }
    }
  }

  @Override
  public void processElement(StreamRecord<PushOrder> element) throws Exception {
    PushOrder order = element.getValue();
    if (order.isUnreadable()) {
      emit(reports.unreadable(order));
      return;
    }
    long now = now();
    CouponPush known = pushes.value();
    CouponPush push = known == null ? firstSeen(order, now) : known;
    boolean underWay = queue.isUnderWay(order.couponId());
    CouponPush next = push.take(order, underWay, now);
    if (next != push) {
      pushes.update(next);
      if (!underWay && next.isWaiting()) {
        queue.add(order.couponId(), next.dueAt());
      }
      sendWhatIsDue();
    }
  }

  private CouponPush firstSeen(PushOrder order, long now) {
    long usableUntil = times.usableUntil(order, now);
    timers.registerProcessingTimeTimer(END_OF_USE, Math.max(usableUntil, now) + 1);
    return CouponPush.unknown(usableUntil);
  }

  /** Whichever coupon's turn it is: leaves another key behind than it found. */
  private void sendWhatIsDue() throws Exception {
    long now = now();
    for (Optional<String> id = queue.next(now); id.isPresent(); id = queue.next(now)) {
      setCurrentKey(id.get());
      send(id.get(), now);
    }
    queue.lookAgainAt(now).ifPresent(this::wakeUpAt);
  }

  private void send(String couponId, long now) throws Exception {
    CouponPush push = pushes.value();
    if (push == null || !push.isWaiting()) {
      queue.skipped(couponId);
    } else if (now > push.usableUntil()) {
      queue.skipped(couponId);
      take(couponId, push.expired("not sent", now), now);
    } else {
      provider.send(push.next()).thenAccept(verdict -> mail(() -> answered(couponId, verdict)));
    }
  }

  private void answered(String couponId, Verdict verdict) throws Exception {
    queue.answered(couponId, verdict);
    setCurrentKey(couponId);
    CouponPush push = pushes.value();
    if (push != null && push.isWaiting()) {
      (verdict.kind() == Verdict.Kind.RECEIVED ? received : failures).add();
      long now = now();
      long wait = backoff.waitMillis(push.failures() + 1);
      take(couponId, push.answered(verdict, config.tries(), wait, now), now);
    }
    sendWhatIsDue();
  }

  private void take(String couponId, Step step, long now) throws Exception {
    pushes.update(step.push());
    if (step.failed() != null) {
      givenUp.add();
      long at = times.eventTime(step.failed(), now);
      reports.failed(step.failed(), step.detail(), at).forEach(this::emit);
    }
    if (step.push().isWaiting()) {
      queue.add(couponId, step.push().dueAt());
    }
  }

  private void emit(PushReport report) {
    output.collect(new StreamRecord<>(report));
  }

  /** The provider's own thread only leaves word. */
  private void mail(ThrowingRun answer) {
    try {
      mailbox.execute(answer::run, "a push was answered");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task is over; whoever waits is sent by the next.");
    }
  }

  private interface ThrowingRun {
    void run() throws Exception;
  }

  private void wakeUpAt(long time) {
    if (time < wakeUp) {
      wakeUp = time;
      getProcessingTimeService()
          .registerTimer(
              time,
              at -> {
                if (at >= wakeUp) {
                  wakeUp = Long.MAX_VALUE;
                }
                sendWhatIsDue();
              });
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) throws Exception {
    CouponPush push = pushes.value();
    if (push == null) {
      return;
    }
    long now = now();
    if (timer.getNamespace().equals(FORGET)) {
      pushes.clear();
    } else if (queue.isUnderWay(timer.getKey())) {
      // What comes of the try decides.
      timers.registerProcessingTimeTimer(END_OF_USE, now + config.timeout().toMillis());
    } else if (push.isWaiting()) {
      take(timer.getKey(), push.expired("not sent", now), now);
      timers.registerProcessingTimeTimer(END_OF_USE, now + 1);
    } else {
      timers.registerProcessingTimeTimer(FORGET, now + MEMORY.toMillis());
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, String> timer) {
    throw new IllegalStateException("no timer of event time is set");
  }

  @Override
  public void close() throws Exception {
    if (provider != null) {
      provider.close();
    }
    super.close();
  }

  /** Messages that are to be sent, or are sent and not answered. */
  int unsettled() {
    return queue.waiting() + queue.underWay();
  }

  int underWay() {
    return queue.underWay();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /** The clock of the task, which tests can set. */
  private final class TaskClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public long millis() {
      return now();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }
  }
}
