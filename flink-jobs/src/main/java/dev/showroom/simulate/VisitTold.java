package dev.showroom.simulate;

import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One visit as the streams tell it. */
final class VisitTold {
  private static final int ENOUGH_ACTIONS = 2;
  private static final int ENOUGH_SECONDS = 120;
  private static final long CLOSES_AFTER = 2 * Times.HOUR;

  private record Step(long time, VisitAction action, String family, int seconds) {}

  private final List<Step> steps = new ArrayList<>();
  private final String storeId;
  private final long enter;
  private long close;
  private long knownFrom;
  private boolean exited;

  VisitTold(String storeId, long enter) {
    this.storeId = storeId;
    this.enter = enter;
  }

  void take(VisitEvent step, long time, long known, String family) {
    exited = step.getAction() == VisitAction.EXIT;
    close = exited ? time : time + CLOSES_AFTER;
    knownFrom = Math.max(knownFrom, known);
    int seconds = step.getSeconds() == null ? 0 : step.getSeconds();
    steps.add(new Step(time, step.getAction(), family, seconds));
  }

  String storeId() {
    return storeId;
  }

  long enter() {
    return enter;
  }

  /** The EXIT, or when it is taken to be over. */
  long close() {
    return close;
  }

  /** Since when all of it is known to be the customer's. */
  long knownFrom() {
    return knownFrom;
  }

  boolean exited() {
    return exited;
  }

  Set<String> families() {
    return steps.stream().map(Step::family).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  boolean inspected(String family) {
    return inspected(family, Long.MAX_VALUE);
  }

  boolean inspected(String family, long until) {
    List<Step> of =
        steps.stream().filter(s -> family.equals(s.family()) && s.time() <= until).toList();
    return of.size() >= ENOUGH_ACTIONS
        || of.stream().mapToInt(Step::seconds).sum() >= ENOUGH_SECONDS;
  }

  boolean advised() {
    return steps.stream().anyMatch(step -> step.action() == VisitAction.ASSIST);
  }

  int adviceSeconds() {
    return steps.stream()
        .filter(step -> step.action() == VisitAction.ASSIST)
        .mapToInt(Step::seconds)
        .sum();
  }
}
