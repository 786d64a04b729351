package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.TextFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import java.nio.file.Path;

/** A file of rules that somebody named. */
public final class RuleFile {
  private RuleFile() {}

  /**
   * Its text, which is right.
   *
   * @throws CommandFailure where it cannot be read, or with the first thing that is wrong
   */
  public static String read(Path file) {
    String yaml = TextFiles.read(file, "rule file");
    RuleFiles.Checked checked = RuleFiles.check(yaml);
    if (checked.isRight()) {
      return yaml;
    }
    int more = checked.problems().size() - 1;
    throw new CommandFailure(
        "The rule file '"
            + file
            + "' is wrong in "
            + checked.problems().get(0)
            + (more == 0 ? "" : " (And " + more + " more: see 'rules check'.)"));
  }
}
