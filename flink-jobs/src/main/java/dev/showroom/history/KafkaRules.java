package dev.showroom.history;

import dev.showroom.config.NamedFile;
import dev.showroom.config.RunConfig;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import java.nio.file.Path;

/**
 * The rules and policies that a replay of topics goes by: those of a file that was asked for and no
 * others; else those that the deployment starts with, and what was published.
 */
public final class KafkaRules {
  private KafkaRules() {}

  /**
   * @param asked the file that was asked for, or null
   */
  public static ReplayRules rules(RunConfig config, Path asked) {
    if (asked != null) {
      return ReplayRules.ofText(NamedFile.rules(asked), true);
    }
    String file = config.job().rulesFile();
    return ReplayRules.ofText(
        file.equals(RunConfig.Job.SHIPPED)
            ? RuleFiles.shippedText()
            : NamedFile.rules(Path.of(file)),
        false);
  }

  /**
   * @param asked the file that was asked for, or null
   */
  public static ReplayPolicies policies(RunConfig config, Path asked) {
    if (asked != null) {
      return ReplayPolicies.ofText(NamedFile.policy(asked), true);
    }
    String file = config.job().policyFile();
    return ReplayPolicies.ofText(
        file.equals(RunConfig.Job.SHIPPED)
            ? PolicyFiles.shippedText()
            : NamedFile.policy(Path.of(file)),
        false);
  }
}
