package dev.showroom.live;

import dev.showroom.config.CouponKeys;
import dev.showroom.core.code.CodeKeys;
import dev.showroom.core.code.CouponCode;
import dev.showroom.core.code.CouponTerms;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Puts the code into each coupon on its way out; other records pass. The keys are read where it
 * runs, when it starts: with the job goes only where they are. A key that was added is therefore
 * used from the next start on.
 */
public final class CouponSigner extends RichMapFunction<Outbound, Outbound> {
  private static final long serialVersionUID = 1L;

  private final CouponKeys source;
  private transient CodeKeys keys;
  private transient AvroRecords<Coupon> coupons;

  public CouponSigner(CouponKeys source) {
    this.source = source;
  }

  @Override
  public void open(OpenContext context) {
    keys = source.read();
    coupons = new AvroRecords<>(Coupon.class);
  }

  @Override
  public Outbound map(Outbound outbound) throws MalformedRecordException {
    if (outbound.topic() != OutTopic.COUPONS) {
      return outbound;
    }
    Coupon coupon = coupons.read(outbound.value());
    coupon.setCode(CouponCode.sign(CouponTerms.of(coupon), keys).format());
    return new Outbound(outbound.topic(), outbound.key(), coupons.write(coupon));
  }
}
