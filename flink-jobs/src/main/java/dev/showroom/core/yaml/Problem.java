package dev.showroom.core.yaml;

/**
 * Something that is wrong with a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param message a sentence: what is wrong, and how to mend it where that is known
 */
public record Problem(int line, int column, String message) {
  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + message;
  }
}
