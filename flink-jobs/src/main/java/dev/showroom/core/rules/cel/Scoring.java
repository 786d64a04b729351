package dev.showroom.core.rules.cel;

import dev.showroom.core.alert.Contribution;
import java.time.Duration;
import java.util.List;

/**
 * How features make the score. Thousandths, as whole numbers: the parts add up to the score
 * exactly.
 */
record Scoring(List<For> score, List<Against> against) {
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  enum Shape {
    /** Half the weight at the threshold, all of it at twice the threshold. */
    GRADED,
    /** Grows to {@code full} without being asked for; left out where it is nothing. */
    WEIGHED,
    /** A condition that held. */
    HELD
  }

  /** A number of the file, or the name of a parameter that holds it. */
  record Bound(Double number, String param) {
    Double of(Settings settings) {
      return param == null ? number : Double.valueOf(asNumber(settings.params().get(param)));
    }
  }

  record For(String feature, Shape shape, Bound bound, int weight) {
    /** Null where it is left out. */
    Contribution contribution(double value, Settings settings) {
      Double limit = bound == null ? null : bound.of(settings);
      return switch (shape) {
        case HELD -> new Contribution(feature, value, limit, weight);
        case GRADED -> new Contribution(feature, value, limit, part(value, 2 * limit));
        case WEIGHED -> {
          int part = part(value, limit);
          yield part == 0 ? null : new Contribution(feature, value, null, part);
        }
      };
    }

    private int part(double value, double full) {
      return (int) Math.round(weight * Math.max(0, Math.min(1, value / full)));
    }
  }

  /** Takes {@code each} off per piece, at most {@code most}. */
  record Against(String feature, int each, int most) {
    Contribution contribution(double value) {
      int off = (int) Math.min(most, Math.round(value * each));
      return off <= 0 ? null : new Contribution(feature, value, null, -off);
    }
  }

  /** A value as a number: true is 1, a duration counts in days. */
  static double asNumber(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    } else if (value instanceof Duration duration) {
      return duration.toMillis() / MILLIS_PER_DAY;
    }
    return ((Number) value).doubleValue();
  }
}
