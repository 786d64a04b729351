package dev.showroom.common;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which options of a Kafka client hold secrets, and how to print those that do not. */
public final class Secrets {
  public static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "jaas|pass|pwd|secret|credential|token|assertion|auth\\.user|key",
          Pattern.CASE_INSENSITIVE);

  /** A login module's options: {@code ... username="u" password="p";}. */
  private static final Pattern WITHIN = Pattern.compile("([\\w.]+)\\s*=\\s*([\"'])(.+?)\\2");

  private Secrets() {}

  /**
   * Whether the option's value must never be printed. Rather one too many than one too few: the
   * path of a key store is hidden too.
   */
  public static boolean isSecret(String option) {
    return SECRET_NAME.matcher(option.toLowerCase(Locale.ROOT)).find();
  }

  /** The options in the order of their names, with each secret's value hidden. */
  public static Map<String, String> hide(Map<String, ?> options) {
    Map<String, String> shown = new LinkedHashMap<>();
    new TreeMap<>(options)
        .forEach((name, value) -> shown.put(name, isSecret(name) ? HIDDEN : String.valueOf(value)));
    return shown;
  }

  /** Takes every secret of the options, whole or as a part of one, out of somebody's message. */
  public static String removeFrom(String message, Map<String, ?> options) {
    String clean = message;
    for (Map.Entry<String, ?> option : options.entrySet()) {
      String value = String.valueOf(option.getValue());
      if (isSecret(option.getKey()) && !value.isBlank()) {
        clean = clean.replace(value, HIDDEN);
        // Kafka quotes the word of a login module's options that it stumbles over.
        for (String word : value.split("[\\s;]+")) {
          clean = clean.replace("'" + word + "'", HIDDEN);
        }
        for (Matcher inner = WITHIN.matcher(value); inner.find(); ) {
          if (isSecret(inner.group(1))) {
            clean = clean.replace(inner.group(3), HIDDEN);
          }
        }
      }
    }
    return clean;
  }
}
