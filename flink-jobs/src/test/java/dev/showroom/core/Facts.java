package dev.showroom.core;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.VisitAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Facts in as few words as tests need. Event ids follow from what a fact says, so that the same
 * call twice makes the same fact.
 */
public final class Facts {
  /** A Monday morning; tests say when by adding to it. */
  public static final long T0 = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

  public static final long MINUTE = Duration.ofMinutes(1).toMillis();
  public static final long HOUR = Duration.ofHours(1).toMillis();
  public static final long DAY = Duration.ofDays(1).toMillis();

  /** The customer of all tests of one customer. */
  public static final String ANNA = "anna";

  /**
   * {@code tv-1} and {@code tv-2} are of family {@code tv}, {@code cam-1} of {@code cam}; {@code
   * case-tv} is of family {@code case}, and an accessory for {@code tv}; what is not named here has
   * no product record.
   */
  public static final Catalogue SHOP =
      (sku, time) -> {
        int dash = sku.indexOf('-');
        return dash < 0
            ? null
            : new ProductVersion(
                sku,
                0,
                sku.substring(0, dash),
                "electronics",
                49_900,
                40_000,
                sku.startsWith("case-") ? List.of(sku.substring(dash + 1)) : List.of());
      };

  private Facts() {}

  public static Browse browse(BrowseAction action, String sku, long time) {
    return browse(action, sku, null, time);
  }

  public static Browse browse(BrowseAction action, String sku, Referrer referrer, long time) {
    String from = referrer == null ? "" : ":" + referrer;
    return new Browse(
        "b:" + action + ":" + sku + ":" + time + from, time, action, sku, referrer, null);
  }

  public static Browse view(String sku, long time) {
    return browse(BrowseAction.VIEW, sku, time);
  }

  public static VisitStep step(VisitAction action, String store, String sku, int secs, long time) {
    String id = "v:" + store + ":" + action + ":" + sku + ":" + secs + ":" + time;
    return new VisitStep(id, time, store, action, sku, secs);
  }

  public static VisitStep enter(String store, long time) {
    return step(VisitAction.ENTER, store, null, 0, time);
  }

  public static VisitStep demo(String store, String sku, int seconds, long time) {
    return step(VisitAction.DEMO, store, sku, seconds, time);
  }

  public static VisitStep assist(String store, String sku, int seconds, long time) {
    return step(VisitAction.ASSIST, store, sku, seconds, time);
  }

  public static VisitStep exit(String store, long time) {
    return step(VisitAction.EXIT, store, null, 0, time);
  }

  public static Bought bought(String order, Channel channel, long time, Bought.Line... lines) {
    return new Bought(
        "p:" + order, time, order, channel, channel == Channel.STORE ? "s1" : null, List.of(lines));
  }

  public static Bought bought(String order, Channel channel, String sku, long time) {
    return bought(order, channel, time, line(sku, 1));
  }

  public static Bought boughtWithCoupon(String order, String sku, long time) {
    Bought plain = bought(order, Channel.ONLINE, sku, time);
    return new Bought(
        plain.eventId(),
        time,
        order,
        plain.channel(),
        plain.storeId(),
        plain.lines(),
        List.of("coupon-" + order));
  }

  /** Bought by another member of the customer's household. */
  public static MemberBought memberBought(String sku, long time) {
    return new MemberBought("m:" + sku + ":" + time, time, List.of(sku));
  }

  public static Erased erased(long time) {
    return new Erased("e:" + time, time);
  }

  public static Bought.Line line(String sku, int quantity) {
    return new Bought.Line(sku, quantity, 49_900, -1);
  }

  public static Returned returned(
      String id,
      String order,
      long time,
      ReturnReason reason,
      ReturnCondition condition,
      Returned.Line... lines) {
    return new Returned("r:" + id, time, order, "s1", List.of(lines), reason, condition);
  }

  public static Returned.Line back(String sku, int quantity) {
    return new Returned.Line(sku, quantity, 49_900L * quantity);
  }

  public static ProfileStated profile(boolean staff, long time) {
    return new ProfileStated("c:" + staff + ":" + time, time, staff, null);
  }

  public static CaseChanged serviceCase(String id, boolean open, String sku, long time) {
    return new CaseChanged("k:" + id + ":" + open + ":" + time, time, id, open, sku);
  }

  public static LinkChanged link(String customer, long time) {
    return new LinkChanged("l:" + customer + ":" + time, time, customer, true, true);
  }

  public static LinkChanged unlink(String customer, long time) {
    return new LinkChanged("u:" + customer + ":" + time, time, customer, false, true);
  }
}
