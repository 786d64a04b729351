package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.RetractReason;
import java.util.HashSet;
import java.util.Set;

/**
 * On what terms an alert lives, as its rule had them when it was raised: later versions of the rule
 * change nothing about it. Times are event times in epoch milliseconds.
 *
 * @param clearedByPurchase whether an own purchase of the scope clears it: from {@code clearFrom}
 *     to the deadline, both inclusive
 * @param household whether a member of the household can buy in the customer's stead
 * @param staff whether staff are never suspected
 * @param cases whether customers with an open service case are never suspected
 * @param confirmedByReturn whether the return of the order's line confirms it
 * @param lapse what retracts it at the deadline; null where that confirms it
 * @param deadline {@link #NEVER} where it just stands
 * @param followsVisit whether the deadline moves with the end of the visit that it is about
 * @param coolDownMillis for so long after its anchor there is no second one
 * @param confirms patterns whose open alerts of the same family it confirms when it is raised
 */
public record Terms(
    boolean clearedByPurchase,
    boolean household,
    boolean staff,
    boolean cases,
    boolean confirmedByReturn,
    RetractReason lapse,
    long clearFrom,
    long deadline,
    boolean followsVisit,
    long coolDownMillis,
    Set<String> confirms) {
  /** No deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final RetractReason[] REASONS = RetractReason.values();

  void pack(PackWriter out) {
    out.flag(clearedByPurchase)
        .flag(household)
        .flag(staff)
        .flag(cases)
        .flag(confirmedByReturn)
        .constant(lapse)
        .number(clearFrom)
        .number(deadline)
        .flag(followsVisit)
        .number(coolDownMillis)
        .number(confirms.size());
    confirms.stream().sorted().forEach(out::text);
  }

  static Terms unpack(PackReader in) {
    return new Terms(
        in.flag(),
        in.flag(),
        in.flag(),
        in.flag(),
        in.flag(),
        in.constant(REASONS),
        in.number(),
        in.number(),
        in.flag(),
        in.number(),
        patterns(in));
  }

  private static Set<String> patterns(PackReader in) {
    Set<String> patterns = new HashSet<>();
    for (int left = in.integer(); left > 0; left--) {
      patterns.add(in.text());
    }
    return Set.copyOf(patterns);
  }
}
