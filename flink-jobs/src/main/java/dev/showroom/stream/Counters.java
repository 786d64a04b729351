package dev.showroom.stream;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Counts that the commands print: what came in and what became of it. */
public final class Counters {
  private Counters() {}

  public static final String IN = "records in";

  /** Dead letters of a warm-up, which tells nothing: read, and not among {@link #IN}. */
  public static final String LEFT_OUT = "left out of the warm-up";

  public static final String LATE = "late";
  public static final String DEAD = "dead letters";
  public static final String SUPPRESSED = "of the erased";
  public static final String ALERTS = "alert revisions";
  public static final String DECISIONS = "decisions";
  public static final String COUPONS = "coupons issued";
  public static final String UNKNOWN_COUPONS = "news of unknown coupons";
  public static final String REDEEMED_TOO_LATE = "coupons taken too late";
  public static final String SETTLED = "changes of settled figures";

  /** Not a count: the newest event time that came in. */
  public static final String REACHED = "event time reached";

  static LongMaximum reached(RuntimeContext context) {
    LongMaximum reached = new LongMaximum();
    context.addAccumulator(REACHED, reached);
    return reached;
  }

  public static LongCounter of(RuntimeContext context, String name) {
    LongCounter counter = new LongCounter();
    context.addAccumulator(name, counter);
    return counter;
  }
}
