package dev.showroom.cli;

import dev.showroom.explain.Explain;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code replay} that ask about one customer, and what comes of them. */
final class ExplainOptions {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--explain",
      paramLabel = "CUSTOMER",
      description =
          "Write no files: print this customer's journey, what each rule was asked about it, which"
              + " conditions held, and what came of that. Lines out of order are taken at their"
              + " event time.")
  private String customer;

  @Option(
      names = "--at",
      paramLabel = "T",
      description =
          "With --explain: the journey as it was known then, and rule by rule which condition was"
              + " short by how much.")
  private String at;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "With --explain: how the customer stands in the end by the rules of this pattern alone;"
              + " with --at it is told of all.")
  private String pattern;

  @Option(
      names = "--verbose",
      description =
          "With --explain: also what was asked but far from a yes (two conditions or more did not"
              + " hold), and what was asked again with the same answer.")
  private boolean verbose;

  boolean areAsked() {
    return customer != null;
  }

  /**
   * @throws CommandLine.ParameterException where one of them is said, and no customer
   */
  void requireNone() {
    require(at == null, "--at");
    require(pattern == null, "--pattern");
    require(!verbose, "--verbose");
  }

  private void require(boolean absent, String option) {
    if (!absent) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " goes with --explain only.");
    }
  }

  /** Epoch milliseconds after which nothing counts. */
  long at() {
    return CommandTimes.parse(spec.commandLine(), "--at", at, Long.MAX_VALUE);
  }

  void print(Path input, Path rules, ReplaySpan span) {
    Explain.print(
        input,
        ReplayRules.of(input, rules),
        span,
        customer,
        verbose,
        at == null && pattern == null ? null : new Explain.AsOf(at(), pattern),
        spec.commandLine().getOut());
  }
}
