package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.TextFiles;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.cel.Problem;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rules}: what is suspicious, as a file of one's own. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Shows the shipped rules, and checks a rule file.",
    subcommands = {RulesCommand.Check.class, RulesCommand.Show.class})
final class RulesCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with rules, for example 'rules check FILE'.");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Accepts a rule file, or says everything that is wrong with it, as FILE:LINE:COLUMN and a"
            + " sentence.",
        "",
        "What is accepted here is accepted as a record of the stream 'rules', too."
      })
  static final class Check implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The rule file: YAML.")
    private Path file;

    @Override
    public Integer call() {
      String text = TextFiles.read(file, "rule file");
      if (text.isBlank()) {
        throw new CommandFailure("The rule file '" + file + "' is empty.");
      }
      RuleFiles.Checked checked = RuleFiles.check(text);
      PrintWriter err = spec.commandLine().getErr();
      for (Problem problem : checked.problems()) {
        err.printf("%s:%d:%d: %s%n", file, problem.line(), problem.column(), problem.message());
      }
      err.flush();
      if (!checked.isRight()) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      PrintWriter out = spec.commandLine().getOut();
      for (RuleSet set : checked.sets()) {
        out.printf(
            "ok: %d rule%s, version %d of '%s', in force %s%n",
            set.rules().size(),
            set.rules().size() == 1 ? "" : "s",
            set.version(),
            set.id(),
            set.inForceFrom() == RuleFiles.ALWAYS
                ? "from the first event on"
                : "from " + IsoTime.format(set.inForceFrom()));
      }
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the shipped rule file, to be copied and changed.",
        "",
        "Example: showroom rules show > my-rules.yaml"
      })
  static final class Show implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(RuleFiles.shippedText());
      out.flush();
    }
  }
}
