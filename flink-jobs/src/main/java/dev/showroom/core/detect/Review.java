package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;

/** What becomes of an open alert as more is known, on the terms that it was raised on. */
public final class Review {
  private final FeedClock feeds;
  private final RuleBook rules;

  public Review(FeedClock feeds, RuleBook rules) {
    this.feeds = feeds;
    this.rules = rules;
  }

  /** What the knowledge makes of an alert; null for no change. */
  public Transition of(AlertEntry entry, Knowledge knowledge) {
    if (entry.status() == AlertStatus.RETRACTED) {
      return null;
    }
    long now = knowledge.now();
    Terms terms = entry.suspicion().terms();
    Scope scope = scopeOf(entry.suspicion());
    if (terms.clearedByPurchase()) {
      String kept = purchase(terms, scope, knowledge, Math.min(now, entry.deadline()));
      if (kept != null) {
        return new Transition(AlertStatus.RETRACTED, RetractReason.SALE_KEPT, now, kept);
      }
    }
    if (entry.status() == AlertStatus.CONFIRMED) {
      return null;
    }
    if (terms.staff() && knowledge.isStaff(now)) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.STAFF, now, null);
    }
    String openCase = terms.cases() ? knowledge.openCase(scope, now) : null;
    if (openCase != null) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.SERVICE_RECOVERY, now, openCase);
    }
    if (terms.confirmedByReturn()) {
      Transition byReturn = byReturn(entry, knowledge);
      if (byReturn != null) {
        return byReturn;
      }
    }
    return atDeadline(entry, knowledge);
  }

  private static String purchase(Terms terms, Scope scope, Knowledge knowledge, long until) {
    Bought own = knowledge.purchaseIn(scope, terms.clearFrom(), until);
    if (own != null) {
      return own.eventId();
    }
    MemberBought member =
        terms.household() ? knowledge.memberPurchaseIn(scope, terms.clearFrom(), until) : null;
    return member == null ? null : member.eventId();
  }

  /** A return that calls for service recovery accuses nobody; any other was the end of a trial. */
  private static Transition byReturn(AlertEntry entry, Knowledge knowledge) {
    Subject subject = entry.suspicion().subject();
    for (Returned returned : knowledge.returns()) {
      boolean ofTheLine =
          returned.orderId().equals(subject.orderId())
              && returned.time() >= subject.at()
              && returned.time() <= entry.deadline()
              && returned.lines().stream().anyMatch(line -> line.sku().equals(subject.sku()));
      if (ofTheLine) {
        return switch (returned.reason()) {
          case DEFECTIVE, RECALL, WRONG_SIZE, GIFT, NOT_AS_DESCRIBED ->
              new Transition(
                  AlertStatus.RETRACTED,
                  RetractReason.SERVICE_RECOVERY,
                  knowledge.now(),
                  returned.eventId());
          case CHANGED_MIND, OTHER, UNKNOWN ->
              new Transition(AlertStatus.CONFIRMED, null, knowledge.now(), returned.eventId());
        };
      }
    }
    return null;
  }

  private Transition atDeadline(AlertEntry entry, Knowledge knowledge) {
    long now = knowledge.now();
    if (now < entry.deadline() || entry.deadline() == Terms.NEVER) {
      return null;
    }
    RetractReason lapse = entry.suspicion().terms().lapse();
    if (lapse != null) {
      return new Transition(AlertStatus.RETRACTED, lapse, now, null);
    }
    Transition otherwise = byConditions(entry, knowledge);
    if (otherwise != null) {
      return otherwise;
    }
    return feeds.isComplete(entry.deadline(), now)
        ? new Transition(AlertStatus.CONFIRMED, null, now, null)
        : null;
  }

  /** What further conditions of its rule make of an open alert; null for no change. */
  public Transition byConditions(AlertEntry entry, Knowledge knowledge) {
    Rule rule = ruleOf(entry.suspicion(), knowledge);
    if (rule == null || !rule.canRetract() || entry.status() == AlertStatus.RETRACTED) {
      return null;
    }
    Anchor anchor = Again.anchorOf(rule.trigger(), entry, knowledge);
    RetractReason reason =
        anchor == null
            ? null
            : rule.retracts(Detector.scene(rule, anchor, scopeOf(entry.suspicion()), knowledge));
    return reason == null
        ? null
        : new Transition(AlertStatus.RETRACTED, reason, knowledge.now(), null);
  }

  /** The deadline as of now, where it follows the end of a visit that may be going on. */
  public long deadline(AlertEntry entry, Knowledge knowledge) {
    Suspicion suspicion = entry.suspicion();
    boolean moves = suspicion.terms().followsVisit() && entry.status() == AlertStatus.SUSPECTED;
    Rule rule = moves ? ruleOf(suspicion, knowledge) : null;
    Anchor anchor = rule == null ? null : Again.anchorOf(rule.trigger(), entry, knowledge);
    return anchor == null
        ? entry.deadline()
        : rule.deadline(Detector.scene(rule, anchor, scopeOf(suspicion), knowledge));
  }

  private Rule ruleOf(Suspicion suspicion, Knowledge knowledge) {
    long at = suspicion.subject().at();
    RuleSet set = rules.inForce(at);
    Rule rule = set == null ? null : set.rule(suspicion.rule().id());
    return rule == null
        ? null
        : rule.forCategory(knowledge.categoryOf(suspicion.subject().sku(), at));
  }

  private static Scope scopeOf(Suspicion suspicion) {
    Subject subject = suspicion.subject();
    return new Scope(subject.level(), subject.scope(), subject.sku(), subject.family());
  }
}
