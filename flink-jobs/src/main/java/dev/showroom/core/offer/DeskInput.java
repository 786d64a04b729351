package dev.showroom.core.offer;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.CouponChange;
import java.util.Comparator;
import java.util.List;

/** What the desk is told. Times are event times in epoch milliseconds. */
public sealed interface DeskInput
    permits DeskInput.Announced, DeskInput.Erasure, DeskInput.News, DeskInput.Alert, Due {

  /** Of its packed form, with which that begins. */
  int FORM = 1;

  /** Of the same moment, what is taken first; total, so that the order of arrival cannot show. */
  Comparator<DeskInput> ORDER =
      Comparator.comparingInt(DeskInput::rank)
          .thenComparingLong(DeskInput::time)
          .thenComparing(DeskInput::id)
          .thenComparingInt(DeskInput::number);

  /** A product, or a coupon policy; others are no matter here. */
  record Announced(Announcement what) implements DeskInput {
    @Override
    public long time() {
      return Long.MIN_VALUE;
    }

    @Override
    public int rank() {
      return 1;
    }

    @Override
    public String id() {
      return "";
    }
  }

  /** The customer is to be forgotten. */
  record Erasure(String customerId, long time) implements DeskInput {
    @Override
    public int rank() {
      return 2;
    }

    @Override
    public String id() {
      return customerId;
    }
  }

  /**
   * What became of a coupon.
   *
   * @param orderId that it was used with, or null
   * @param byPurchase whether the order itself says so; else the stream of coupon events
   */
  record News(
      String couponId,
      CouponChange change,
      long time,
      String eventId,
      String orderId,
      boolean byPurchase)
      implements DeskInput {
    private static final CouponChange[] CHANGES = CouponChange.values();

    @Override
    public int rank() {
      return byPurchase ? 3 : 4;
    }

    @Override
    public String id() {
      return eventId + ' ' + couponId;
    }

    @Override
    public int number() {
      return change.ordinal();
    }
  }

  /** A revision of an alert. What retracts is taken before anything is decided. */
  record Alert(AlertNotice notice) implements DeskInput {
    @Override
    public long time() {
      return notice.decidedAt();
    }

    @Override
    public int rank() {
      return 5;
    }

    @Override
    public String id() {
      return notice.alertId();
    }

    @Override
    public int number() {
      return notice.revision();
    }
  }

  /** The redemptions that an order tells of. */
  static List<DeskInput> redemptions(Bought order) {
    return order.couponIds().stream()
        .<DeskInput>map(
            couponId ->
                new News(
                    couponId,
                    CouponChange.REDEEMED,
                    order.time(),
                    order.eventId(),
                    order.orderId(),
                    true))
        .toList();
  }

  /** When it happened; of announcements, which say from when they hold, always. */
  long time();

  /** Of what kind it is: lower ones are taken first. */
  int rank();

  /** Tells apart what is of the same kind and time. */
  String id();

  /** Tells apart what has the same id. */
  default int number() {
    return 0;
  }

  default byte[] pack() {
    PackWriter out = new PackWriter(64).number(FORM).number(rank());
    if (this instanceof Announced announced) {
      out.block(announced.what().packAny());
    } else if (this instanceof Erasure erasure) {
      out.text(erasure.customerId()).number(erasure.time());
    } else if (this instanceof News news) {
      out.text(news.couponId())
          .constant(news.change())
          .number(news.time())
          .text(news.eventId())
          .text(news.orderId());
    } else if (this instanceof Alert alert) {
      out.block(alert.notice().pack());
    } else if (this instanceof Due due) {
      due.pack(out);
    }
    return out.toBytes();
  }

  static DeskInput unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an input of the desk");
    int rank = in.integer();
    return switch (rank) {
      case 0 -> Due.unpack(in);
      case 1 -> new Announced(Announcement.unpackAny(in.block()));
      case 2 -> new Erasure(in.text(), in.number());
      case 3, 4 ->
          new News(
              in.text(), in.constant(News.CHANGES), in.number(), in.text(), in.text(), rank == 3);
      case 5 -> new Alert(AlertNotice.unpack(in.block()));
      default -> throw new IllegalStateException("no input of kind " + rank);
    };
  }
}
