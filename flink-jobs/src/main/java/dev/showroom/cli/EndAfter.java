package dev.showroom.cli;

import dev.showroom.common.Durations;
import java.time.Duration;

/** The value of {@code --for}. */
final class EndAfter {
  private EndAfter() {}

  /**
   * @param text seconds, or a number with a unit; null stands for no end
   */
  static Duration parse(String text) {
    if (text == null) {
      return null;
    }
    return Durations.parse(text.matches("\\d+") ? text + "s" : text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--for must be seconds, or a time such as 90s or 5m, not '" + text + "'."));
  }
}
