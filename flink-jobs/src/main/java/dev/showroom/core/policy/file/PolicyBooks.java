package dev.showroom.core.policy.file;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes policy books of texts. */
public final class PolicyBooks {
  private PolicyBooks() {}

  /** The shipped policy alone. */
  public static PolicyBook shipped() {
    return new PolicyBook(List.of(PolicyFiles.shipped()));
  }

  /**
   * @param files each of which may hold several versions, in force from the time that they name
   * @param published in force from when they were published at the earliest; one that a file has as
   *     well is the file's
   * @throws dev.showroom.core.yaml.InvalidFileException where a text is wrong
   */
  public static PolicyBook of(Collection<String> files, Collection<PolicyText> published) {
    List<Policy> policies = new ArrayList<>();
    files.forEach(file -> policies.addAll(PolicyFiles.read(file)));
    for (PolicyText text : published) {
      PolicyFiles.read(text.document())
          .forEach(policy -> policies.add(policy.from(text.inForceFrom())));
    }
    return new PolicyBook(policies);
  }
}
