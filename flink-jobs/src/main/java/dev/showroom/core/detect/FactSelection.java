package dev.showroom.core.detect;

import dev.showroom.core.rules.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** A selection over what is known of a customer. */
final class FactSelection implements Selection {
  private static final long DAY = 24L * 3_600_000;

  private final Kind kind;
  private final List<? extends Item> items;

  /**
   * @param items in event-time order
   */
  FactSelection(Kind kind, List<? extends Item> items) {
    this.kind = kind;
    this.items = items;
  }

  private FactSelection only(Predicate<Item> wanted) {
    List<Item> left = new ArrayList<>();
    for (Item item : items) {
      if (wanted.test(item)) {
        left.add(item);
      }
    }
    return left.size() == items.size() ? this : new FactSelection(kind, left);
  }

  private long sum(ToLongFunction<Item> measure) {
    long sum = 0;
    for (Item item : items) {
      sum += measure.applyAsLong(item);
    }
    return sum;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Selection since(long time) {
    return only(item -> item.time() >= time);
  }

  @Override
  public Selection after(long time) {
    return only(item -> item.time() > time);
  }

  @Override
  public Selection before(long time) {
    return only(item -> item.time() < time);
  }

  @Override
  public Selection upTo(long time) {
    return only(item -> item.time() <= time);
  }

  @Override
  public Selection where(String field, List<String> values) {
    return only(item -> values.contains(item.field(field)));
  }

  @Override
  public Selection comparing() {
    return only(Item::isComparing);
  }

  @Override
  public Selection assisted() {
    return only(Item::isAssisted);
  }

  @Override
  public Selection unbought() {
    return only(Item::isUnbought);
  }

  @Override
  public Selection withCoupon() {
    return only(Item::isWithCoupon);
  }

  @Override
  public Selection ofFamilies(Selection others) {
    Set<String> wanted = ((FactSelection) others).families();
    return only(
        item -> {
          Set<String> own = new HashSet<>();
          item.addFields("family", own);
          own.retainAll(wanted);
          return !own.isEmpty();
        });
  }

  private Set<String> families() {
    Set<String> families = new HashSet<>();
    items.forEach(item -> item.addFields("family", families));
    return families;
  }

  @Override
  public Selection open() {
    return only(Item::isOpen);
  }

  @Override
  public long count() {
    return items.size();
  }

  @Override
  public long value() {
    return sum(Item::value);
  }

  @Override
  public long seconds() {
    return sum(Item::seconds);
  }

  @Override
  public long lines() {
    return sum(Item::lines);
  }

  @Override
  public long units() {
    return sum(Item::units);
  }

  @Override
  public long distinct(String field) {
    if (field.equals("day")) {
      return items.stream().mapToLong(item -> Math.floorDiv(item.time(), DAY)).distinct().count();
    }
    Set<String> values = new HashSet<>();
    for (Item item : items) {
      item.addFields(field, values);
    }
    return values.size();
  }

  @Override
  public long first() {
    return items.isEmpty() ? 0 : items.get(0).time();
  }

  @Override
  public long last() {
    return items.isEmpty() ? 0 : items.get(items.size() - 1).time();
  }

  @Override
  public List<String> eventIds() {
    List<String> ids = new ArrayList<>();
    items.forEach(item -> item.addEvidence(ids));
    return List.copyOf(new LinkedHashSet<>(ids));
  }
}
