package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import java.util.Collection;
import java.util.List;

/**
 * What the desk keeps. Everything is asked for by its key, so that nothing has to be loaded but
 * what a step needs; keys name nobody. Values are not changed: a new one is put in the place of the
 * old.
 */
public interface DeskStore {
  /** Values by key. */
  interface Shelf<V> {
    /** Null where there is none. */
    V get(String key);

    void put(String key, V value);

    void remove(String key);
  }

  /** By digest of the alert's id: what is known of it, and who has decided it. */
  Shelf<AlertFile> alerts();

  /** By digest of the customer's id: what was granted, and an erasure. */
  Shelf<Card> customers();

  /** By digest of the household's id: what its members were granted. */
  Shelf<Card> households();

  /** By the coupon's id, in shadow lanes by the decision's. */
  Shelf<Promise> promises();

  /** By lane, campaign, and store or day. */
  Shelf<Account> accounts();

  /** By sku. */
  Shelf<ProductHistory> products();

  /** By id and version. */
  Shelf<PolicyText> policies();

  /** As few as were ever published. */
  Collection<PolicyText> allPolicies();

  /** Up to when the desk has taken what it was told; {@link Long#MIN_VALUE} at first. */
  long clock();

  void clock(long time);

  /** Keeps an input, in any order; the desk is to be woken when the watermark reaches the time. */
  void hold(long time, DeskInput input);

  /** Hands out all that is held for exactly that time, and holds it no longer. */
  List<DeskInput> take(long time);
}
