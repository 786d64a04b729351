package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.rules.variant.MergedRules;
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

  private final String text;
  private final InitialRules initial;
  private final boolean only;

  private ReplayRules(String text, boolean only) {
    this(text, InitialRules.ofFile(text), only);
  }

  private ReplayRules(String text, InitialRules initial, boolean only) {
    this.text = text;
    this.initial = initial;
    this.only = only;
  }

  /**
   * @param text checked YAML
   * @param only whether what was published is left out
   */
  public static ReplayRules ofText(String text, boolean only) {
    return new ReplayRules(text, only);
  }

  /**
   * @param asked the file that was asked for, or null
   * @throws CommandFailure where a file cannot be used
   */
  public static ReplayRules of(Path input, Path asked) {
    if (asked != null) {
      return new ReplayRules(NamedFile.rules(asked), true);
    }
    Location.requireNoneBeside(input, "--rules", List.of(FILE));
    Path beside = input.resolve(FILE);
    return new ReplayRules(
        Files.exists(beside) ? NamedFile.rules(beside) : RuleFiles.shippedText(), false);
  }

  /** The YAML that they begin with. */
  public String text() {
    return text;
  }

  /** Whether what was published is left out. */
  public boolean only() {
    return only;
  }

  /**
   * Judges by other rules as well, in the same pass; see {@link InitialRules#withCandidates}. What
   * the streams publish is left out.
   *
   * @param yamls checked, a whole rule set each
   */
  public ReplayRules withCandidates(List<String> yamls) {
    return new ReplayRules(text, initial.withCandidates(yamls), true);
  }

  /** What these and the candidates have in common, and what not. */
  public MergedRules merged() {
    return initial.merged(List.of());
  }

  public InitialRules initial() {
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
