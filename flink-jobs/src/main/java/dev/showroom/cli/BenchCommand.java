package dev.showroom.cli;

import dev.showroom.bench.Bench;
import dev.showroom.common.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: the whole graph beside what is possible at all. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints events a second of the whole graph beside the floor, and their ratio.",
      "",
      "The floor has the same source, decoding, shuffles and sink, and one RocksDB read and write for"
          + " each event, and detects nothing. Both run in turn in this process; quote the ratio, as"
          + " events a second depend on the machine."
    },
    footer = {
      "",
      "Example: showroom simulate --customers 8000 --days 45 --output build/bench && showroom bench --input build/bench"
    })
final class BenchCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Directory with the streams' files, as 'simulate' writes them.")
  private Path input;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Counted pairs of runs, after one to warm up (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Override
  public void run() {
    if (rounds < 1 || parallelism < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--rounds and --parallelism must be at least 1.");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<Bench.Pair> pairs =
          new Bench(input, parallelism)
              .run(
                  rounds,
                  line -> {
                    out.println(line);
                    out.flush();
                  });
      out.println("median of " + pairs.size() + ": " + Bench.median(pairs).toText());
      out.flush();
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The bench failed: " + dev.showroom.common.Causes.root(e) + ".", e);
    }
  }
}
