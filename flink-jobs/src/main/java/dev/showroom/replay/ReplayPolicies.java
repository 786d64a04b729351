package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.files.Location;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
    this(text, InitialPolicies.ofFile(text), only);
  }

  private ReplayPolicies(String text, InitialPolicies initial, boolean only) {
    this.text = text;
    this.initial = initial;
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
    Location.requireNoneBeside(input, "--policy", FILES);
    return new ReplayPolicies(
        fileBeside(input).map(NamedFile::policy).orElseGet(PolicyFiles::shippedText), false);
  }

  /**
   * The policy file beside the streams, if there is one.
   *
   * @throws CommandFailure where there are two
   */
  public static Optional<Path> fileBeside(Path input) {
    List<Path> beside = FILES.stream().map(input::resolve).filter(Files::exists).toList();
    if (beside.size() > 1) {
      throw new CommandFailure(
          "Both " + beside.get(0) + " and " + beside.get(1) + " exist; take one of them away.");
    }
    return beside.stream().findFirst();
  }

  /** The YAML that they begin with; null where that is none, or several. */
  public String text() {
    return text;
  }

  /** Whether what was published is left out. */
  public boolean only() {
    return only;
  }

  /** Decides on no offers at all. */
  public static ReplayPolicies none() {
    return new ReplayPolicies(null, null, true);
  }

  /** Null where no offers are decided. */
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
