package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.variant.MergedRules;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that a replay judges by: those of a file that was asked for and no others; else those
 * beside the streams, and what was published; else the shipped ones.
 */
public final class ReplayRules {
  /** Name of the rule file beside the streams. */
  public static final String FILE = "rules.yaml";

  private final InitialRules initial;
  private final boolean only;

  private ReplayRules(InitialRules initial, boolean only) {
    this.initial = initial;
    this.only = only;
  }

  /**
   * @param asked the file that was asked for, or null
   * @throws CommandFailure where a file cannot be used
   */
  public static ReplayRules of(Path input, Path asked) {
    if (asked != null) {
      return new ReplayRules(InitialRules.ofFile(NamedFile.rules(asked)), true);
    }
    Path beside = input.resolve(FILE);
    return new ReplayRules(
        Files.exists(beside)
            ? InitialRules.ofFile(NamedFile.rules(beside))
            : InitialRules.shipped(),
        false);
  }

  /**
   * Judges by other rules as well, in the same pass; see {@link InitialRules#withCandidates}. What
   * the streams publish is left out.
   *
   * @param yamls checked, a whole rule set each
   */
  public ReplayRules withCandidates(List<String> yamls) {
    return new ReplayRules(initial.withCandidates(yamls), true);
  }

  /** What these and the candidates have in common, and what not. */
  public MergedRules merged() {
    return initial.merged(List.of());
  }

  InitialRules initial() {
    return initial;
  }

  /** These and what the streams announced. */
  public RuleBook book(Collection<RuleSetText> announced) {
    return initial.book(announced);
  }

  /** The streams to read: without published rules, where others were asked for. */
  public Map<InTopic, Path> streams(Map<InTopic, Path> all) {
    if (!only) {
      return all;
    }
    Map<InTopic, Path> streams = new EnumMap<>(all);
    streams.remove(InTopic.RULES);
    return streams;
  }
}
