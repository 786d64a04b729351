package dev.showroom.simulate;

/**
 * How a world is written down.
 *
 * @param shuffleSeconds no line is this long, or longer, behind the newest event time before it
 * @param duplicates share of lines that are written twice
 * @param garbage broken lines to be mixed in, as a share of the good ones
 * @param offlineTills whether what tills sell while they are cut off stands where they are back;
 *     otherwise only their progress reports tell
 */
public record FileOptions(
    double shuffleSeconds, double duplicates, double garbage, boolean gzip, boolean offlineTills) {
  public static final FileOptions PLAIN = new FileOptions(0, 0, 0, false);
  public static final double MAX_SHUFFLE_SECONDS = 30 * 86_400.0;

  public FileOptions(double shuffleSeconds, double duplicates, double garbage, boolean gzip) {
    this(shuffleSeconds, duplicates, garbage, gzip, false);
  }

  public FileOptions {
    if (!(shuffleSeconds >= 0 && shuffleSeconds <= MAX_SHUFFLE_SECONDS)) {
      throw new IllegalArgumentException(
          "The shuffle must be from 0 to 2592000 seconds, not " + shuffleSeconds + ".");
    }
    requireShare("duplicates", duplicates);
    requireShare("garbage", garbage);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "The share of " + name + " must be from 0 to 1, not " + value + ".");
    }
  }
}
