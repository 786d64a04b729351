package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Level;
import dev.showroom.core.alert.RuleRef;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.rules.Verdict;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks the rules that were in force at each anchor's moment about it. Pure: what it finds depends
 * on what is known and on the rules, and on nothing else.
 */
public final class Detector {
  private static final List<Trigger> OF_FACTS =
      List.of(Trigger.values()).stream().filter(trigger -> trigger != Trigger.ALERT).toList();

  private final RuleBook rules;
  private final Observer observer;

  public Detector(RuleBook rules, Observer observer) {
    this.rules = rules;
    this.observer = observer;
  }

  /**
   * Finds what is suspicious about anchors that can have become so at this moment.
   *
   * @param sweeping whether facts come or go at this moment by a link
   * @param isSettled alert ids that need no second look
   */
  public void find(
      Knowledge knowledge,
      boolean sweeping,
      Predicate<String> isSettled,
      Consumer<Suspicion> found) {
    Moment moment = new Moment(knowledge, sweeping);
    for (Trigger trigger : OF_FACTS) {
      long watch = rules.longestWatch(trigger);
      if (watch < 0) {
        continue;
      }
      for (Anchor anchor : moment.anchors(trigger, watch)) {
        RuleSet set = rules.inForce(anchor.at());
        for (Rule rule : rules.of(set, trigger)) {
          boolean isOpen =
              trigger != Trigger.LINE_RETURN
                  || sweeping
                  || knowledge.now() <= anchor.at() + rule.watchMillis();
          if (isOpen) {
            ask(rule, set, anchor, knowledge, isSettled, found);
          }
        }
      }
    }
  }

  /** Finds what is suspicious about an alert that has just been raised. */
  public void findByAlert(
      AlertEntry raised,
      Knowledge knowledge,
      Predicate<String> isSettled,
      Consumer<Suspicion> found) {
    Anchor anchor = new Raised(raised);
    RuleSet set = rules.inForce(anchor.at());
    for (Rule rule : rules.of(set, Trigger.ALERT)) {
      // What is only looked at must not become the ground of what is acted on.
      boolean mayRestOnIt = rule.shadow() || !raised.suspicion().rule().shadow();
      if (mayRestOnIt && rule.triggerPatterns().contains(raised.suspicion().rule().pattern())) {
        ask(rule, set, anchor, knowledge, isSettled, found);
      }
    }
  }

  private void ask(
      Rule general,
      RuleSet set,
      Anchor anchor,
      Knowledge knowledge,
      Predicate<String> isSettled,
      Consumer<Suspicion> found) {
    for (Scope scope : anchor.scopes(general.level(), knowledge)) {
      String alertId =
          AlertIds.of(general.id(), knowledge.customerId(), scope.value(), anchor.key());
      if (isSettled.test(alertId)) {
        continue;
      }
      String category =
          scope.level() == Level.CUSTOMER ? null : knowledge.categoryOf(scope.sku(), anchor.at());
      Rule rule = general.forCategory(category);
      if (rule == null) {
        continue;
      }
      String excluded = whyExcluded(rule, anchor, scope, knowledge);
      AnchorScene scene = scene(rule, anchor, scope, knowledge);
      observer.asked(rule, set.version(), scope.value(), anchor.at(), excluded, scene);
      if (excluded != null) {
        continue;
      }
      Verdict verdict = rule.judge(scene);
      if (verdict.error() != null) {
        observer.failed(rule, set, verdict.error());
      }
      if (verdict.holds()) {
        found.accept(suspicion(alertId, rule, set.version(), anchor, scope, knowledge, verdict));
      }
    }
  }

  static AnchorScene scene(Rule rule, Anchor anchor, Scope scope, Knowledge knowledge) {
    return new AnchorScene(
        anchor, scope, knowledge, !rule.exclusions().contains(Exclusion.BOT), rule.shadow());
  }

  /** Why nobody is suspected, whatever the rule says; or null. */
  private static String whyExcluded(Rule rule, Anchor anchor, Scope scope, Knowledge knowledge) {
    if (rule.exclusions().contains(Exclusion.STAFF) && knowledge.isStaff(anchor.at())) {
      return "staff";
    }
    if (rule.exclusions().contains(Exclusion.SERVICE_CASE)
        && knowledge.openCase(scope, anchor.at()) != null) {
      return "an open service case";
    }
    if (rule.exclusions().contains(Exclusion.BOT)
        && anchor.browse() != null
        && knowledge.isByMachine(anchor.browse())) {
      return "browsing at machine speed";
    }
    return null;
  }

  private static Suspicion suspicion(
      String alertId,
      Rule rule,
      int version,
      Anchor anchor,
      Scope scope,
      Knowledge knowledge,
      Verdict verdict) {
    Terms terms =
        new Terms(
            rule.clearedByPurchase(),
            rule.exclusions().contains(Exclusion.HOUSEHOLD),
            rule.exclusions().contains(Exclusion.STAFF),
            rule.exclusions().contains(Exclusion.SERVICE_CASE),
            rule.confirmedByReturn(),
            rule.lapse(),
            verdict.clearFrom(),
            verdict.deadline(),
            anchor.trigger() == Trigger.VISIT_BROWSE && verdict.deadline() != Verdict.NEVER,
            rule.coolDownMillis(),
            rule.confirms());
    return new Suspicion(
        alertId,
        knowledge.customerId(),
        new RuleRef(rule.id(), rule.pattern(), version, rule.shadow()),
        new Subject(
            scope.level(),
            scope.value(),
            scope.level() == Level.CUSTOMER ? null : scope.family(),
            scope.level() == Level.CUSTOMER ? null : scope.sku(),
            anchor.storeId(),
            anchor.orderId(),
            anchor.eventId(),
            anchor.at(),
            anchor.from(),
            anchor.to()),
        terms,
        verdict.reasons(),
        verdict.counterEvidence(),
        verdict.evidence(),
        Wording.clearedBy(scope, terms),
        verdict.valueAtRiskMinor());
  }
}
