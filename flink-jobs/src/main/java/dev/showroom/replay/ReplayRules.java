package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.files.Location;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

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
    Location.requireNoneBeside(input, "--rules", List.of(FILE));
    Path beside = input.resolve(FILE);
    return new ReplayRules(
        Files.exists(beside)
            ? InitialRules.ofFile(NamedFile.rules(beside))
            : InitialRules.shipped(),
        false);
  }

  InitialRules initial() {
    return initial;
  }

  /** These and what the streams announced. */
  public RuleBook book(Collection<RuleSetText> announced) {
    return initial.book(announced);
  }

  /** The streams to read: without published rules, where others were asked for. */
  public StreamInputs streams(StreamInputs all) {
    return only ? all.without(InTopic.RULES) : all;
  }
}
