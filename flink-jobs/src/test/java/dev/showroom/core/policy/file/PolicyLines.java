package dev.showroom.core.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.yaml.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Policy files that are right but for some lines, and what is said of them. */
final class PolicyLines {
  static final Map<String, String> OFFER =
      lines("id: ten", "kind: COUPON", "value: {percent: 10%}", "uplift: 9%");
  static final Map<String, String> CAMPAIGN =
      lines("id: c", "offers: [ten]", "budget: {total: 100}");
  static final Map<String, String> POLICY =
      lines(
          "id: t",
          "version: 1",
          "actOn: {patterns: [STORE_HOP]}",
          "timeZone: Europe/Berlin",
          "holdOut: {share: 10%, salt: s}",
          "marginFloor: {default: 10%}",
          "offers: [{id: ten, kind: COUPON, value: {percent: 10%}, uplift: 9%}]",
          "campaigns: [{id: c, offers: [ten], budget: {total: 100}}]");

  private PolicyLines() {}

  private static Map<String, String> lines(String... lines) {
    Map<String, String> byKey = new LinkedHashMap<>();
    Stream.of(lines).forEach(line -> byKey.put(key(line), line));
    return byKey;
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(':'));
  }

  /** The lines, with these before them and in the place of any of the same key. */
  private static List<String> with(Map<String, String> lines, String... others) {
    Map<String, String> rest = new LinkedHashMap<>(lines);
    List<String> all = new ArrayList<>(List.of(others));
    all.forEach(line -> rest.remove(key(line)));
    all.addAll(rest.values());
    return all;
  }

  static String policy(String... lines) {
    return String.join("\n", with(POLICY, lines)) + "\n";
  }

  /** With an entry of a list in the first lines; the line in question is the second. */
  static String entry(String key, Map<String, String> entry, String... lines) {
    return policy(key + ":\n  - " + String.join("\n    ", with(entry, lines)));
  }

  static String offer(String... lines) {
    return entry("offers", OFFER, lines);
  }

  static String campaign(String... lines) {
    return entry("campaigns", CAMPAIGN, lines);
  }

  static List<String> problems(String text) {
    return PolicyFiles.check(text).problems().stream().map(Problem::toString).toList();
  }

  static List<String> hints(String text) {
    assertThat(problems(text)).isEmpty();
    return PolicyFiles.check(text).hints().stream().map(Problem::toString).toList();
  }

  static void assertOne(String text, int line, int column, String sentence) {
    assertThat(problems(text))
        .singleElement()
        .asString()
        .startsWith("line " + line + ", column " + column + ": " + sentence);
  }
}
