package dev.showroom.core.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The text of a file, to say where in it something stands. */
public final class Source {
  private final int[] text;

  public Source(String text) {
    this.text = text.codePoints().toArray();
  }

  public static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  public static Place place(Node node) {
    return place(node.getStartMark());
  }

  /**
   * Where a character of a scalar's value stands in the file. Quotes, escapes and folded lines are
   * in the file and not in the value: the two are walked side by side, over what is no white space.
   *
   * @param offset in the value, in code points
   */
  public Place place(ScalarNode scalar, int offset) {
    int[] value = scalar.getValue().codePoints().toArray();
    int from = scalar.getStartMark().getIndex();
    int end = Math.min(scalar.getEndMark().getIndex(), text.length);
    int at = from + skipped(scalar, from, end);
    int found = at;
    for (int i = 0; i <= Math.min(offset, value.length - 1) && at < end; i++) {
      if (Character.isWhitespace(value[i])) {
        continue;
      }
      int next = at;
      while (next < end && text[next] != value[i]) {
        next++;
      }
      if (next == end) {
        break;
      }
      found = next;
      at = next + 1;
    }
    if (offset >= value.length && value.length > 0) {
      found = Math.min(found + 1, end);
    }
    return placeOf(found);
  }

  private int skipped(ScalarNode scalar, int from, int end) {
    switch (scalar.getScalarStyle()) {
      case SINGLE_QUOTED, DOUBLE_QUOTED:
        return 1;
      case LITERAL, FOLDED:
        int at = from;
        while (at < end && text[at] != '\n') {
          at++;
        }
        return at - from;
      default:
        return 0;
    }
  }

  private Place placeOf(int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i++) {
      if (text[i] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Place(line, column);
  }
}
