package dev.showroom.core.yaml;

import java.util.List;

/** A file that cannot be used, with everything that is wrong with it. */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidFileException(List<Problem> problems) {
    super(problems.get(0).toString());
    this.problems = problems;
  }

  /** In the order of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
