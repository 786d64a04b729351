package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The coupon policies that a replay decides by: those of a file that was asked for and no others;
 * else those beside the streams, and what was published; else the shipped one.
 */
public final class ReplayPolicies {
  /** Names of the policy file beside the streams. */
  public static final List<String> FILES = List.of("coupon-policy.yaml", "policy.yaml");

  private final InitialPolicies initial;
  private final boolean only;

  private ReplayPolicies(InitialPolicies initial, boolean only) {
    this.initial = initial;
    this.only = only;
  }

  /**
   * @param asked the file that was asked for, or null
   * @throws CommandFailure where a file cannot be used
   */
  public static ReplayPolicies of(Path input, Path asked) {
    if (asked != null) {
      return new ReplayPolicies(InitialPolicies.ofFile(NamedFile.policy(asked)), true);
    }
    List<Path> beside = FILES.stream().map(input::resolve).filter(Files::exists).toList();
    if (beside.size() > 1) {
      throw new CommandFailure(
          "Both " + beside.get(0) + " and " + beside.get(1) + " exist; take one of them away.");
    }
    return new ReplayPolicies(
        beside.isEmpty()
            ? InitialPolicies.shipped()
            : InitialPolicies.ofFile(NamedFile.policy(beside.get(0))),
        false);
  }

  /** Decides on no offers at all. */
  public static ReplayPolicies none() {
    return new ReplayPolicies(null, true);
  }

  /**
   * Decides by these and no others.
   *
   * @param yamls checked
   */
  public static ReplayPolicies ofTexts(List<String> yamls) {
    return new ReplayPolicies(InitialPolicies.ofFiles(yamls), true);
  }

  /** Null where no offers are decided. */
  InitialPolicies initial() {
    return initial;
  }

  /** These and what the streams announced. */
  public PolicyBook book(Collection<PolicyText> announced) {
    return initial.book(announced);
  }

  /** The streams to read: without published policies, where others were asked for. */
  public Map<InTopic, Path> streams(Map<InTopic, Path> all) {
    if (!only) {
      return all;
    }
    Map<InTopic, Path> streams = new EnumMap<>(all);
    streams.remove(InTopic.COUPON_POLICY);
    return streams;
  }
}
