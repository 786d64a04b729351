package dev.showroom.explain;

import dev.showroom.core.rules.RuleBook;
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
    print(input, rules, span, customerId, verbose, null, out);
  }

  /**
   * {@link #print(Path, ReplayRules, ReplaySpan, String, boolean, PrintWriter)}, and after it how
   * the customer stands at the end of the span, rule by rule: which alert is open and what becomes
   * of it when; or which condition is short by how much.
   *
   * @param asOf which rules to tell of, and as of when; null for none
   */
  public static void print(
      Path input,
      ReplayRules rules,
      ReplaySpan span,
      String customerId,
      boolean verbose,
      AsOf asOf,
      PrintWriter out) {
    Found found =
        new CustomerFiles(rules.streams(ReplayFiles.in(input, span)), span, customerId).find();
    List<Belongings.Given> given = Belongings.of(found);
    RuleBook book = rules.book(found.announced().rules());
    List<Step> steps = Walkthrough.of(found, given, book);
    StandingWords standing = null;
    if (asOf != null) {
      long at = asOf.at() == Long.MAX_VALUE ? found.end() : asOf.at();
      standing = new StandingWords(at, asOf.pattern(), book.inForce(at));
    }
    new Timeline(found, given, steps, verbose).print(out);
    if (standing != null) {
      standing.print(steps, out);
    }
  }

  /**
   * What to tell of how a customer stands.
   *
   * @param at event time, epoch milliseconds; {@link Long#MAX_VALUE} for the end of the files
   * @param pattern only of rules that find this; null for all
   */
  public record AsOf(long at, String pattern) {}

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
