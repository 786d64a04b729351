package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.DecisionOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What was decided about one alert under one policy. Times are event times in epoch milliseconds,
 * money in minor units.
 *
 * @param alert that it is about, as it stood; its standing may be left out
 * @param offer the one chosen, of the hold-out arm the one that it would have been; null where a
 *     gate refused
 * @param campaign that pays for it, or null
 * @param couponId null unless issued
 * @param marginAfterMinor what is left of the margin where the offer is taken up, or null
 * @param budgetLeftMinor of the campaign, or of the points ledger, after the decision; or null
 * @param trackUntil up to when (inclusive) an own purchase counts as a sale that was kept
 */
public record DecisionNotice(
    String decisionId,
    AlertNotice alert,
    String policyId,
    int policyVersion,
    boolean shadow,
    DecisionOutcome outcome,
    DecisionReason reason,
    Arm arm,
    WeighedOffer offer,
    String campaign,
    String couponId,
    Long marginAfterMinor,
    Long budgetLeftMinor,
    long decidedAt,
    long trackUntil,
    List<WeighedOffer> alternatives)
    implements Notice {
  private static final DecisionOutcome[] OUTCOMES = DecisionOutcome.values();
  private static final DecisionReason[] REASONS = DecisionReason.values();
  private static final Arm[] ARMS = Arm.values();

  public DecisionNotice {
    alternatives = List.copyOf(alternatives);
  }

  @Override
  public long time() {
    return decidedAt;
  }

  @Override
  public byte[] pack() {
    PackWriter out = new PackWriter(512);
    out.text(decisionId)
        .block(alert.pack())
        .text(policyId)
        .number(policyVersion)
        .flag(shadow)
        .constant(outcome)
        .constant(reason)
        .constant(arm)
        .flag(offer != null);
    if (offer != null) {
      offer.pack(out);
    }
    out.text(campaign).text(couponId);
    optional(out, marginAfterMinor);
    optional(out, budgetLeftMinor);
    out.number(decidedAt).number(trackUntil).number(alternatives.size());
    alternatives.forEach(alternative -> alternative.pack(out));
    return out.toBytes();
  }

  public static DecisionNotice unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new DecisionNotice(
        in.text(),
        AlertNotice.unpack(in.block()),
        in.text(),
        in.integer(),
        in.flag(),
        in.constant(OUTCOMES),
        in.constant(REASONS),
        in.constant(ARMS),
        in.flag() ? WeighedOffer.unpack(in) : null,
        in.text(),
        in.text(),
        in.flag() ? (Long) in.number() : null,
        in.flag() ? (Long) in.number() : null,
        in.number(),
        in.number(),
        alternatives(in));
  }

  private static void optional(PackWriter out, Long value) {
    out.flag(value != null);
    if (value != null) {
      out.number(value);
    }
  }

  private static List<WeighedOffer> alternatives(PackReader in) {
    int count = in.integer();
    List<WeighedOffer> alternatives = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      alternatives.add(WeighedOffer.unpack(in));
    }
    return alternatives;
  }
}
