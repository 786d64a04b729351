package dev.showroom.demo;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StopSignals;
import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.config.StartingOffsets;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.Topics;
import dev.showroom.live.LiveJob;
import dev.showroom.schemas.codec.WireForm;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.traffic.Agenda;
import dev.showroom.traffic.Answering;
import dev.showroom.traffic.Feed;
import dev.showroom.traffic.Pace;
import dev.showroom.traffic.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Everything in one process: a Kafka broker, the production job in an embedded Flink, and simulated
 * shops whose days pass in seconds.
 *
 * <pre>
 *  simulated shops ──> Kafka ──> the detector ──> Kafka ──> screen
 *         ^                                         │
 *         └──────────── coupons, decisions ─────────┘
 * </pre>
 *
 * <p>Parts are closed in the order shops, screen's reader, job, broker, files, so that none loses
 * what it stands on.
 */
final class Demo implements AutoCloseable {
  /** How a demo came to its end. */
  enum End {
    WORLD_OVER("The simulated world is over."),
    TIME_OVER("The time is over."),
    STOPPED("Stopped."),
    NOBODY_LOOKS("Nobody reads the output any more.");

    private final String sentence;

    End(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  private static final int PARTITIONS = 2;
  private static final int PARALLELISM = 2;
  private static final long TICK_MILLIS = 250;
  private static final Duration MOST_START_UP = Duration.ofMinutes(2);
  private static final Duration MOST_RESTART = Duration.ofSeconds(20);
  private static final Duration MOST_CANCEL = Duration.ofSeconds(20);

  /** Decisions leave with a checkpoint, and a simulated day may last no more than seconds. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /** After the last record: for what is still under way. */
  private static final Duration AFTERGLOW = Duration.ofSeconds(4);

  private final DemoOptions options;
  private final Screen screen;
  private final StopSignals signals;
  private final Board board = new Board();
  private final Topics topics = new Topics("demo.");
  private final long begun = System.nanoTime();

  private TemporaryDirectory directory;
  private CompletableFuture<Schedule> schedule;
  private EmbeddedBroker broker;
  private Feed feed;
  private Thread feeding;
  private Watch watch;
  private Thread watching;
  private JobClient job;
  private CompletableFuture<JobExecutionResult> jobResult;
  private final CountDownLatch historyWritten = new CountDownLatch(1);
  private volatile Answering answering;
  private volatile Throwable partFailed;
  private volatile boolean worldOver;

  Demo(DemoOptions options, Screen screen, StopSignals signals) {
    this.options = options;
    this.screen = screen;
    this.signals = signals;
  }

  /**
   * Runs until one of the ends is reached.
   *
   * @throws CommandFailure one sentence, if a part of it failed
   */
  End run() throws InterruptedException {
    directory = new TemporaryDirectory();
    Instant start = options.startOfWorld(Instant.now());
    long paced = start.plus(Duration.ofDays(options.headStartDays())).toEpochMilli();
    schedule = CompletableFuture.supplyAsync(() -> schedule(start, paced));

    step("starting a Kafka broker ...");
    broker = EmbeddedBroker.start();
    broker.createTopics(topics.definitions(PARTITIONS, 1));
    if (signals.asked()) {
      return End.STOPPED;
    }
    step("writing " + options.headStartDays() + " days of history ...");
    feed = new Feed(producer(broker.bootstrapServers()), topics, WireForm.SINGLE_OBJECT, board);
    feeding = part("demo feed", () -> feed(start, paced));
    // All of it before anybody reads: a pause in the middle would be taken for the end of history.
    while (!historyWritten.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (signals.asked()) {
        return End.STOPPED;
      }
      requireFeed();
    }
    step("starting the detector ...");
    startJob();
    watch = new Watch(broker.bootstrapServers(), topics, PARTITIONS, board, screen, answering);
    watching = part("demo watch", watch::run);
    return watchOver();
  }

  private Schedule schedule(Instant start, long paced) {
    return Schedule.of(new Simulation(world(start)).world(), paced, options.seed());
  }

  private SimulationOptions world(Instant start) {
    return new SimulationOptions(
        options.customers(),
        options.days(),
        options.seed(),
        start,
        SimulationOptions.DEFAULT_STORES);
  }

  private static Map<String, String> producer(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        // Written is enough: to wait until it is also committed has stalled on new topics.
        ProducerConfig.ACKS_CONFIG, "1",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
        // A broker in this process that does not answer for so long is gone.
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000",
        ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");
  }

  private void startJob() {
    try {
      job = LiveJob.start(config(), directory.path(), checkpoint -> {});
      jobResult = job.getJobExecutionResult();
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The detector could not be started: " + Causes.root(e) + ".", e);
    }
  }

  private RunConfig config() {
    RunConfig defaults = RunConfig.defaults();
    Pace pace = options.pace();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            // In small bites: history is read from all partitions side by side, none runs ahead.
            Map.of("max.partition.fetch.bytes", "16384"),
            "demo.",
            "demo",
            StartingOffsets.EARLIEST,
            defaults.kafka().transactionTimeout(),
            PARTITIONS,
            1),
        new RunConfig.Time(
            pace.latenessBound(),
            Map.of(),
            defaults.time().correctionHorizon(),
            defaults.time().futureTolerance(),
            defaults.time().quietAfter(),
            pace.idleAfter(),
            // What is sent in time needs no alignment, and a simulated hour is soon gone.
            Duration.ZERO),
        new RunConfig.Job(
            PARALLELISM,
            directory.path().resolve("checkpoints").toString(),
            CHECKPOINT_INTERVAL,
            true),
        new RunConfig.Coupons(
            true, CouponKeys.writeFresh(directory.path().resolve("coupon.keys"), 'A')));
  }

