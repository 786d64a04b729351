package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.config.RunConfig;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.nio.file.Path;

/**
 * The rules that the live job starts with: the configured file, or the shipped ones, and all that
 * has been published to the {@code rules} topic.
 */
final class LiveRules {
  private LiveRules() {}

  /**
   * @throws CommandFailure where the file is wrong or the topic cannot be read
   */
  static InitialRules of(RunConfig config) {
    return configured(config)
        .with(PublishedVersions.of(config, InTopic.RULES, RuleSetText.class, "rules"));
  }

  /** Without what has been published. */
  static InitialRules configured(RunConfig config) {
    String file = config.job().rulesFile();
    return file.equals(RunConfig.Job.SHIPPED)
        ? InitialRules.shipped()
        : InitialRules.ofFile(NamedFile.rules(Path.of(file)));
  }
}
