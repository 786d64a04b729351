package dev.showroom.core.rules.variant;

/**
 * Names of rules, patterns and alerts of a candidate that are judged beside those of the baseline:
 * the plain name, a mark that no rule file can have in a name, and a number.
 */
public final class VariantNames {
  private static final char MARK = '~';

  private VariantNames() {}

  static String of(String plain, int number) {
    return plain + MARK + number;
  }

  /** The name as the candidate has it. Only for names of rules, patterns and alerts. */
  public static String plain(String name) {
    int mark = name.indexOf(MARK);
    return mark < 0 ? name : name.substring(0, mark);
  }

  /** What tells the name from the plain one; empty for a plain one. */
  public static String suffix(String name) {
    int mark = name.indexOf(MARK);
    return mark < 0 ? "" : name.substring(mark);
  }

  public static boolean isVariant(String name) {
    return name.indexOf(MARK) >= 0;
  }
}
