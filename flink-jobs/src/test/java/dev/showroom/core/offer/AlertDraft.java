package dev.showroom.core.offer;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.Segment;
import java.util.Set;

/** An alert by hand, about somebody to whom anything may be offered. */
final class AlertDraft {
  static final String SKU = "tv-1";
  static final String FAMILY = "tv";
  static final String CATEGORY = "television";

  String id;
  String customer;
  String pattern = "LEAVE";
  boolean shadow;
  String family = FAMILY;
  String sku = SKU;
  String store = "st-1";
  String category = CATEGORY;
  boolean keep;
  long raisedAt;
  long anchorAt;
  long deadline = Long.MAX_VALUE;
  int score = 800;
  long valueAtRisk = 10_000;

  String household;
  boolean personalisation = true;
  boolean push = true;
  String timeZone;
  Segment segment = Segment.ORDINARY;
  Boolean priceSensitive;
  boolean staff;
  boolean openCase;
  boolean inStore;
  Set<String> patterns = Set.of("LEAVE");

  AlertDraft(String id, String customer, long raisedAt) {
    this.id = id;
    this.customer = customer;
    this.raisedAt = raisedAt;
    this.anchorAt = raisedAt;
  }

  AlertNotice suspected() {
    return suspected(1, raisedAt);
  }

  AlertNotice suspected(int revision, long decidedAt) {
    return revision(revision, AlertStatus.SUSPECTED, null, decidedAt);
  }

  AlertNotice retracted(int revision, RetractReason reason, long decidedAt) {
    return revision(revision, AlertStatus.RETRACTED, reason, decidedAt);
  }

  AlertNotice confirmed(int revision, long decidedAt) {
    return revision(revision, AlertStatus.CONFIRMED, null, decidedAt);
  }

  private AlertNotice revision(
      int revision, AlertStatus status, RetractReason reason, long decidedAt) {
    return new AlertNotice(
        id,
        revision,
        status,
        reason,
        customer,
        pattern,
        shadow,
        family,
        sku,
        store,
        category,
        null,
        keep,
        raisedAt,
        decidedAt,
        anchorAt,
        deadline,
        score,
        valueAtRisk,
        null,
        status == AlertStatus.SUSPECTED ? standing() : null);
  }

  private Standing standing() {
    return new Standing(
        household,
        personalisation,
        push,
        timeZone,
        segment,
        priceSensitive,
        staff,
        openCase,
        inStore,
        patterns);
  }
}
