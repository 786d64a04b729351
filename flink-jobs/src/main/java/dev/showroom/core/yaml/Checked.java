package dev.showroom.core.yaml;

import dev.showroom.core.Versioned;
import java.util.List;

/**
 * What came of reading a file.
 *
 * @param versions those that are right
 * @param problems everything that is wrong, in the order of the file; empty where nothing is
 * @param hints what is right and may not be what was meant
 */
public record Checked<T extends Versioned>(
    List<T> versions, List<Problem> problems, List<Problem> hints) {
  public boolean isRight() {
    return problems.isEmpty();
  }
}
