package dev.showroom.traffic;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StopSignals;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.ClientSettings;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Simulated shops in front of any Kafka cluster: a whole world, in the order of its event time and
 * at the pace that was asked for.
 */
public final class Traffic {
  private static final long TICK_MILLIS = 100;
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(3);
  private static final Duration MOST_CLOSE = Duration.ofSeconds(10);

  /** How traffic came to its end. */
  public enum End {
    WORLD_OVER("The simulated world is over."),
    TIME_OVER("The time is over."),
    STOPPED("Stopped.");

    private final String sentence;

    End(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  /**
   * How far it is.
   *
   * @param simulated time that it is now
   * @param sent records that the broker has
   * @param perSecond records since the last time this was told
   */
  public record Progress(Instant simulated, long sent, double perSecond) {}

  /**
   * @param sent records that the broker has
   */
  public record Outcome(End end, long sent) {}

  /** Is told what happens meanwhile, on the thread that runs it. */
  public interface Listener {
    void progress(Progress progress);

    /**
     * Records wait, and the brokers answer nothing; until they do, there is no progress to tell.
     *
     * @param silent for how long already
     */
    void away(Duration silent);

    /**
     * They answer again.
     *
     * @param silent for how long they did not
     */
    void back(Duration silent);
  }

  private final RunConfig.Kafka kafka;
  private final TrafficOptions options;
  private final StopSignals signals;
  private final Listener listener;
  private final AtomicLong simulated = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private volatile Throwable failed;

  public Traffic(
      RunConfig.Kafka kafka, TrafficOptions options, StopSignals signals, Listener listener) {
    this.kafka = kafka;
    this.options = options;
    this.signals = signals;
    this.listener = listener;
  }

  /**
   * Sends until one of the ends is reached; the producer is closed then.
   *
   * @throws CommandFailure one sentence, if the records cannot be made or written
   */
  public Outcome run() throws InterruptedException {
    Instant start = Schedule.startOfWorld(Instant.now(), options.days());
    End end;
    Feed feed = open();
    Thread sending = new Thread(() -> send(feed, start), "traffic");
    sending.setDaemon(true);
    try {
      sending.start();
      end = watch(feed, sending);
    } finally {
      sending.interrupt();
      sending.join(MOST_CLOSE.toMillis());
      // Of what was handed over already, all that the broker takes in this time.
      feed.close(MOST_CLOSE);
    }
    return new Outcome(end, sent.get());
  }

  private Feed open() {
    try {
      return new Feed(
          producerProperties(),
          kafka.topics(),
          SchemaRegistry.inputForm(kafka),
          new Feed.Listener() {
            @Override
            public void simulated(long time) {
              simulated.set(time);
            }

            @Override
            public void sent(Sending.Kind kind, String origin) {
              sent.incrementAndGet();
            }
          });
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new CommandFailure("The options of the Kafka client are wrong: " + reason(e) + ".", e);
    }
  }

  /**
   * Made-up events may be lost and must be on time: an idempotent producer has been seen to wait
   * for most of a minute on topics that were just made, and then to catch up in a burst.
   */
  private Map<String, Object> producerProperties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "1");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.putAll(kafka.clientProperties());
    return properties;
  }

  private void send(Feed feed, Instant start) {
    try {
      SimulatedWorld world =
          new Simulation(
                  new SimulationOptions(
                      options.customers(),
                      options.days(),
                      options.seed(),
                      start,
                      SimulationOptions.DEFAULT_STORES))
              .world();
      List<Sending> sendings = Schedule.orderly(world).sendings();
      feed.sendInTime(new Agenda(sendings), start.toEpochMilli(), options.pace());
    } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
      // It is over.
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      failed = e;
    }
  }

  private End watch(Feed feed, Thread sending) throws InterruptedException {
    long begun = System.nanoTime();
    long told = begun;
    long sentWhenTold = 0;
    Silence silence = new Silence();
    while (true) {
      if (signals.await(TICK_MILLIS)) {
        return End.STOPPED;
      }
      boolean over = !sending.isAlive();
      requireSound(feed);
      if (over) {
        return End.WORLD_OVER;
      }
      long now = System.nanoTime();
      if (options.atMost() != null && now - begun >= options.atMost().toNanos()) {
        return End.TIME_OVER;
      }
      listen(silence, feed, now);
      if (!silence.isAway() && simulated.get() > 0 && now - told >= BETWEEN_PROGRESS.toNanos()) {
        long count = sent.get();
        double seconds = (now - told) / (double) TimeUnit.SECONDS.toNanos(1);
        listener.progress(
            new Progress(
                Instant.ofEpochMilli(simulated.get()), count, (count - sentWhenTold) / seconds));
        told = now;
        sentWhenTold = count;
      }
    }
  }

  private void listen(Silence silence, Feed feed, long now) {
    // In this order: what is answered was handed over before.
    long answered = feed.answered();
    switch (silence.look(now, feed.handed(), answered)) {
      case AWAY -> listener.away(silence.lasted());
      case BACK -> listener.back(silence.lasted());
      case NOTHING -> {}
    }
  }

  private void requireSound(Feed feed) {
    if (feed.failure() != null) {
      throw new CommandFailure(
          "The simulated shops cannot write to the Kafka brokers: " + reason(feed.failure()) + ".",
          feed.failure());
    }
    if (failed != null) {
      throw new CommandFailure("The traffic failed: " + reason(failed) + ".", failed);
    }
  }

  private String reason(Throwable e) {
    return ClientSettings.clean(Causes.root(e), kafka.clientProperties()).replaceFirst("\\.$", "");
  }
}
