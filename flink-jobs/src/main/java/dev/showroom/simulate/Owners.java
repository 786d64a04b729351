package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose the events of anonymous actors are in the end, by the links of one diary. */
final class Owners {
  static final long NEVER = Long.MAX_VALUE;

  private static final long LOOK_BACK = 30 * Times.DAY;
  private static final int MOST_OWNERS = 4;

  private final String customerId;
  private final Map<Actor, List<IdentityLink>> links = new HashMap<>();

  /**
   * @param events in order
   */
  Owners(String customerId, List<SimulatedEvent> events) {
    this.customerId = customerId;
    for (SimulatedEvent event : events) {
      if (event.record() instanceof IdentityLink link
          && link.getConfidence() == LinkConfidence.DETERMINISTIC) {
        links.computeIfAbsent(link.getActor(), actor -> new ArrayList<>()).add(link);
      }
    }
  }

  /** Since when an event is known to be the customer's own; {@link #NEVER} if it is not. */
  long knownFrom(Actor actor, long time) {
    if (actor.getKind() == ActorKind.CUSTOMER) {
      return actor.getId().equals(customerId) ? time : NEVER;
    }
    List<IdentityLink> all = links.getOrDefault(actor, List.of());
    if (all.stream().anyMatch(this::isTakenBack)) {
      return NEVER;
    }
    Set<String> seen = new HashSet<>();
    IdentityLink owner = null;
    for (IdentityLink link : all) {
      long linked = link.getEventTime().toEpochMilli();
      if (linked > time) {
        boolean givenBack = owner == null && linked - time <= LOOK_BACK;
        owner = givenBack ? link : owner;
        break;
      }
      if (link.getChange() == LinkChange.LINK) {
        seen.add(link.getCustomerId());
        owner = link;
      }
      if (seen.size() > MOST_OWNERS) {
        return NEVER;
      }
    }
    return owner != null && owner.getCustomerId().equals(customerId)
        ? Math.max(time, owner.getEventTime().toEpochMilli())
        : NEVER;
  }

  private boolean isTakenBack(IdentityLink link) {
    return link.getChange() == LinkChange.UNLINK && link.getCustomerId().equals(customerId);
  }
}
