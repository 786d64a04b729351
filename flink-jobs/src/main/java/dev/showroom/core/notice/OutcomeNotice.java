package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OutcomeKind;

/**
 * What became of a decision. Of one decision the highest revision holds. Money in minor units.
 *
 * @param decision without its alternatives
 * @param revision counts from 1
 * @param time event time of the outcome, epoch milliseconds
 * @param revenueMinor what was paid
 * @param marginMinor after the cost of the goods and of the offer, where it was taken up
 * @param redeemed whether the coupon was used
 */
public record OutcomeNotice(
    DecisionNotice decision,
    int revision,
    OutcomeKind outcome,
    long time,
    long revenueMinor,
    long marginMinor,
    boolean redeemed)
    implements Notice {
  private static final OutcomeKind[] KINDS = OutcomeKind.values();

  @Override
  public byte[] pack() {
    return new PackWriter(512)
        .block(decision.pack())
        .number(revision)
        .constant(outcome)
        .number(time)
        .number(revenueMinor)
        .number(marginMinor)
        .flag(redeemed)
        .toBytes();
  }

  public static OutcomeNotice unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new OutcomeNotice(
        DecisionNotice.unpack(in.block()),
        in.integer(),
        in.constant(KINDS),
        in.number(),
        in.number(),
        in.number(),
        in.flag());
  }
}
