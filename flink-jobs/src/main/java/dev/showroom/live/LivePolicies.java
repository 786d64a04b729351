package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.config.RunConfig;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialPolicies;
import java.nio.file.Path;

/**
 * The coupon policies that the live job starts with: the configured file, or the shipped one, and
 * all that has been published to the {@code coupon-policy} topic.
 */
final class LivePolicies {
  private LivePolicies() {}

  /**
   * @throws CommandFailure where the file is wrong or the topic cannot be read
   */
  static InitialPolicies of(RunConfig config) {
    return configured(config)
        .with(PublishedVersions.of(config, InTopic.COUPON_POLICY, PolicyText.class, "policies"));
  }

  /** Without what has been published. */
  static InitialPolicies configured(RunConfig config) {
    String file = config.job().policyFile();
    return file.equals(RunConfig.Job.SHIPPED)
        ? InitialPolicies.shipped()
        : InitialPolicies.ofFile(NamedFile.policy(Path.of(file)));
  }
}
