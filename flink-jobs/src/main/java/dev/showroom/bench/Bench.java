package dev.showroom.bench;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.replay.FileReplay;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.stream.Counters;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.FloorPipeline;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.Leaving;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Times the whole graph beside the floor on the same files, in one process and in turn, so that
 * what the machine does besides falls on both. The first pair warms up and is not counted.
 */
public final class Bench {

  /** One timed run: events a second, and processor time of the whole process for each event. */
  public record Run(double eventsPerSecond, double cpuMicrosPerEvent) {}

  /** The floor and the whole graph, one after the other. */
  public record Pair(Run floor, Run graph) {
    /** Events a second of the whole graph as a share of the floor's. */
    public double ratio() {
      return graph.eventsPerSecond / floor.eventsPerSecond;
    }

    /** The same by processor time, which other work on the machine disturbs less. */
    public double cpuRatio() {
      return floor.cpuMicrosPerEvent / graph.cpuMicrosPerEvent;
    }

    public String toText() {
      return String.format(
          Locale.ROOT,
          "floor %,.0f, whole graph %,.0f events/s, ratio %.2f; CPU %.1f and %.1f us/event, ratio"
              + " %.2f",
          floor.eventsPerSecond,
          graph.eventsPerSecond,
          ratio(),
          floor.cpuMicrosPerEvent,
          graph.cpuMicrosPerEvent,
          cpuRatio());
    }
  }

  private final Path input;
  private final int parallelism;

  public Bench(Path input, int parallelism) {
    this.input = input;
    this.parallelism = parallelism;
  }

  public List<Pair> run(int rounds, Consumer<String> progress) throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Run floor = time(FloorPipeline::build);
      Run graph =
          time(
              arrivals -> {
                Leaving leaving = DetectorPipeline.build(arrivals, GraphSettings.shipped());
                return leaving.records().union(leaving.ledger());
              });
      Pair pair = new Pair(floor, graph);
      if (round > 0) {
        pairs.add(pair);
      }
      progress.accept((round == 0 ? "warm-up: " : "round " + round + ": ") + pair.toText());
    }
    return pairs;
  }

  private Run time(Function<DataStream<Arrival>, DataStream<Outbound>> graph) throws Exception {
    Path output = Files.createTempDirectory("showroom-bench");
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              parallelism, FlinkSettings.forReplay(parallelism));
      ReplaySpan span =
          new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, System.currentTimeMillis(), 5_000, 0);
      DataStream<Arrival> arrivals = FileReplay.arrivals(env, ReplayFiles.in(input), span);
      FileReplay.sink(graph.apply(arrivals), output);
      long cpuBefore = cpuNanos();
      JobExecutionResult result = env.execute("showroom bench");
      Long events = result.getAccumulatorResult(Counters.IN);
      return new Run(
          events / (result.getNetRuntime() / 1_000.0), (cpuNanos() - cpuBefore) / 1_000.0 / events);
    } finally {
      try (var files = Files.walk(output)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The pair whose ratio is the middle one. */
  public static Pair median(List<Pair> pairs) {
    return pairs.stream()
        .sorted(Comparator.comparingDouble(Pair::ratio))
        .skip(pairs.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
