package dev.showroom.config;

import com.fasterxml.jackson.core.JsonLocation;

/**
 * Where something was said: in a line of the file, or in a variable of the environment.
 *
 * @param variable empty in the file
 */
record Place(int line, int column, String variable) {
  static Place of(JsonLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr(), "");
  }

  static Place of(String variable) {
    return new Place(Integer.MAX_VALUE, 0, variable);
  }

  @Override
  public String toString() {
    return variable.isEmpty()
        ? "line " + line + ", column " + column
        : "environment variable " + variable;
  }
}
