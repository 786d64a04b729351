package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.TextFiles;
import dev.showroom.core.Versioned;
import dev.showroom.core.yaml.Checked;
import dev.showroom.core.yaml.Problem;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** What {@code rules check} and {@code policy check} have in common. */
abstract class FileCheck<T extends Versioned> implements Callable<Integer> {
  private final String what;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file: YAML, one document for each version.")
  private Path file;

  /**
   * @param what the file is, such as "rule file"
   */
  FileCheck(String what) {
    this.what = what;
  }

  abstract Checked<T> check(String text);

  /** What a version holds, for the sentence that accepts it. */
  abstract String summary(T version);

  /** Of a version whose file names no time. */
  abstract long always();

  static String count(int count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }

  @Override
  public Integer call() {
    String text = TextFiles.read(file, what);
    if (text.isBlank()) {
      throw new CommandFailure("The " + what + " '" + file + "' is empty.");
    }
    Checked<T> checked = check(text);
    PrintWriter err = spec.commandLine().getErr();
    checked.problems().forEach(problem -> tell(err, problem, ""));
    checked.hints().forEach(hint -> tell(err, hint, "Right, but: "));
    err.flush();
    if (!checked.isRight()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    PrintWriter out = spec.commandLine().getOut();
    for (T version : checked.versions()) {
      out.printf(
          "ok: %s, version %d of '%s', in force %s%n",
          summary(version),
          version.version(),
          version.id(),
          version.inForceFrom() == always()
              ? "from the first event on"
              : "from " + IsoTime.format(version.inForceFrom()));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void tell(PrintWriter err, Problem problem, String before) {
    err.printf(
        "%s:%d:%d: %s%s%n", file, problem.line(), problem.column(), before, problem.message());
  }
}
