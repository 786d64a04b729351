package dev.showroom.core.fact;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.Segment;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.List;

/**
 * The packed form of facts. The first number is the form of what follows; a form is never changed
 * once released: a new field is a new form, and the old one stays readable, because state holds
 * facts for weeks.
 */
public final class FactCodec {
  private static final int BROWSE = 1;
  private static final int VISIT_STEP = 2;
  private static final int BOUGHT = 3;
  private static final int RETURNED = 4;
  private static final int LINK_CHANGED = 5;
  private static final int PROFILE_STATED = 6;
  private static final int CASE_CHANGED = 7;
  private static final int BOUGHT_WITH_COUPONS = 8;
  private static final int MEMBER_BOUGHT = 9;
  private static final int ERASED = 10;
  private static final int PROFILE_WITH_CONSENT = 11;
  private static final int COUPON_CHANGED = 12;

  private static final BrowseAction[] BROWSE_ACTIONS = BrowseAction.values();
  private static final Referrer[] REFERRERS = Referrer.values();
  private static final VisitAction[] VISIT_ACTIONS = VisitAction.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final ReturnReason[] RETURN_REASONS = ReturnReason.values();
  private static final CouponChange[] COUPON_CHANGES = CouponChange.values();
  private static final Segment[] SEGMENTS = Segment.values();
  private static final ReturnCondition[] CONDITIONS = ReturnCondition.values();

  private FactCodec() {}

  public static byte[] pack(Fact fact) {
    PackWriter out = new PackWriter(64);
    if (fact instanceof Browse f) {
      head(out, BROWSE, fact)
          .constant(f.action())
          .text(f.sku())
          .constant(f.referrer())
          .text(f.storeId());
    } else if (fact instanceof VisitStep f) {
      head(out, VISIT_STEP, fact)
          .text(f.storeId())
          .constant(f.action())
          .text(f.sku())
          .number(f.seconds());
    } else if (fact instanceof Bought f) {
      head(out, f.couponIds().isEmpty() ? BOUGHT : BOUGHT_WITH_COUPONS, fact)
          .text(f.orderId())
          .constant(f.channel())
          .text(f.storeId())
          .number(f.lines().size());
      for (Bought.Line line : f.lines()) {
        out.text(line.sku())
            .number(line.quantity())
            .number(line.unitPriceMinor())
            .number(line.trialDays());
      }
      if (!f.couponIds().isEmpty()) {
        out.number(f.couponIds().size());
        f.couponIds().forEach(out::text);
      }
    } else if (fact instanceof MemberBought f) {
      head(out, MEMBER_BOUGHT, fact).number(f.skus().size());
      f.skus().forEach(out::text);
    } else if (fact instanceof CouponChanged f) {
      head(out, COUPON_CHANGED, fact).text(f.couponId()).constant(f.change()).text(f.orderId());
    } else if (fact instanceof Erased) {
      head(out, ERASED, fact);
    } else if (fact instanceof Returned f) {
      head(out, RETURNED, fact)
          .text(f.orderId())
          .text(f.storeId())
          .constant(f.reason())
          .constant(f.condition())
          .number(f.lines().size());
      for (Returned.Line line : f.lines()) {
        out.text(line.sku()).number(line.quantity()).number(line.refundMinor());
      }
    } else if (fact instanceof LinkChanged f) {
      head(out, LINK_CHANGED, fact).text(f.customerId()).flag(f.link()).flag(f.deterministic());
    } else if (fact instanceof ProfileStated f) {
      head(out, PROFILE_WITH_CONSENT, fact)
          .flag(f.staff())
          .text(f.householdId())
          .flag(f.consentPersonalisation())
          .flag(f.consentPush())
          .text(f.timeZone())
          .constant(f.segment())
          .number(f.priceSensitive() == null ? -1 : f.priceSensitive() ? 1 : 0);
    } else if (fact instanceof CaseChanged f) {
      head(out, CASE_CHANGED, fact).text(f.caseId()).flag(f.open()).text(f.sku());
    }
    return out.toBytes();
  }

  /** Whether it is an order that coupons were redeemed with; without unpacking it. */
  public static boolean isOrderWithCoupons(byte[] packed) {
    return new PackReader(packed).integer() == BOUGHT_WITH_COUPONS;
  }

  public static Fact unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    String eventId = in.text();
    long time = in.number();
    return switch (form) {
      case BROWSE ->
          new Browse(
              eventId,
              time,
              in.constant(BROWSE_ACTIONS),
              in.text(),
              in.constant(REFERRERS),
              in.text());
      case VISIT_STEP ->
          new VisitStep(
              eventId, time, in.text(), in.constant(VISIT_ACTIONS), in.text(), in.integer());
      case BOUGHT ->
          new Bought(eventId, time, in.text(), in.constant(CHANNELS), in.text(), boughtLines(in));
      case BOUGHT_WITH_COUPONS ->
          new Bought(
              eventId,
              time,
              in.text(),
              in.constant(CHANNELS),
              in.text(),
              boughtLines(in),
              texts(in));
      case MEMBER_BOUGHT -> new MemberBought(eventId, time, texts(in));
      case COUPON_CHANGED ->
          new CouponChanged(eventId, time, in.text(), in.constant(COUPON_CHANGES), in.text());
      case ERASED -> new Erased(eventId, time);
      case RETURNED -> returned(eventId, time, in);
      case LINK_CHANGED -> new LinkChanged(eventId, time, in.text(), in.flag(), in.flag());
      case PROFILE_STATED -> new ProfileStated(eventId, time, in.flag(), in.text());
      case PROFILE_WITH_CONSENT ->
          new ProfileStated(
              eventId,
              time,
              in.flag(),
              in.text(),
              in.flag(),
              in.flag(),
              in.text(),
              in.constant(SEGMENTS),
              maybe(in.integer()));
      case CASE_CHANGED -> new CaseChanged(eventId, time, in.text(), in.flag(), in.text());
      default ->
          throw new IllegalStateException(
              "state holds a fact of form " + form + ", which only a newer release can read");
    };
  }

  private static PackWriter head(PackWriter out, int form, Fact fact) {
    return out.number(form).text(fact.eventId()).number(fact.time());
  }

  private static Boolean maybe(int flag) {
    return flag < 0 ? null : (Boolean) (flag == 1);
  }

  private static List<Bought.Line> boughtLines(PackReader in) {
    int count = in.integer();
    List<Bought.Line> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(new Bought.Line(in.text(), in.integer(), in.number(), in.integer()));
    }
    return lines;
  }

  private static List<String> texts(PackReader in) {
    int count = in.integer();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return List.copyOf(texts);
  }

  private static Returned returned(String eventId, long time, PackReader in) {
    String orderId = in.text();
    String storeId = in.text();
    ReturnReason reason = in.constant(RETURN_REASONS);
    ReturnCondition condition = in.constant(CONDITIONS);
    int count = in.integer();
    List<Returned.Line> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(new Returned.Line(in.text(), in.integer(), in.number()));
    }
    return new Returned(eventId, time, orderId, storeId, lines, reason, condition);
  }
}
