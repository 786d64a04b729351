package dev.showroom.stream;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.policy.file.PolicyBooks;
import dev.showroom.core.policy.file.PolicyFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The coupon policies that a job starts with, so that no alert is decided before there are any:
 * checked YAML files, and what has been published before. Travels with the job's graph.
 */
public final class InitialPolicies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> files;
  private final ArrayList<byte[]> published = new ArrayList<>();

  private InitialPolicies(List<String> files, List<PolicyText> published) {
    this.files = new ArrayList<>(files);
    published.forEach(text -> this.published.add(text.pack()));
  }

  /** Those that are in force where no others are given. */
  public static InitialPolicies shipped() {
    return ofFile(PolicyFiles.shippedText());
  }

  /**
   * @param yaml checked
   */
  public static InitialPolicies ofFile(String yaml) {
    return new InitialPolicies(List.of(yaml), List.of());
  }

  /** In addition, what was published before the job was started. */
  public InitialPolicies with(List<PolicyText> publishedBefore) {
    return new InitialPolicies(files, publishedBefore);
  }

  /** These and, in addition, what has been announced since. */
  public PolicyBook book(Collection<PolicyText> announced) {
    List<PolicyText> all = new ArrayList<>();
    published.forEach(text -> all.add(PolicyText.unpack(text)));
    all.addAll(announced);
    return PolicyBooks.of(files, all);
  }
}
