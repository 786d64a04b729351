package dev.showroom.stream;

import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.core.rules.cel.RuleCache;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.rules.variant.MergedRules;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rules that a job starts with, so that none of its events is judged before there are any:
 * checked YAML files, and what has been published before. Travels with the job's graph.
 */
public final class InitialRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> files;
  private final ArrayList<String> candidates;
  private final ArrayList<byte[]> published = new ArrayList<>();

  private InitialRules(List<String> files, List<String> candidates, List<RuleSetText> published) {
    this.files = new ArrayList<>(files);
    this.candidates = new ArrayList<>(candidates);
    published.forEach(text -> this.published.add(text.pack()));
  }

  /** Those that are in force where no others are given. */
  public static InitialRules shipped() {
    return ofFile(RuleFiles.shippedText());
  }

  /**
   * @param yaml checked
   */
  public static InitialRules ofFile(String yaml) {
    return new InitialRules(List.of(yaml), List.of(), List.of());
  }

  /** In addition, what was published before the job was started. */
  public InitialRules with(List<RuleSetText> publishedBefore) {
    return new InitialRules(files, candidates, publishedBefore);
  }

  /**
   * Judges by other rules as well, in the same pass. Their alerts have names of their own, and
   * nobody acts on them.
   *
   * @param yamls checked, a whole rule set each
   */
  public InitialRules withCandidates(List<String> yamls) {
    InitialRules both = new InitialRules(files, yamls, List.of());
    both.published.addAll(published);
    return both;
  }

  /** What the baseline and the candidates have in common, and what not. */
  public MergedRules merged(Collection<RuleSetText> announced) {
    RuleCache known = new RuleCache();
    RuleBook baseline = baseline(announced, known);
    return MergedRules.of(
        baseline,
        candidates.stream().map(yaml -> RuleBooks.of(List.of(yaml), List.of(), known)).toList());
  }

  /** These and, in addition, what has been announced since. */
  public RuleBook book(Collection<RuleSetText> announced) {
    return candidates.isEmpty() ? baseline(announced, new RuleCache()) : merged(announced).book();
  }

  private RuleBook baseline(Collection<RuleSetText> announced, RuleCache known) {
    List<RuleSetText> all = new ArrayList<>();
    published.forEach(text -> all.add(RuleSetText.unpack(text)));
    all.addAll(announced);
    return RuleBooks.of(files, all, known);
  }
}
