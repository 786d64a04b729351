package dev.showroom.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;

/**
 * The state of the keys that were touched last, unpacked, in front of the state backend: people
 * come in sessions, and a key is read and written many times within minutes. What has changed is
 * written when its key has to make room, and at each checkpoint, of which a restored job goes on
 * with an empty cache. Bounded by an estimate of what it holds in memory; a key that alone takes
 * much of that is not held at all.
 *
 * <p>A value that is changed and not updated may or may not be kept, as on the heap's own backend.
 */
final class KeyCache {
  /** What a key, its place in the map and a cell for each state take, in bytes. */
  private static final int OF_KEY = 320;

  /** A key that takes more than this share of all is let go as soon as another is touched. */
  private static final int LARGEST_SHARE = 16;

  /** Where the operator says which key is the current one. */
  interface Keys {
    Object current();

    void switchTo(Object key);
  }

  /** A function that keeps its state here; it is told before it is opened. */
  interface User {
    void use(KeyCache cache);
  }

  private final Keys keys;
  private final long mostBytes;
  private final LinkedHashMap<Object, Row> rows = new LinkedHashMap<>(256, 0.75f, true);
  private int states;
  private long bytes;
  private Row last;

  KeyCache(long mostBytes, Keys keys) {
    this.mostBytes = mostBytes;
    this.keys = keys;
  }

  /**
   * A state as it is seen through a cache.
   *
   * @param cache null for none
   * @param weigher about how many bytes a value takes in memory
   */
  static <T> ValueState<T> value(KeyCache cache, ValueState<T> state, ToIntFunction<T> weigher) {
    return cache == null ? state : new CachedValue<>(cache, cache.states++, state, weigher);
  }

  /** Likewise; weighs each element. */
  static <T> ListState<T> list(KeyCache cache, ListState<T> state, ToIntFunction<T> weigher) {
    return cache == null ? state : new CachedList<>(cache, cache.states++, state, weigher);
  }

  /** Writes all that has changed; before each checkpoint. */
  void flush() throws Exception {
    Object current = keys.current();
    for (Row row : rows.values()) {
      write(row);
    }
    switchBack(current);
  }

  private Row row() throws Exception {
    Object key = keys.current();
    if (last != null && last.key.equals(key)) {
      return last;
    }
    if (last != null && last.bytes > mostBytes / LARGEST_SHARE) {
      rows.remove(last.key);
      write(last);
      bytes -= last.bytes;
      switchBack(key);
    }
    last = rows.get(key);
    if (last == null) {
      last = new Row(key, states);
      rows.put(key, last);
      bytes += last.bytes;
    }
    if (bytes > mostBytes) {
      makeRoom();
      switchBack(key);
    }
    return last;
  }

  private void makeRoom() throws Exception {
    var eldest = rows.entrySet().iterator();
    while (bytes > mostBytes) {
      Row row = eldest.next().getValue();
      if (row == last) {
        return;
      }
      eldest.remove();
      write(row);
      bytes -= row.bytes;
    }
  }

  private void write(Row row) throws Exception {
    boolean isCurrent = false;
    for (Cell cell : row.cells) {
      if (cell != null && cell.isChanged()) {
        if (!isCurrent) {
          keys.switchTo(row.key);
          isCurrent = true;
        }
        cell.write(row);
      }
    }
  }

  private void switchBack(Object key) {
    if (key != null) {
      keys.switchTo(key);
    }
  }

  private void weigh(Row row, long more) {
    row.bytes += more;
    bytes += more;
  }

  /** About how many bytes are held. */
  long bytes() {
    return bytes;
  }

  /** One key's state. */
  private static final class Row {
    final Object key;
    final Cell[] cells;
    long bytes = OF_KEY;

    Row(Object key, int states) {
      this.key = key;
      this.cells = new Cell[states];
    }
  }

  /** One state of one key. */
  private interface Cell {
    boolean isChanged();

    /** To the state of the current key. */
    void write(Row row) throws Exception;
  }

  private static final class CachedValue<T> implements ValueState<T> {
    private final KeyCache cache;
    private final int place;
    private final ValueState<T> state;
    private final ToIntFunction<T> weigher;

    CachedValue(KeyCache cache, int place, ValueState<T> state, ToIntFunction<T> weigher) {
      this.cache = cache;
      this.place = place;
      this.state = state;
      this.weigher = weigher;
    }

