package dev.showroom.cli;

import picocli.CommandLine;

/** How fast a replay goes. */
final class ReplaySpeed {
  private ReplaySpeed() {}

  /**
   * @return times real time, or 0 for as fast as it goes
   * @throws CommandLine.ParameterException where the text is neither max nor such as 3600x
   */
  static double parse(CommandLine command, String text) {
    if (text.equalsIgnoreCase("max")) {
      return 0;
    }
    double factor;
    try {
      factor = Double.parseDouble(text.replaceFirst("[xX]$", ""));
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          command, "--speed must be 'max' or a number, for example 3600x; it is '" + text + "'.");
    }
    if (factor > 0 && Double.isFinite(factor)) {
      return factor;
    }
    throw new CommandLine.ParameterException(
        command, "--speed must be 'max' or more than 0, for example 3600x.");
  }
}
