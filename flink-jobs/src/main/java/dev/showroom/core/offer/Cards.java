package dev.showroom.core.offer;

import dev.showroom.core.intake.KeyDigest;
import java.time.Duration;
import java.util.List;

/** The cards of customers and households: what was granted, and who was erased. */
final class Cards {
  /**
   * That somebody was erased is kept for as long as an alert of before may still come; what comes
   * later the journeys do not let through, which keep the mark for good.
   */
  static final long ERASURE_KEPT_MILLIS = Duration.ofDays(60).toMillis();

  private final DeskStore store;
  private final KeyDigest digest = new KeyDigest();

  Cards(DeskStore store) {
    this.store = store;
  }

  /** The key of a person or a household; null for none. */
  String keyOf(String id) {
    return id == null ? null : digest.of(id);
  }

  Card customer(String customerId) {
    return read(store.customers(), keyOf(customerId));
  }

  /**
   * @param key null for none
   */
  Card household(String key) {
    return key == null ? Card.EMPTY : read(store.households(), key);
  }

  /**
   * @param householdKey null for none
   * @param promiseKey null where nothing was promised
   */
  void grant(String customerId, String householdKey, Grant grant, String promiseKey) {
    Card card = customer(customerId).with(grant);
    String key = keyOf(customerId);
    keep(
        store.customers(),
        key,
        promiseKey == null ? card : card.withPromise(promiseKey),
        Due.Chore.TIDY_CUSTOMER);
    if (householdKey != null) {
      Card household = household(householdKey).with(grant);
      keep(store.households(), householdKey, household, Due.Chore.TIDY_HOUSEHOLD);
    }
  }

  /** A promise is kept no longer. */
  void forgetPromise(String customerId, String promiseKey) {
    String key = keyOf(customerId);
    write(store.customers(), key, read(store.customers(), key).withoutPromise(promiseKey));
  }

  /**
   * Forgets a customer but for the fact; what the household was granted stays, and names nobody.
   *
   * @return keys of the promises that were made
   */
  List<String> erase(String customerId, long now) {
    Card card = customer(customerId);
    keep(
        store.customers(),
        keyOf(customerId),
        card.erased(now + ERASURE_KEPT_MILLIS),
        Due.Chore.TIDY_CUSTOMER);
    return card.promises();
  }

  void tidy(Due due, long now) {
    DeskStore.Shelf<Card> shelf =
        due.chore() == Due.Chore.TIDY_CUSTOMER ? store.customers() : store.households();
    Card card = read(shelf, due.key()).tidyAt(Long.MAX_VALUE);
    keep(shelf, due.key(), card.tidied(now - Caps.LONGEST_MILLIS, now), due.chore());
  }

  private void keep(DeskStore.Shelf<Card> shelf, String key, Card card, Due.Chore chore) {
    long due = forgetAt(card);
    if (card.tidyAt() != Long.MAX_VALUE || due == Long.MAX_VALUE) {
      write(shelf, key, card);
      return;
    }
    Due tidy = Due.after(due, chore, key);
    store.hold(tidy.time(), tidy);
    write(shelf, key, card.tidyAt(tidy.time()));
  }

  /** When the first of it may be forgotten. */
  private static long forgetAt(Card card) {
    long at = card.erasedUntil() == Long.MIN_VALUE ? Long.MAX_VALUE : card.erasedUntil();
    for (Grant grant : card.grants()) {
      at = Math.min(at, grant.time() + Caps.LONGEST_MILLIS);
    }
    return at;
  }

  private static Card read(DeskStore.Shelf<Card> shelf, String key) {
    Card card = shelf.get(key);
    return card == null ? Card.EMPTY : card;
  }

  private static void write(DeskStore.Shelf<Card> shelf, String key, Card card) {
    if (card.isEmpty()) {
      shelf.remove(key);
    } else {
      shelf.put(key, card);
    }
  }
}
