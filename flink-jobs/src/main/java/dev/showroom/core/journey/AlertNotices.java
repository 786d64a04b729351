package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.detect.Knowledge;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.detect.Standings;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.schemas.AlertStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes notices of revisions, for those who act on alerts. Times are event times in epoch
 * milliseconds.
 */
final class AlertNotices {
  private final String customerId;
  private final List<KnownFact> facts;
  private final Map<String, AlertEntry> ledger;
  private final Catalogue catalogue;

  AlertNotices(
      String customerId,
      List<KnownFact> facts,
      Map<String, AlertEntry> ledger,
      Catalogue catalogue) {
    this.customerId = customerId;
    this.facts = facts;
    this.ledger = ledger;
    this.catalogue = catalogue;
  }

  /**
   * The customer's standing is as of the moment that an alert was decided. What a late record
   * raises in the past cannot be acted on in the past: then the standing is as of {@code now}.
   *
   * @param decidedBefore up to when all had been decided before these revisions
   */
  List<AlertNotice> of(List<AlertRevision> revisions, long decidedBefore, long now) {
    List<AlertNotice> notices = new ArrayList<>(revisions.size());
    for (AlertRevision revision : revisions) {
      long decidedAt = revision.transition().decidedAt();
      notices.add(of(revision, decidedAt > decidedBefore ? decidedAt : now));
    }
    return notices;
  }

  private AlertNotice of(AlertRevision revision, long asOf) {
    Suspicion suspicion = revision.suspicion();
    Subject subject = suspicion.subject();
    AlertStatus status = revision.transition().status();
    AlertEntry entry = ledger.get(suspicion.alertId());
    long raisedAt =
        entry == null || entry.isRevoked() ? revision.transition().decidedAt() : entry.raisedAt();
    ProductVersion product =
        subject.sku() == null ? null : catalogue.asOf(subject.sku(), subject.at());
    return new AlertNotice(
        suspicion.alertId(),
        revision.revision(),
        status,
        revision.transition().reason(),
        suspicion.customerId(),
        suspicion.rule().pattern(),
        suspicion.rule().shadow(),
        subject.family(),
        subject.sku(),
        subject.storeId(),
        product == null ? null : product.category(),
        subject.orderId(),
        suspicion.terms().confirmedByReturn(),
        raisedAt,
        revision.transition().decidedAt(),
        // What spans some time is a visit; anything else begins to count when it is noticed.
        subject.from() < subject.to() ? subject.to() : raisedAt,
        entry == null ? suspicion.terms().deadline() : entry.deadline(),
        suspicion.scoreMillis(),
        suspicion.valueAtRiskMinor(),
        revision.transition().cause(),
        status == AlertStatus.SUSPECTED ? standing(suspicion, asOf) : null);
  }

  private Standing standing(Suspicion suspicion, long asOf) {
    Collection<AlertEntry> all = ledger.values();
    Knowledge knowledge = new Knowledge(customerId, facts, asOf, catalogue, () -> List.copyOf(all));
    return Standings.of(knowledge, suspicion, all);
  }
}
