package dev.showroom.backtest;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.offer.Account;
import dev.showroom.core.offer.AlertFile;
import dev.showroom.core.offer.Card;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.DeskStore;
import dev.showroom.core.offer.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The state of a desk that lives for one pass, on the heap. */
final class HeapDeskStore implements DeskStore {
  private record HeapShelf<V>(Map<String, V> values) implements Shelf<V> {
    HeapShelf() {
      this(new HashMap<>());
    }

    @Override
    public V get(String key) {
      return values.get(key);
    }

    @Override
    public void put(String key, V value) {
      values.put(key, value);
    }

    @Override
    public void remove(String key) {
      values.remove(key);
    }
  }

  private final Shelf<AlertFile> alerts = new HeapShelf<>();
  private final Shelf<Card> customers = new HeapShelf<>();
  private final Shelf<Card> households = new HeapShelf<>();
  private final Shelf<Promise> promises = new HeapShelf<>();
  private final Shelf<Account> accounts = new HeapShelf<>();
  private final Shelf<ProductHistory> products = new HeapShelf<>();
  private final HeapShelf<PolicyText> policies = new HeapShelf<>();
  private final NavigableMap<Long, List<DeskInput>> inbox = new TreeMap<>();
  private long clock = Long.MIN_VALUE;

  /** The first moment that something is held for; {@link Long#MAX_VALUE} for none. */
  long firstMoment() {
    return inbox.isEmpty() ? Long.MAX_VALUE : inbox.firstKey();
  }

  @Override
  public Shelf<AlertFile> alerts() {
    return alerts;
  }

  @Override
  public Shelf<Card> customers() {
    return customers;
  }

  @Override
  public Shelf<Card> households() {
    return households;
  }

  @Override
  public Shelf<Promise> promises() {
    return promises;
  }

  @Override
  public Shelf<Account> accounts() {
    return accounts;
  }

  @Override
  public Shelf<ProductHistory> products() {
    return products;
  }

  @Override
  public Shelf<PolicyText> policies() {
    return policies;
  }

  @Override
  public Collection<PolicyText> allPolicies() {
    return policies.values().values();
  }

  @Override
  public long clock() {
    return clock;
  }

  @Override
  public void clock(long time) {
    clock = time;
  }

  @Override
  public void hold(long time, DeskInput input) {
    inbox.computeIfAbsent(time, any -> new ArrayList<>()).add(input);
  }

  @Override
  public List<DeskInput> take(long time) {
    List<DeskInput> held = inbox.remove(time);
    return held == null ? List.of() : held;
  }
}
