package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The coupon policies that a replay decides by: those of a file that was asked for and no others;
 * else those beside the streams, and what was published; else the shipped one.
 */
public final class ReplayPolicies {
  /** Names of the policy file beside the streams. */
  public static final List<String> FILES = List.of("coupon-policy.yaml", "policy.yaml");

  private final String text;
  private final InitialPolicies initial;
  private final boolean only;

  private ReplayPolicies(String text, boolean only) {
    this.text = text;
    this.initial = InitialPolicies.ofFile(text);
    this.only = only;
  }

  /**
   * @param text checked YAML
   * @param only whether what was published is left out
   */
  public static ReplayPolicies ofText(String text, boolean only) {
    return new ReplayPolicies(text, only);
  }

  /**
   * @param asked the file that was asked for, or null
   * @throws CommandFailure where a file cannot be used
   */
  public static ReplayPolicies of(Path input, Path asked) {
    if (asked != null) {
      return new ReplayPolicies(NamedFile.policy(asked), true);
    }
    List<Path> beside = FILES.stream().map(input::resolve).filter(Files::exists).toList();
    if (beside.size() > 1) {
      throw new CommandFailure(
          "Both " + beside.get(0) + " and " + beside.get(1) + " exist; take one of them away.");
    }
    return new ReplayPolicies(
        beside.isEmpty() ? PolicyFiles.shippedText() : NamedFile.policy(beside.get(0)), false);
  }

  /** The YAML that they begin with. */
  public String text() {
    return text;
  }

  /** Whether what was published is left out. */
  public boolean only() {
    return only;
  }

  public InitialPolicies initial() {
    return initial;
  }

  /** These and what the streams announced. */
  public PolicyBook book(Collection<PolicyText> announced) {
    return initial.book(announced);
  }

  /** The streams to read: without published policies, where others were asked for. */
  public StreamInputs streams(StreamInputs all) {
    return only ? all.without(InTopic.COUPON_POLICY) : all;
  }
}
