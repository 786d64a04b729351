package dev.showroom.config;

import dev.showroom.common.Suggestions;
import dev.showroom.config.Option.Shape;
import dev.showroom.config.Settings.Given;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the options that are set in the environment, and finds those that are mistyped there. */
final class ConfigurationEnvironment {
  private static final String PREFIX = "SHOWROOM_";

  /** Variables of ours that are no options: of the launcher, of tests, and secrets themselves. */
  static final Set<String> OTHERS =
      Set.of(
          "SHOWROOM_JAVA_OPTS",
          "SHOWROOM_LOG_FORMAT",
          "SHOWROOM_LOG_LEVEL",
          "SHOWROOM_DATA",
          CouponKeys.VARIABLE,
          RunConfig.SchemaRegistry.PASSWORD_VARIABLE,
          "SHOWROOM_PUSH_SECRET");

  /** Kubernetes sets these in every pod, for a service whose name begins with ours. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "SHOWROOM_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT"
              + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private ConfigurationEnvironment() {}

  static void read(Map<String, String> environment, Settings settings) {
    new TreeMap<>(environment)
        .forEach(
            (variable, text) -> {
              if (variable.startsWith(PREFIX) && !text.isEmpty()) {
                read(variable, text, settings);
              }
            });
  }

  private static void read(String variable, String text, Settings settings) {
    Given value = new Given(List.of(text), false, Place.of(variable));
    for (Option<?, ?> option : Options.ALL) {
      String name = option.environmentVariable();
      if (option.shape() != Shape.MAP) {
        if (variable.equals(name)) {
          settings.set(option, "", value);
          return;
        }
      } else if (variable.startsWith(name + "_") && isNoOption(variable)) {
        String key = variable.substring(name.length() + 1);
        settings.set(option, option.keys().fromEnvironment().apply(key), value);
        return;
      } else if (variable.equals(name)) {
        settings.complain(
            value.place(),
            new Complaint(
                "Option '" + option.name() + "' must be a map",
                "set one variable for each key, its name after '" + name + "_'."));
        return;
      }
    }
    if (!OTHERS.contains(variable) && !OF_A_SERVICE.matcher(variable).matches()) {
      settings.complain(
          value.place(), new Complaint("Unknown option in the environment", hint(variable)));
    }
  }

  /** {@code ..._PROPERTIES_FILE} is an option beside {@code ..._PROPERTIES_<key>}. */
  private static boolean isNoOption(String variable) {
    return Options.ALL.stream().noneMatch(o -> o.environmentVariable().equals(variable));
  }

  private static String hint(String variable) {
    Map<String, String> variables = new TreeMap<>();
    Options.ALL.forEach(o -> variables.put(form(o.environmentVariable()), o.environmentVariable()));
    return Suggestions.nearest(form(variable), variables.keySet())
        .map(form -> "did you mean '" + variables.get(form) + "'?")
        .orElse("the options are in docs/configuration.md.");
  }

  private static String form(String variable) {
    return variable.substring(PREFIX.length()).replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
