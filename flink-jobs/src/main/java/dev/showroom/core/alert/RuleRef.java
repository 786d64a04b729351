package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * The rule that an alert is of.
 *
 * @param pattern the name that the alert carries
 * @param version of the rule set that was in force
 * @param shadow whether the alert is only to be looked at
 */
public record RuleRef(String id, String pattern, int version, boolean shadow) {

  void pack(PackWriter out) {
    out.text(id).text(pattern).number(version).flag(shadow);
  }

  static RuleRef unpack(PackReader in) {
    return new RuleRef(in.text(), in.text(), in.integer(), in.flag());
  }
}