    @Override
    public T value() {
      try {
        Row row = cache.row();
        ValueCell held = cellOf(row);
        if (held == null) {
          held = new ValueCell();
          row.cells[place] = held;
          held.set(row, state.value());
        }
        return held.value;
      } catch (Exception e) {
        throw new IllegalStateException("state could not be read", e);
      }
    }

    @Override
    public void update(T value) {
      try {
        Row row = cache.row();
        ValueCell held = cellOf(row);
        if (held == null) {
          held = new ValueCell();
          row.cells[place] = held;
        }
        held.set(row, value);
        held.changed = true;
      } catch (Exception e) {
        throw new IllegalStateException("state could not be written", e);
      }
    }

    @Override
    public void clear() {
      update(null);
    }

    @SuppressWarnings("unchecked")
    private ValueCell cellOf(Row row) {
      return (ValueCell) row.cells[place];
    }

    private final class ValueCell implements Cell {
      T value;
      int bytes;
      boolean changed;

      void set(Row row, T next) {
        int now = next == null ? 0 : weigher.applyAsInt(next);
        cache.weigh(row, now - bytes);
        bytes = now;
        value = next;
      }

      @Override
      public boolean isChanged() {
        return changed;
      }

      @Override
      public void write(Row row) throws Exception {
        if (value == null) {
          state.clear();
        } else {
          state.update(value);
        }
        changed = false;
      }
    }
  }

  private static final class CachedList<T> implements ListState<T> {
    private final KeyCache cache;
    private final int place;
    private final ListState<T> state;
    private final ToIntFunction<T> weigher;

    CachedList(KeyCache cache, int place, ListState<T> state, ToIntFunction<T> weigher) {
      this.cache = cache;
      this.place = place;
      this.state = state;
      this.weigher = weigher;
    }

    @Override
    public Iterable<T> get() throws Exception {
      Row row = cache.row();
      ListCell held = cellOf(row);
      if (!held.isWhole) {
        List<T> added = held.items;
        held.items = new ArrayList<>();
        for (T item : state.get()) {
          held.items.add(item);
          cache.weigh(row, weigher.applyAsInt(item));
          held.bytes += weigher.applyAsInt(item);
        }
        held.written = held.items.size();
        held.items.addAll(added);
        held.isWhole = true;
      }
      return Collections.unmodifiableList(held.items);
    }

    @Override
    public void add(T item) throws Exception {
      Row row = cache.row();
      ListCell held = cellOf(row);
      held.items.add(item);
      int weight = weigher.applyAsInt(item);
      held.bytes += weight;
      cache.weigh(row, weight);
    }

    @Override
    public void addAll(List<T> items) throws Exception {
      for (T item : items) {
        add(item);
      }
    }

    @Override
    public void update(List<T> items) throws Exception {
      Row row = cache.row();
      ListCell held = cellOf(row);
      cache.weigh(row, -held.bytes);
      held.bytes = 0;
      held.items = new ArrayList<>(items);
      for (T item : items) {
        held.bytes += weigher.applyAsInt(item);
      }
      cache.weigh(row, held.bytes);
      held.isWhole = true;
      held.isReplaced = true;
      held.written = 0;
    }

    @Override
    public void clear() {
      try {
        update(List.of());
      } catch (Exception e) {
        throw new IllegalStateException("state could not be cleared", e);
      }
    }

    @SuppressWarnings("unchecked")
    private ListCell cellOf(Row row) {
      if (row.cells[place] == null) {
        row.cells[place] = new ListCell();
      }
      return (ListCell) row.cells[place];
    }

    private final class ListCell implements Cell {
      /** All of the list, or only what was added to it. */
      List<T> items = new ArrayList<>(2);

      boolean isWhole;
      boolean isReplaced;

      /** So many at the beginning are written. */
      int written;

      long bytes;

      @Override
      public boolean isChanged() {
        return isReplaced || items.size() > written;
      }

      @Override
      public void write(Row row) throws Exception {
        if (isReplaced && items.isEmpty()) {
          state.clear();
        } else if (isReplaced) {
          state.update(items);
        } else {
          state.addAll(List.copyOf(items.subList(written, items.size())));
        }
        if (!isWhole) {
          items.clear();
          cache.weigh(row, -bytes);
          bytes = 0;
        }
        isReplaced = false;
        written = items.size();
      }
    }
  }
}
