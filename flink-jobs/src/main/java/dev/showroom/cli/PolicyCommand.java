package dev.showroom.cli;

import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.yaml.Checked;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code policy}: what is offered to whom, as a file of one's own. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Shows the shipped coupon policy, and checks a policy file.",
    subcommands = {PolicyCommand.Check.class, PolicyCommand.Show.class})
final class PolicyCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with the policy, for example 'policy check FILE'.");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Accepts a policy file, or says everything that is wrong with it, as FILE:LINE:COLUMN and a"
            + " sentence. What is right but may not be meant is told, too, and accepted.",
        "",
        "What is accepted here is accepted as a record of the stream 'coupon-policy', too."
      })
  static final class Check extends FileCheck<Policy> {
    Check() {
      super("policy file");
    }

    @Override
    Checked<Policy> check(String text) {
      return PolicyFiles.check(text);
    }

    @Override
    String summary(Policy policy) {
      return "%s, %s%s"
          .formatted(
              count(policy.offers().size(), "offer"),
              count(policy.campaigns().size(), "campaign"),
              policy.shadow() ? ", shadow" : "");
    }

    @Override
    long always() {
      return PolicyFiles.ALWAYS;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the shipped policy file, to be copied and changed.",
        "",
        "Example: showroom policy show > my-policy.yaml"
      })
  static final class Show implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(PolicyFiles.shippedText());
      out.flush();
    }
  }
}
