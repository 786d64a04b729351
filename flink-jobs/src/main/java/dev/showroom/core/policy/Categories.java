package dev.showroom.core.policy;

import java.util.Set;

/** Categories as a policy names them: one by its name, or all that begin alike, {@code shoes*}. */
public final class Categories {
  private static final String REST = "*";

  private Categories() {}

  /**
   * Whether one of the names is the category's; no names stand for any.
   *
   * @param category null where it is unknown, which no name is
   */
  public static boolean cover(Set<String> names, String category) {
    return names.isEmpty() || nearest(names, category) != null;
  }

  /** The name that says the most about the category: its own, or the longest beginning; or null. */
  static String nearest(Set<String> names, String category) {
    if (category == null || names.contains(category)) {
      return category;
    }
    String found = null;
    for (String name : names) {
      if (name.endsWith(REST)
          && category.startsWith(name.substring(0, name.length() - REST.length()))
          && (found == null || name.length() > found.length())) {
        found = name;
      }
    }
    return found;
  }
}
