package dev.showroom.core.rules.cel;

import dev.showroom.core.yaml.Place;
import dev.showroom.core.yaml.Problems;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What features and parameters may be called. */
final class Names {
  private static final Pattern PARAM = Pattern.compile("[a-z][A-Za-z0-9]*");
  private static final Pattern FEATURE = Pattern.compile(PARAM + "(\\." + PARAM + ")*");
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  private final Problems problems;
  private final Set<String> taken = new HashSet<>();

  Names(Problems problems) {
    this.problems = problems;
  }

  void checkParam(String name, Place place) {
    check(name, place, PARAM, "parameter", "letters and digits, such as minResearch");
  }

  void checkFeature(String name, Place place) {
    check(name, place, FEATURE, "feature", "words joined by dots, such as research.count");
  }

  private void check(String name, Place place, Pattern form, String what, String how) {
    if (!form.matcher(name).matches()) {
      problems.add(place, "'" + name + "' is no name for a " + what + ": " + how + ".");
    } else if (RESERVED.contains(name)) {
      problems.add(place, "'" + name + "' is a word of the language; take another name.");
    } else if (Vocabulary.find(name) != null) {
      problems.add(place, "'" + name + "' is a name of the vocabulary; take another one.");
    } else if (!taken.add(name)) {
      problems.add(place, "'" + name + "' is a parameter already; take another name.");
    }
  }
}