  private void feed(Instant start, long paced) throws InterruptedException, ExecutionException {
    Schedule plan = schedule.get();
    Agenda agenda = new Agenda(plan.sendings().subList(plan.headStart(), plan.sendings().size()));
    answering = new Answering(world(start), agenda, paced);
    feed.sendAll(plan.sendings().subList(0, plan.headStart()));
    feed.probe(PARTITIONS);
    historyWritten.countDown();
    while (board.deadLetters() < PARTITIONS) {
      Thread.sleep(20);
    }
    step("a simulated day is " + options.daySeconds() + " s");
    feed.sendInTime(agenda, paced, options.pace());
    Thread.sleep(AFTERGLOW.toMillis());
    worldOver = true;
  }

  private End watchOver() throws InterruptedException {
    long sound = System.nanoTime();
    while (true) {
      screen.show(board.snapshot());
      if (signals.await(TICK_MILLIS)) {
        return End.STOPPED;
      }
      if (jobResult.isDone()) {
        throw new CommandFailure("The detector's job ended: " + whyJobEnded() + ".");
      }
      requireFeed();
      long now = System.nanoTime();
      boolean up = board.deadLetters() >= PARTITIONS;
      if (!up && now - begun > MOST_START_UP.toNanos()) {
        throw new CommandFailure(
            "The detector was not up after " + MOST_START_UP.toSeconds() + " s.");
      }
      if (isRunning()) {
        sound = now;
      } else if (up && now - sound > MOST_RESTART.toNanos()) {
        throw new CommandFailure(
            "The detector failed and was not up again after " + MOST_RESTART.toSeconds() + " s.");
      }
      if (worldOver) {
        return End.WORLD_OVER;
      }
      if (options.atMost() != null && now - begun > options.atMost().toNanos()) {
        return End.TIME_OVER;
      }
      if (screen.isGone()) {
        return End.NOBODY_LOOKS;
      }
    }
  }

  private void requireFeed() {
    if (partFailed != null) {
      throw new CommandFailure("The demo failed: " + Causes.root(partFailed) + ".", partFailed);
    }
    if (feed.failure() != null) {
      throw new CommandFailure(
          "The simulated shops cannot write to the broker: " + Causes.root(feed.failure()) + ".",
          feed.failure());
    }
  }

  private boolean isRunning() {
    return job.getJobStatus().getNow(JobStatus.RUNNING) == JobStatus.RUNNING;
  }

  private String whyJobEnded() throws InterruptedException {
    try {
      jobResult.get();
      return "it thought that there was nothing left to read";
    } catch (ExecutionException | CancellationException e) {
      return Causes.root(e);
    }
  }

  private void step(String phase) {
    board.phase(phase);
    screen.show(board.snapshot());
  }

  private interface Work {
    void run() throws Exception;
  }

  private Thread part(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                // It is over.
              } catch (Exception | LinkageError e) {
                partFailed = e;
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  Board.Snapshot board() {
    return board.snapshot();
  }

  Path directory() {
    return directory.path();
  }

  /** To be seen in a test what becomes of the demo when its job does not go on. */
  JobClient job() {
    return job;
  }

  /** The second Ctrl-C: what can be done at once. */
  void abandon() {
    screen.close();
    if (broker != null) {
      TemporaryDirectory.delete(broker.directory());
    }
    if (directory != null) {
      TemporaryDirectory.delete(directory.path());
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (schedule != null) {
      schedule.cancel(true);
    }
    if (feeding != null) {
      feeding.interrupt();
      feeding.join(MOST_CANCEL.toMillis());
    }
    if (watching != null) {
      watch.stop();
      watching.join(MOST_CANCEL.toMillis());
    }
    if (job != null) {
      LiveJob.cancel(job, MOST_CANCEL);
    }
    if (feed != null) {
      feed.close();
    }
    if (broker != null) {
      broker.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
