package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;

/**
 * One revision of an alert, for those who act on it. Times are event times in epoch milliseconds.
 *
 * @param family null where the alert is about none; so are sku, store, category and order
 * @param keep whether the thing was bought and the question is if it is kept; else if one is bought
 * @param raisedAt when the alert was raised
 * @param decidedAt when this revision was decided
 * @param anchorAt end of the visit, or moment of the event, that the alert hangs on
 * @param deadline when nothing more can become of the alert; {@link Long#MAX_VALUE} where it stands
 * @param scoreMillis in thousandths
 * @param cause id of the event that retracted it, or null
 * @param standing of the customer; null unless the revision says SUSPECTED
 */
public record AlertNotice(
    String alertId,
    int revision,
    AlertStatus status,
    RetractReason retractReason,
    String customerId,
    String pattern,
    boolean shadow,
    String family,
    String sku,
    String storeId,
    String category,
    String orderId,
    boolean keep,
    long raisedAt,
    long decidedAt,
    long anchorAt,
    long deadline,
    int scoreMillis,
    long valueAtRiskMinor,
    String cause,
    Standing standing)
    implements Notice {
  private static final AlertStatus[] STATUSES = AlertStatus.values();
  private static final RetractReason[] REASONS = RetractReason.values();

  @Override
  public long time() {
    return decidedAt;
  }

  @Override
  public byte[] pack() {
    PackWriter out = new PackWriter(256);
    out.text(alertId)
        .number(revision)
        .constant(status)
        .constant(retractReason)
        .text(customerId)
        .text(pattern)
        .flag(shadow)
        .text(family)
        .text(sku)
        .text(storeId)
        .text(category)
        .text(orderId)
        .flag(keep)
        .number(raisedAt)
        .number(decidedAt)
        .number(anchorAt)
        .number(deadline)
        .number(scoreMillis)
        .number(valueAtRiskMinor)
        .text(cause)
        .flag(standing != null);
    if (standing != null) {
      standing.pack(out);
    }
    return out.toBytes();
  }

  public static AlertNotice unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new AlertNotice(
        in.text(),
        in.integer(),
        in.constant(STATUSES),
        in.constant(REASONS),
        in.text(),
        in.text(),
        in.flag(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.flag(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.integer(),
        in.number(),
        in.text(),
        in.flag() ? Standing.unpack(in) : null);
  }
}
