package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All lines of one sku in an order, with what came back of it. Times are event times in epoch
 * milliseconds.
 *
 * @param returns of this sku of the order, not before it, in time order; up to the one that brought
 *     the last unit back
 * @param unitsBack by these returns
 */
record OrderLine(Bought order, String sku, int units, List<Returned> returns, int unitsBack) {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** The lines of an order, one for each sku, in the order's order. */
  static List<OrderLine> of(Bought order, List<Returned> allReturns) {
    List<OrderLine> lines = new ArrayList<>(order.lines().size());
    for (int i = 0; i < order.lines().size(); i++) {
      String sku = order.lines().get(i).sku();
      boolean isFirst = true;
      for (int j = 0; j < i; j++) {
        isFirst &= !order.lines().get(j).sku().equals(sku);
      }
      if (isFirst) {
        lines.add(of(order, sku, allReturns));
      }
    }
    return lines;
  }

  private static OrderLine of(Bought order, String sku, List<Returned> allReturns) {
    int units = 0;
    for (Bought.Line line : order.lines()) {
      units += line.sku().equals(sku) ? line.quantity() : 0;
    }
    List<Returned> returns = new ArrayList<>(0);
    int back = 0;
    for (Returned returned : allReturns) {
      if (back >= units) {
        break;
      }
      int of = unitsOf(returned, sku);
      if (of > 0 && returned.orderId().equals(order.orderId()) && returned.time() >= order.time()) {
        returns.add(returned);
        back += of;
      }
    }
    return new OrderLine(order, sku, units, returns, back);
  }

  private static int unitsOf(Returned returned, String sku) {
    int units = 0;
    for (Returned.Line line : returned.lines()) {
      units += line.sku().equals(sku) ? line.quantity() : 0;
    }
    return units;
  }

  boolean isBackWhole() {
    return unitsBack >= units && !returns.isEmpty();
  }

  /** The return that brought the last unit back; only of a line that {@link #isBackWhole}. */
  Returned completing() {
    return returns.get(returns.size() - 1);
  }

  long boughtAt() {
    return order.time();
  }

  /** End of its trial days, as the order says, else the usual ones. */
  long trialEnd() {
    int days = -1;
    for (Bought.Line line : order.lines()) {
      if (line.sku().equals(sku)) {
        days = Math.max(days, line.trialDays());
      }
    }
    return order.time() + (days < 0 ? History.TRIAL_DAYS : days) * DAY;
  }

  /** What was paid for it, in minor units. */
  long value() {
    long value = 0;
    for (Bought.Line line : order.lines()) {
      value += line.sku().equals(sku) ? line.quantity() * line.unitPriceMinor() : 0;
    }
    return value;
  }

  /** What the completing return refunded for it, in minor units. */
  long refund() {
    long refund = 0;
    for (Returned.Line line : completing().lines()) {
      refund += line.sku().equals(sku) ? line.refundMinor() : 0;
    }
    return refund;
  }
}
