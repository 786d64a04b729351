package dev.showroom.core.rules.cel;

import java.util.List;

/** A rule file that cannot be used, with everything that is wrong with it. */
public final class InvalidRulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidRulesException(List<Problem> problems) {
    super(problems.get(0).toString());
    this.problems = problems;
  }

  /** In the order of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
