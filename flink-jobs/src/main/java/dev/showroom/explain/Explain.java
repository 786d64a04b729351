package dev.showroom.explain;

import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Tells one customer's journey: what happened, what was asked, and what came of it. */
public final class Explain {
  private Explain() {}

  /**
   * Prints the journey through the files of {@code input}. Lines that are out of order are taken at
   * their event time: what is told is what a replay ends in.
   *
   * @param verbose whether also to tell questions that were far from a yes
   * @throws dev.showroom.common.CommandFailure where nothing is of the customer, or a file cannot
   *     be read
   */
  public static void print(
      Path input,
      ReplayRules rules,
      ReplaySpan span,
      String customerId,
      boolean verbose,
      PrintWriter out) {
    Found found =
        new CustomerFiles(rules.streams(ReplayFiles.in(input, span)), span, customerId).find();
    List<Belongings.Given> given = Belongings.of(found);
    new Timeline(found, given, steps(found, given, rules), verbose).print(out);
  }

  /** Every moment at which something was to be decided of the customer. */
  static List<Step> steps(Path input, ReplayRules rules, ReplaySpan span, String customerId) {
    Found found =
        new CustomerFiles(rules.streams(ReplayFiles.in(input, span)), span, customerId).find();
    return steps(found, Belongings.of(found), rules);
  }

  private static List<Step> steps(Found found, List<Belongings.Given> given, ReplayRules rules) {
    return Walkthrough.of(found, given, rules.book(found.announced().rules()));
  }
}
