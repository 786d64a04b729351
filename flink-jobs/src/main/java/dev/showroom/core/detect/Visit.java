package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stay in one store: from its first event to its EXIT, or to two hours after its last event.
 *
 * @param id event id of the first step
 * @param enter time of the first step
 * @param close time of EXIT, or when it closes without one; not yet reached while the person is
 *     still inside
 */
public record Visit(String id, String storeId, long enter, long close, List<VisitStep> steps) {

  private static final long GAP = History.VISIT_GAP.toMillis();

  /** The visits that these steps, in time order, make up; in order of their first step. */
  public static List<Visit> of(List<VisitStep> steps) {
    List<Visit> visits = new ArrayList<>();
    Map<String, List<VisitStep>> open = new LinkedHashMap<>();
    for (VisitStep step : steps) {
      List<VisitStep> current = open.get(step.storeId());
      if (current != null && step.time() - current.get(current.size() - 1).time() > GAP) {
        visits.add(closed(current));
        current = null;
      }
      if (current == null) {
        current = new ArrayList<>();
        open.put(step.storeId(), current);
      }
      current.add(step);
      if (step.action() == VisitAction.EXIT) {
        visits.add(closed(current));
        open.remove(step.storeId());
      }
    }
    open.values().forEach(current -> visits.add(closed(current)));
    visits.sort(
        java.util.Comparator.comparingLong(Visit::enter)
            .thenComparing(Visit::storeId)
            .thenComparing(Visit::id));
    return visits;
  }

  private static Visit closed(List<VisitStep> steps) {
    VisitStep first = steps.get(0);
    VisitStep last = steps.get(steps.size() - 1);
    boolean left = last.action() == VisitAction.EXIT;
    return new Visit(
        first.eventId(),
        first.storeId(),
        first.time(),
        left ? last.time() : last.time() + GAP,
        List.copyOf(steps));
  }
}
