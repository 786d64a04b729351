package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.notice.Standing;
import dev.showroom.schemas.AlertStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Says how a customer stands at the moment that is asked about, for those who may make an offer.
 */
public final class Standings {
  private Standings() {}

  /**
   * @param ledger all the customer's alerts
   */
  public static Standing of(
      Knowledge knowledge, Suspicion suspicion, Collection<AlertEntry> ledger) {
    ProfileStated profile = knowledge.profile();
    Subject subject = suspicion.subject();
    Scope scope = new Scope(subject.level(), subject.scope(), subject.sku(), subject.family());
    long now = knowledge.now();
    return new Standing(
        profile == null ? null : profile.householdId(),
        profile != null && profile.consentPersonalisation(),
        profile != null && profile.consentPush(),
        profile == null ? null : profile.timeZone(),
        profile == null ? null : profile.segment(),
        profile == null ? null : profile.priceSensitive(),
        knowledge.isStaff(now),
        knowledge.openCase(scope, now) != null,
        knowledge.visits().stream().anyMatch(visit -> visit.enter() <= now && now <= visit.close()),
        standing(ledger, now));
  }

  /** Patterns of the alerts that stood at {@code now}, but for those that are only looked at. */
  private static Set<String> standing(Collection<AlertEntry> ledger, long now) {
    Set<String> patterns = new HashSet<>();
    for (AlertEntry entry : ledger) {
      AlertStatus status = null;
      for (Transition step : entry.life()) {
        status = step.decidedAt() <= now ? step.status() : status;
      }
      boolean stands = status != null && status != AlertStatus.RETRACTED;
      if (stands && !entry.suspicion().rule().shadow()) {
        patterns.add(entry.suspicion().rule().pattern());
      }
    }
    return patterns;
  }
}
