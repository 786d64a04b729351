package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What an alert is about. Times are event times in epoch milliseconds.
 *
 * @param scope the sku, family or category that the rule held together; empty for all of the
 *     customer's
 * @param family null where it is not about one
 * @param sku null where it is not about one
 * @param orderId null where it is not about one
 * @param eventId of the event that it hangs on: of a visit the first step
 * @param at the anchor's moment
 * @param from start of what the anchor spans, of a visit its first step
 * @param to end of it: two alerts of one rule and scope whose spans, if they have any length, meet
 *     are one
 */
public record Subject(
    Level level,
    String scope,
    String family,
    String sku,
    String storeId,
    String orderId,
    String eventId,
    long at,
    long from,
    long to) {
  private static final Level[] LEVELS = Level.values();

  /** Whether the other is of the same scope and its span meets this one's. */
  public boolean meets(Subject other) {
    return isOfScope(other)
        && from < to
        && other.from < other.to
        && from <= other.to
        && other.from <= to;
  }

  public boolean isOfScope(Subject other) {
    return level == other.level && scope.equals(other.scope);
  }

  void pack(PackWriter out) {
    out.constant(level)
        .text(scope)
        .text(family)
        .text(sku)
        .text(storeId)
        .text(orderId)
        .text(eventId)
        .number(at)
        .number(at - from)
        .number(to - at);
  }

  static Subject unpack(PackReader in) {
    Level level = in.constant(LEVELS);
    String scope = in.text();
    String family = in.text();
    String sku = in.text();
    String store = in.text();
    String order = in.text();
    String event = in.text();
    long at = in.number();
    return new Subject(
        level, scope, family, sku, store, order, event, at, at - in.number(), at + in.number());
  }
}
