package dev.showroom.core.rules.cel;

import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** Makes rule books of texts. */
public final class RuleBooks {
  private RuleBooks() {}

  /** The shipped rules alone. */
  public static RuleBook shipped() {
    return new RuleBook(List.of(RuleFiles.shipped()));
  }

  /**
   * @param files each of which may hold several versions, in force from the time that they name
   * @param published in force from when they were published at the earliest; one that a file has as
   *     well is the file's
   * @throws dev.showroom.core.yaml.InvalidFileException where a text is wrong
   */
  public static RuleBook of(List<String> files, List<RuleSetText> published) {
    return of(files, published, new RuleCache());
  }

  /** {@link #of(List, List)}, where much of it may have been read before. */
  public static RuleBook of(List<String> files, List<RuleSetText> published, RuleCache known) {
    List<RuleSet> sets = new ArrayList<>();
    files.forEach(file -> sets.addAll(RuleFiles.read(file, known)));
    for (RuleSetText text : published) {
      boolean isThere = sets.stream().anyMatch(set -> set.key().equals(text.key()));
      if (!isThere) {
        for (RuleSet set : RuleFiles.read(text.document(), known)) {
          sets.add(new RuleSet(set.id(), set.version(), text.inForceFrom(), set.rules()));
        }
      }
    }
    return new RuleBook(sets);
  }
}
