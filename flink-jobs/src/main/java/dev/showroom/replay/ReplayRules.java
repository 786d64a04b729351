package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
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
      return new ReplayRules(InitialRules.ofFile(read(asked)), true);
    }
    Path beside = input.resolve(FILE);
    return new ReplayRules(
        Files.exists(beside) ? InitialRules.ofFile(read(beside)) : InitialRules.shipped(), false);
  }

  /**
   * Text of a rule file that is right.
   *
   * @throws CommandFailure with the first thing that is wrong
   */
  public static String read(Path file) {
    String yaml;
    try {
      yaml = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure("The rule file " + file + " cannot be read.", e);
    }
    RuleFiles.Checked checked = RuleFiles.check(yaml);
    if (!checked.isRight()) {
      int more = checked.problems().size() - 1;
      throw new CommandFailure(
          "The rule file "
              + file
              + " is wrong in "
              + checked.problems().get(0)
              + (more == 0 ? "" : " (and " + more + " more; see 'rules check')"));
    }
    return yaml;
  }

  InitialRules initial() {
    return initial;
  }

  /** The streams to read: without published rules, where others were asked for. */
  Map<InTopic, Path> streams(Map<InTopic, Path> all) {
    if (!only) {
      return all;
    }
    Map<InTopic, Path> streams = new EnumMap<>(all);
    streams.remove(InTopic.RULES);
    return streams;
  }
}
