package dev.showroom.bench;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.replay.FileReplay;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.stream.Counters;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.FloorPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Events a second of one pair of runs. */
  public record Pair(double floor, double graph) {
    public double ratio() {
      return graph / floor;
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
      double floor = time(FloorPipeline::build);
      double graph = time(arrivals -> DetectorPipeline.build(arrivals, RuleSet.HORIZON));
      Pair pair = new Pair(floor, graph);
      if (round > 0) {
        pairs.add(pair);
      }
      progress.accept(
          String.format(
              java.util.Locale.ROOT,
              "%s: floor %,.0f, whole graph %,.0f events/s, ratio %.2f",
              round == 0 ? "warm-up" : "round " + round,
              floor,
              graph,
              pair.ratio()));
    }
    return pairs;
  }

  private double time(Function<DataStream<Arrival>, DataStream<Outbound>> graph) throws Exception {
    Path output = Files.createTempDirectory("showroom-bench");
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              parallelism, FlinkSettings.forReplay(parallelism));
      ReplaySpan span =
          new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, System.currentTimeMillis(), 5_000, 0);
      DataStream<Arrival> arrivals = FileReplay.arrivals(env, ReplayFiles.in(input), span);
      FileReplay.sink(graph.apply(arrivals), output);
      JobExecutionResult result = env.execute("showroom bench");
      Long events = result.getAccumulatorResult(Counters.IN);
      return events / (result.getNetRuntime() / 1_000.0);
    } finally {
      try (var files = Files.walk(output)) {
        for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
