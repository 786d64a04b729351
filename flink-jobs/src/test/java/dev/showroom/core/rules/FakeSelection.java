package dev.showroom.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A selection over a list of made-up events. */
public record FakeSelection(Kind kind, List<Event> events) implements Selection {

  /**
   * @param marks of {@code comparing, assisted, unbought, coupon, open}
   */
  public record Event(
      String id,
      long time,
      Map<String, String> fields,
      Set<String> marks,
      long value,
      long seconds) {
    public static Event at(String id, long time) {
      return new Event(id, time, Map.of(), Set.of(), 0, 0);
    }

    public Event with(String field, String word) {
      Map<String, String> more = new java.util.HashMap<>(fields);
      more.put(field, word);
      return new Event(id, time, more, marks, value, seconds);
    }

    public Event marked(String... words) {
      return new Event(id, time, fields, Set.of(words), value, seconds);
    }

    public Event worth(long minor) {
      return new Event(id, time, fields, marks, minor, seconds);
    }

    public Event lasting(long length) {
      return new Event(id, time, fields, marks, value, length);
    }
  }

  public static FakeSelection of(Kind kind, Event... events) {
    return new FakeSelection(kind, List.of(events));
  }

  /** So many events, one a minute, the last of them one minute before {@code end}. */
  public static List<Event> minutes(String prefix, int count, long end) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Event.at(prefix + i, end - (count - i) * 60_000L));
    }
    return events;
  }

  private FakeSelection only(Predicate<Event> kept) {
    return new FakeSelection(kind, events.stream().filter(kept).toList());
  }

  private FakeSelection marked(String mark) {
    return only(event -> event.marks().contains(mark));
  }

  @Override
  public Selection since(long time) {
    return only(event -> event.time() >= time);
  }

  @Override
  public Selection after(long time) {
    return only(event -> event.time() > time);
  }

  @Override
  public Selection before(long time) {
    return only(event -> event.time() < time);
  }

  @Override
  public Selection upTo(long time) {
    return only(event -> event.time() <= time);
  }

  @Override
  public Selection where(String field, List<String> values) {
    return only(event -> values.contains(event.fields().get(field)));
  }

  @Override
  public Selection comparing() {
    return marked("comparing");
  }

  @Override
  public Selection assisted() {
    return marked("assisted");
  }

  @Override
  public Selection unbought() {
    return marked("unbought");
  }

  @Override
  public Selection withCoupon() {
    return marked("coupon");
  }

  @Override
  public Selection ofFamilies(Selection others) {
    return marked("family");
  }

  @Override
  public Selection open() {
    return marked("open");
  }

  @Override
  public long count() {
    return events.size();
  }

  @Override
  public long value() {
    return events.stream().mapToLong(Event::value).sum();
  }

  @Override
  public long seconds() {
    return events.stream().mapToLong(Event::seconds).sum();
  }

  @Override
  public long lines() {
    return 2L * events.size();
  }

  @Override
  public long units() {
    return 3L * events.size();
  }

  @Override
  public long distinct(String field) {
    return events.stream().map(event -> event.fields().get(field)).distinct().count();
  }

  @Override
  public long first() {
    return events.isEmpty() ? 0 : events.get(0).time();
  }

  @Override
  public long last() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).time();
  }

  @Override
  public List<String> eventIds() {
    return events.stream().map(Event::id).toList();
  }
}
