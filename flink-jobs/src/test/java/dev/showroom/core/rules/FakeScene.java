package dev.showroom.core.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scene that is made up name by name; selections that are not named are empty. */
public final class FakeScene implements Scene {
  private static final Map<String, Selection.Kind> SELECTIONS =
      Map.ofEntries(
          Map.entry("browsing", Selection.Kind.BROWSING),
          Map.entry("research", Selection.Kind.BROWSING),
          Map.entry("inspections", Selection.Kind.INSPECTIONS),
          Map.entry("orders", Selection.Kind.ORDERS),
          Map.entry("returns", Selection.Kind.RETURNS),
          Map.entry("all.browsing", Selection.Kind.BROWSING),
          Map.entry("all.research", Selection.Kind.BROWSING),
          Map.entry("all.inspections", Selection.Kind.INSPECTIONS),
          Map.entry("all.orders", Selection.Kind.ORDERS),
          Map.entry("all.returns", Selection.Kind.RETURNS),
          Map.entry("visits", Selection.Kind.VISITS),
          Map.entry("alerts", Selection.Kind.ALERTS),
          Map.entry("visit.inspections", Selection.Kind.INSPECTIONS),
          Map.entry("line.returns", Selection.Kind.RETURNS));

  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();

  public FakeScene(long at) {
    time("at", at);
  }

  public FakeScene time(String name, long time) {
    values.put(name, Instant.ofEpochMilli(time));
    return this;
  }

  public FakeScene number(String name, long number) {
    values.put(name, number);
    return this;
  }

  public FakeScene text(String name, String text) {
    values.put(name, text);
    return this;
  }

  public FakeScene events(String name, List<FakeSelection.Event> events) {
    values.put(name, new FakeSelection(SELECTIONS.get(name), events));
    return this;
  }

  public FakeScene events(String name, FakeSelection.Event... events) {
    return events(name, List.of(events));
  }

  /** How often a name was asked for. */
  public int asked(String name) {
    return asked.getOrDefault(name, 0);
  }

  @Override
  public Object valueOf(String name) {
    asked.merge(name, 1, Integer::sum);
    Object value = values.get(name);
    if (value == null && SELECTIONS.containsKey(name)) {
      return FakeSelection.of(SELECTIONS.get(name));
    }
    if (value == null) {
      throw new IllegalArgumentException("no '" + name + "' here");
    }
    return value;
  }
}
