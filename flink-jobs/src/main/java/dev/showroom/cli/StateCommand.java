package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.files.Checkpoints;
import dev.showroom.files.Location;
import dev.showroom.savepoint.SavedState;
import dev.showroom.savepoint.SavedState.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code state}: whether this release can go on from a savepoint. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a savepoint or checkpoint holds, and whether this release can go on from it; the"
          + " exit status is 1 if it cannot. Starts nothing, and reads no values.",
      "",
      "Example: showroom state ./showroom-state/JOB/chk-42"
    })
final class StateCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description =
          "The savepoint's or checkpoint's directory, which holds _metadata; or the job's"
              + " 'job.checkpoint-dir', for the newest checkpoint in it.")
  private Path directory;

  @Override
  public void run() {
    Location.reach(directory);
    List<Operator> operators = SavedState.check(pointer());
    PrintWriter out = spec.commandLine().getOut();
    for (Operator operator : operators) {
      out.printf(
          "%s: %,d bytes, %d of %d instances%n",
          operator.uid(), operator.bytes(), operator.parallelism(), operator.maxParallelism());
      operator
          .states()
          .forEach(s -> out.printf("  %-22s %-10s %s%n", s.name(), s.kind(), s.type()));
    }
    out.flush();
    spec.commandLine().getErr().println("showroom: this release can go on from it.");
  }

  private String pointer() {
    org.apache.flink.core.fs.Path given = Location.of(directory);
    try {
      if (!Checkpoints.isOne(given)) {
        var newest = Checkpoints.newestFirst(given).stream().findFirst();
        if (newest.isPresent()) {
          spec.commandLine()
              .getErr()
              .println("showroom: the newest checkpoint there is " + newest.get().getName() + ".");
          return newest.get().toString();
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(directory + " cannot be read: " + Causes.of(e) + ".", e);
    }
    return given.toString();
  }
}
