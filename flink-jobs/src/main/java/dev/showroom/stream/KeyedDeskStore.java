package dev.showroom.stream;

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
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;

/** The desk's state in Flink's, all of it under one key, and one timer for each moment. */
final class KeyedDeskStore implements DeskStore {

  /** One map state. */
  private record StateShelf<V>(MapState<String, V> state) implements Shelf<V> {
    static <V> StateShelf<V> of(RuntimeContext context, MapStateDescriptor<String, V> descriptor) {
      return new StateShelf<>(context.getMapState(descriptor));
    }

    @Override
    public V get(String key) {
      return read(() -> state.get(key));
    }

    @Override
    public void put(String key, V value) {
      write(() -> state.put(key, value));
    }

    @Override
    public void remove(String key) {
      write(() -> state.remove(key));
    }
  }

  /** Flink's state may throw anything. */
  @FunctionalInterface
  private interface Read<T> {
    T read() throws Exception;
  }

  @FunctionalInterface
  private interface Write {
    void write() throws Exception;
  }

  private final Shelf<AlertFile> alerts;
  private final Shelf<Card> customers;
  private final Shelf<Card> households;
  private final Shelf<Promise> promises;
  private final Shelf<Account> accounts;
  private final Shelf<ProductHistory> products;
  private final StateShelf<PolicyText> policies;
  private final StateShelf<DeskInput> inbox;
  private final MapState<Long, Integer> sizes;
  private final ValueState<Long> clock;
  private Long known;
  private TimerService timers;

  KeyedDeskStore(RuntimeContext context) {
    alerts = StateShelf.of(context, States.DESK_ALERTS);
    customers = StateShelf.of(context, States.DESK_CUSTOMERS);
    households = StateShelf.of(context, States.DESK_HOUSEHOLDS);
    promises = StateShelf.of(context, States.DESK_PROMISES);
    accounts = StateShelf.of(context, States.DESK_ACCOUNTS);
    products = StateShelf.of(context, States.DESK_PRODUCTS);
    policies = StateShelf.of(context, States.DESK_POLICIES);
    inbox = StateShelf.of(context, States.DESK_INBOX);
    sizes = context.getMapState(States.DESK_INBOX_SIZES);
    clock = context.getState(States.DESK_CLOCK);
  }

  void timers(TimerService service) {
    timers = service;
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
    List<PolicyText> all = new ArrayList<>();
    write(() -> policies.state().values().forEach(all::add));
    return all;
  }

  @Override
  public long clock() {
    if (known == null) {
      Long kept = read(clock::value);
      known = kept == null ? (Long) Long.MIN_VALUE : kept;
    }
    return known;
  }

  @Override
  public void clock(long time) {
    known = time;
    write(() -> clock.update(time));
  }

  @Override
  public void hold(long time, DeskInput input) {
    int size = sizeOf(time);
    inbox.put(slot(time, size), input);
    write(() -> sizes.put(time, size + 1));
    if (size == 0) {
      timers.registerEventTimeTimer(time);
    }
  }

  @Override
  public List<DeskInput> take(long time) {
    int size = sizeOf(time);
    List<DeskInput> taken = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      taken.add(inbox.get(slot(time, i)));
      inbox.remove(slot(time, i));
    }
    write(() -> sizes.remove(time));
    return taken;
  }

  private int sizeOf(long time) {
    Integer size = read(() -> sizes.get(time));
    return size == null ? 0 : size;
  }

  private static String slot(long time, int number) {
    return time + "#" + number;
  }

  private static <T> T read(Read<T> read) {
    try {
      return read.read();
    } catch (Exception e) {
      throw new IllegalStateException("the desk's state could not be read", e);
    }
  }

  private static void write(Write write) {
    try {
      write.write();
    } catch (Exception e) {
      throw new IllegalStateException("the desk's state could not be written", e);
    }
  }
}
