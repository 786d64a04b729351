package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

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
    this.text = text;
    this.initial = InitialRules.ofFile(text);
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
