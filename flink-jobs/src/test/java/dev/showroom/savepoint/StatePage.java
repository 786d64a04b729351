package dev.showroom.savepoint;

import dev.showroom.savepoint.SavedState.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of STATE.md, as {@code uid / state / KIND TYPE FORM}. */
public final class StatePage {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| ([A-Z]+) `([^`]+)` \\|");

  private StatePage() {}

  public static Set<String> rows() {
    try {
      return ROW.matcher(Files.readString(Path.of("..", "STATE.md")))
          .results()
          .map(StatePage::row)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Set<String> rows(List<Operator> operators) {
    Set<String> rows = new TreeSet<>();
    for (Operator operator : operators) {
      operator
          .states()
          .forEach(
              state ->
                  rows.add(
                      operator.uid()
                          + " / "
                          + state.name()
                          + " / "
                          + state.kind()
                          + " "
                          + state.type()));
    }
    return rows;
  }

  private static String row(MatchResult row) {
    return row.group(1) + " / " + row.group(2) + " / " + row.group(3) + " " + row.group(4);
  }
}
