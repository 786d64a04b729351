package dev.showroom.history;

import dev.showroom.config.RunConfig;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.run.ReplayJob;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A small world as files and on a broker, and replays of both. */
final class ToldWorld {
  static final Topics TOPICS = new Topics("t.");

  final SimulatedWorld world;
  private final Path home;
  private int runs;

  ToldWorld(Path home, int customers, int days, long seed) {
    this.home = home;
    this.world = new Simulation(SimulationOptions.of(customers, days, seed)).world();
  }

  List<SimulatedEvent> events() {
    return world.events();
  }

  long timeAt(double share) {
    return events().get((int) (share * (events().size() - 1))).eventTime();
  }

  Path files() throws IOException {
    Path directory = Files.createDirectory(home.resolve("world-" + ++runs));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world, directory);
    return directory;
  }

  static void produce(KafkaIo kafka, List<SimulatedEvent> events) {
    kafka.produce(events.stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList());
  }

  static RunConfig config(EmbeddedBroker broker) {
    return config(broker, "t.");
  }

  static RunConfig config(EmbeddedBroker broker, String prefix) {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Kafka kafka = defaults.kafka();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            java.util.Map.of(),
            prefix,
            "t",
            kafka.startingOffsets(),
            kafka.transactionTimeout(),
            2,
            1),
        defaults.time(),
        defaults.job());
  }

  Path fresh() {
    return home.resolve("replay-" + ++runs);
  }

  /** What is asked for by default; each test changes what it is about. */
  ReplayRequest ofFiles(Path input, ReplayOrder order) {
    return new ReplayRequest(
        null,
        input,
        null,
        null,
        fresh(),
        null,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        null,
        order,
        RunConfig.defaults().time(),
        ReplayRules.of(input, null),
        ReplayPolicies.of(input, null),
        System.currentTimeMillis(),
        0,
        2,
        false);
  }

  ReplayRequest ofKafka(RunConfig config, ReplayOrder order) {
    return new ReplayRequest(
        config,
        null,
        null,
        null,
        fresh(),
        null,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        null,
        order,
        config.time(),
        KafkaRules.rules(config, null),
        KafkaRules.policies(config, null),
        System.currentTimeMillis(),
        0,
        2,
        false);
  }

  static ReplayRequest from(ReplayRequest r, long from, Duration warmUp) {
    return changed(r, r.outputPrefix(), from, r.until(), warmUp, r.speed());
  }

  static ReplayRequest until(ReplayRequest r, long until) {
    return changed(r, r.outputPrefix(), r.from(), until, r.warmUp(), r.speed());
  }

  static ReplayRequest at(ReplayRequest r, double speed) {
    return changed(r, r.outputPrefix(), r.from(), r.until(), r.warmUp(), speed);
  }

  static ReplayRequest to(ReplayRequest r, String outputPrefix) {
    return changed(r, outputPrefix, r.from(), r.until(), r.warmUp(), r.speed());
  }

  private static ReplayRequest changed(
      ReplayRequest r, String outputPrefix, long from, long until, Duration warmUp, double speed) {
    return new ReplayRequest(
        r.config(),
        r.input(),
        r.pinned(),
        r.files(),
        r.output(),
        outputPrefix,
        from,
        until,
        warmUp,
        r.order(),
        r.time(),
        r.rules(),
        r.policies(),
        r.now(),
        speed,
        r.parallelism(),
        r.savepoint());
  }

  static ReplayRequest toSavepoint(ReplayRequest r) {
    return new ReplayRequest(
        r.config(),
        r.input(),
        r.pinned(),
        r.files(),
        r.output(),
        r.outputPrefix(),
        r.from(),
        r.until(),
        r.warmUp(),
        r.order(),
        r.time(),
        r.rules(),
        r.policies(),
        r.now(),
        r.speed(),
        r.config() == null ? r.parallelism() : r.config().job().parallelism(),
        true);
  }

  static HistoryReplay.Result run(ReplayRequest request) {
    return run(request, () -> false, state -> {});
  }

  static HistoryReplay.Result run(
      ReplayRequest request,
      BooleanSupplier stop,
      java.util.function.Consumer<ReplayJob.State> told) {
    return new HistoryReplay(
            request,
            stop,
            new HistoryReplay.Listener() {
              @Override
              public void reading(long read, long left, double seconds) {
                // Not of interest.
              }

              @Override
              public void replaying(ReplayJob.State state, long records) {
                told.accept(state);
              }
            })
        .run();
  }

  static List<String> lines(ReplayRequest request, OutTopic topic) {
    try {
      return Files.readAllLines(request.output().resolve(topic.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
