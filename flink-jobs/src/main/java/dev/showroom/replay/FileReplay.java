package dev.showroom.replay;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.RawLine;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.source.CarriedWatermarks;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.InitialPolicies;
import dev.showroom.stream.InitialRules;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.nio.file.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The binding of the graph to files: lines in, lines out, and no sink that could reach a customer.
 */
public final class FileReplay {
  private FileReplay() {}

  /** The streams' records as arrivals. */
  public static DataStream<Arrival> arrivals(
      StreamExecutionEnvironment env, StreamInputs inputs, ReplaySpan span) {
    return arrivals(env, inputs, span, null);
  }

  /**
   * Likewise, up to an early end where that is asked for.
   *
   * @param stop file that asks for it as soon as it exists, or null
   */
  public static DataStream<Arrival> arrivals(
      StreamExecutionEnvironment env, StreamInputs inputs, ReplaySpan span, String stop) {
    DataStream<RawLine> lines =
        OperatorId.SOURCE.on(
            env.fromSource(
                    new LineSource(inputs, span, stop),
                    CarriedWatermarks.strategy(),
                    OperatorId.SOURCE.title(),
                    Packings.RAW_LINE.as(RawLine.class))
                .setParallelism(1));
    return OperatorId.DECODE.on(
        // With one decoder there is nothing to balance, and no need of a thread of its own.
        (env.getParallelism() == 1 ? lines.forward() : lines.rebalance())
            .flatMap(new DecodeLine(span.newestPlausible(), inputs.writers()))
            .returns(Packings.ARRIVAL.as(Arrival.class)));
  }

  /** Replays {@code inputs} into one JSON Lines file for each stream in {@code output}. */
  public static void bind(
      StreamExecutionEnvironment env,
      StreamInputs inputs,
      ReplaySpan span,
      InitialRules rules,
      InitialPolicies policies,
      Path output) {
    Leaving leaving =
        DetectorPipeline.build(arrivals(env, inputs, span), GraphSettings.replay(rules, policies));
    sink(
        leaving.hasOffers() ? leaving.records().union(leaving.ledger()) : leaving.records(),
        output);
  }

  /** Likewise, with no desk in the graph, and a {@link DeskTape} for others beside the files. */
  static void bindTaped(
      StreamExecutionEnvironment env,
      StreamInputs inputs,
      ReplaySpan span,
      InitialRules rules,
      Path output) {
    Leaving leaving =
        DetectorPipeline.build(arrivals(env, inputs, span), GraphSettings.replay(rules, null));
    sink(leaving.records(), output);
    OperatorId.DESK_TAPE.on(
        leaving
            .deskInputs()
            .sinkTo(new DeskTapeSink(output.resolve(DeskTape.FILE).toString()))
            .setParallelism(1));
  }

  /** One file for each stream in {@code output}, which must exist. */
  public static void sink(DataStream<Outbound> out, Path output) {
    OperatorId.SINK.on(out.sinkTo(new LineSink(output.toString())).setParallelism(1));
  }
}
