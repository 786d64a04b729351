package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The desk's state in packed form, as a savepoint would hold it. */
public final class MemoryDeskStore implements DeskStore {

  /** Packs what is put, and unpacks what is asked for. */
  private static final class PackedShelf<V> implements Shelf<V> {
    private final Map<String, byte[]> values = new HashMap<>();
    private final Function<V, byte[]> pack;
    private final Function<byte[], V> unpack;

    PackedShelf(Function<V, byte[]> pack, Function<byte[], V> unpack) {
      this.pack = pack;
      this.unpack = unpack;
    }

    @Override
    public V get(String key) {
      byte[] packed = values.get(key);
      return packed == null ? null : unpack.apply(packed);
    }

    @Override
    public void put(String key, V value) {
      values.put(key, pack.apply(value));
    }

    @Override
    public void remove(String key) {
      values.remove(key);
    }
  }

  private final PackedShelf<AlertFile> alerts =
      new PackedShelf<>(AlertFile::pack, AlertFile::unpack);
  private final PackedShelf<Card> customers = new PackedShelf<>(Card::pack, Card::unpack);
  private final PackedShelf<Card> households = new PackedShelf<>(Card::pack, Card::unpack);
  private final PackedShelf<Promise> promises = new PackedShelf<>(Promise::pack, Promise::unpack);
  private final PackedShelf<Account> accounts = new PackedShelf<>(Account::pack, Account::unpack);
  private final PackedShelf<ProductHistory> products =
      new PackedShelf<>(ProductHistory::pack, ProductHistory::unpack);
  private final PackedShelf<PolicyText> policies =
      new PackedShelf<>(PolicyText::pack, PolicyText::unpack);
  private final NavigableMap<Long, List<byte[]>> inbox = new TreeMap<>();
  private long clock = Long.MIN_VALUE;

  /** As a restored job finds it. */
  MemoryDeskStore copy() {
    MemoryDeskStore copy = new MemoryDeskStore();
    copy.alerts.values.putAll(alerts.values);
    copy.customers.values.putAll(customers.values);
    copy.households.values.putAll(households.values);
    copy.promises.values.putAll(promises.values);
    copy.accounts.values.putAll(accounts.values);
    copy.products.values.putAll(products.values);
    copy.policies.values.putAll(policies.values);
    inbox.forEach((time, inputs) -> copy.inbox.put(time, new ArrayList<>(inputs)));
    copy.clock = clock;
    return copy;
  }

  /** When something is held for; {@link Long#MAX_VALUE} for never. */
  public long nextTime() {
    return inbox.isEmpty() ? Long.MAX_VALUE : inbox.firstKey();
  }

  /** What is held for that time, without taking it. */
  List<byte[]> held(long time) {
    return inbox.getOrDefault(time, List.of());
  }

  /** What is kept, but for products, policies and what campaigns have spent for good. */
  int size() {
    return alerts.values.size()
        + customers.values.size()
        + households.values.size()
        + promises.values.size()
        + inbox.size();
  }

  int accountsHeld() {
    return accounts.values.size();
  }

  Account account(String key) {
    Account account = accounts.get(key);
    return account == null ? Account.EMPTY : account;
  }

  /** Whether any byte of the text is in any key or value. */
  boolean holds(String text) {
    List<byte[]> all = new ArrayList<>();
    for (PackedShelf<?> shelf :
        List.of(alerts, customers, households, promises, accounts, products, policies)) {
      shelf.values.keySet().forEach(key -> all.add(key.getBytes(StandardCharsets.UTF_8)));
      all.addAll(shelf.values.values());
    }
    inbox.values().forEach(all::addAll);
    return all.stream()
        .anyMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(text));
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
    return policies.values.values().stream().map(PolicyText::unpack).toList();
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
    inbox.computeIfAbsent(time, any -> new ArrayList<>()).add(input.pack());
  }

  @Override
  public List<DeskInput> take(long time) {
    List<byte[]> packed = inbox.remove(time);
    return packed == null ? List.of() : packed.stream().map(DeskInput::unpack).toList();
  }
}
