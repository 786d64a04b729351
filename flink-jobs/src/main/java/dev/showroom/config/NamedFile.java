package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.TextFiles;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.yaml.Checked;
import java.nio.file.Path;
import java.util.function.Function;

/** A file of rules, or of the coupon policy, that somebody named. */
public final class NamedFile {
  private NamedFile() {}

  /**
   * The text of a rule file, which is right.
   *
   * @throws CommandFailure where it cannot be read, or with the first thing that is wrong
   */
  public static String rules(Path file) {
    return read(file, "rule file", RuleFiles::check, "rules check");
  }

  /**
   * The text of a policy file, which is right.
   *
   * @throws CommandFailure where it cannot be read, or with the first thing that is wrong
   */
  public static String policy(Path file) {
    return read(file, "policy file", PolicyFiles::check, "policy check");
  }

  private static String read(
      Path file, String what, Function<String, Checked<?>> check, String command) {
    String yaml = TextFiles.read(file, what);
    Checked<?> checked = check.apply(yaml);
    if (checked.isRight()) {
      return yaml;
    }
    int more = checked.problems().size() - 1;
    throw new CommandFailure(
        "The %s '%s' is wrong in %s%s"
            .formatted(
                what,
                file,
                checked.problems().get(0),
                more == 0 ? "" : " (And " + more + " more: see '" + command + "'.)"));
  }
}
