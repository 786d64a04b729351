package dev.showroom.cli;

import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.yaml.Checked;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
  static final class Check extends FileCheck<RuleSet> {
    Check() {
      super("rule file");
    }

    @Override
    Checked<RuleSet> check(String text) {
      return RuleFiles.check(text);
    }

    @Override
    String summary(RuleSet set) {
      return count(set.rules().size(), "rule");
    }

    @Override
    long always() {
      return RuleFiles.ALWAYS;
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
