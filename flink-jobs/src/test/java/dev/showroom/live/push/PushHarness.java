package dev.showroom.live.push;

import dev.showroom.config.PushClock;
import dev.showroom.config.PushFormat;
import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.PushReport;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.stream.States;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;

/** The operator alone, on RocksDB and over real HTTP; its clock goes only where it is set. */
final class PushHarness implements AutoCloseable {
  private final RunConfig.Push config;
  private final List<PushReport> reports = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, PushOrder, PushReport> harness;
  private long now;
  private long checkpoint;

  PushHarness(RunConfig.Push config, long now) throws Exception {
    this.config = config;
    this.now = now;
    open(null);
  }

  /** Retries soon, so that tests are quick, and gives up nobody who is only slow. */
  static RunConfig.Push config(FlakyProvider provider) {
    return config(provider, 5, Duration.ofSeconds(20), PushClock.REAL);
  }

  static RunConfig.Push config(
      FlakyProvider provider, int tries, Duration timeout, PushClock clock) {
    return new RunConfig.Push(
        provider.url(),
        PushFormat.JSON,
        "",
        false,
        tries,
        timeout,
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        8,
        Duration.ofMillis(20),
        clock);
  }

  static RunConfig.Push none() {
    return RunConfig.defaults().push();
  }

  static PushSecret secret(RunConfig.Push config) {
    return PushSecret.of(config, Map.of(PushSecret.VARIABLE, FlakyProvider.SECRET));
  }

  private void open(OperatorSubtaskState from) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PushOperatorFactory(config, PushHarness::secret),
            PushOrder::couponId,
            Types.STRING);
    Configuration settings = new Configuration();
    settings.set(RocksDBOptions.USE_MANAGED_MEMORY, false);
    harness.setStateBackend(
        new EmbeddedRocksDBStateBackend().configure(settings, getClass().getClassLoader()));
    harness.setup(
        Packings.PUSH_REPORT
            .as(PushReport.class)
            .createSerializer(new ExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(now);
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    step();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(++checkpoint, checkpoint);
  }

  /** What is in memory and on the line is gone. */
  void crashAndRestore(OperatorSubtaskState state) throws Exception {
    collect();
    harness.close();
    open(state);
  }

  void take(PushOrder order) throws Exception {
    harness.processElement(new StreamRecord<>(order));
    step();
  }

  long now() {
    return now;
  }

  void goTo(long time) throws Exception {
    now = time;
    harness.setProcessingTime(now);
    step();
  }

  /** Lets every answer in that has come. */
  void step() throws Exception {
    TaskMailbox mailbox = harness.getTaskMailbox();
    for (Optional<Mail> mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
        mail.isPresent();
        mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY)) {
      mail.get().run();
    }
    collect();
  }

  private void collect() {
    harness.extractOutputValues().forEach(reports::add);
    harness.getOutput().clear();
  }

  /** Waits with a clock that stands still. */
  void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              step();
              return condition.call();
            });
  }

  /** Waits while the clock goes on as clocks do. */
  void awaitInTime(String what, Callable<Boolean> condition) {
    long started = System.nanoTime();
    long before = now;
    Awaitility.await(what)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              goTo(before + (System.nanoTime() - started) / 1_000_000);
              return condition.call();
            });
  }

  private PushOperator operator() {
    return (PushOperator) harness.getOperator();
  }

  int unsettled() {
    return operator().unsettled();
  }

  int underWay() {
    return operator().underWay();
  }

  /** Waits until everything is received, or given up. */
  void settle() {
    awaitInTime("that nothing is left to push", () -> unsettled() == 0);
  }

  int statesKept() {
    try (Stream<String> keys =
        operator()
            .<String>getKeyedStateBackend()
            .getKeys(States.COUPON_PUSH.getName(), VoidNamespace.INSTANCE)) {
      return (int) keys.count();
    }
  }

  int timersSet() {
    return harness.numProcessingTimeTimers();
  }

  List<DeadLetter> deadLetters() {
    return of("dead-letters", DeadLetter.class);
  }

  List<CouponEvent> couponEvents() {
    return of("coupon-events", CouponEvent.class);
  }

  private <T extends org.apache.avro.specific.SpecificRecord> List<T> of(
      String stream, Class<T> type) {
    AvroRecords<T> codec = new AvroRecords<>(type);
    List<T> records = new ArrayList<>();
    for (PushReport report : reports) {
      if (report.stream().equals(stream)) {
        try {
          records.add(codec.read(report.value()));
        } catch (MalformedRecordException e) {
          throw new AssertionError(e);
        }
      }
    }
    return records;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
