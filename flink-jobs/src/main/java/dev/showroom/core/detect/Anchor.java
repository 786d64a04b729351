package dev.showroom.core.detect;

import dev.showroom.core.alert.Level;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.rules.Trigger;
import java.util.List;

/**
 * One thing that happened that rules are asked about. Times are event times in epoch milliseconds.
 */
sealed interface Anchor
    permits VisitAnchors.Exit,
        VisitAnchors.During,
        VisitAnchors.Browsing,
        OrderAnchors.Purchase,
        OrderAnchors.Accessory,
        OrderAnchors.Trial,
        OrderAnchors.LineReturn,
        OrderAnchors.Return,
        Raised {

  Trigger trigger();

  /** Its moment. */
  long at();

  /** Tells it from the others of its trigger, the same in any run. */
  String key();

  /** Start of what it spans. */
  default long from() {
    return at();
  }

  /** End of what it spans. */
  default long to() {
    return at();
  }

  /** Where it happened, or null. */
  String storeId();

  /** The event that it hangs on; of a visit its first step. */
  String eventId();

  /** The order that it is about, or null. */
  default String orderId() {
    return null;
  }

  /** The browsing that it is, or null. */
  default Browse browse() {
    return null;
  }

  /** What a rule of this level is asked about it, one by one; in a fixed order. */
  List<Scope> scopes(Level level, Knowledge knowledge);

  /**
   * The value of a name of the vocabulary that only this trigger has.
   *
   * @return null for a name that it does not have
   */
  Object valueOf(String name, Scope scope, Knowledge knowledge);
}
