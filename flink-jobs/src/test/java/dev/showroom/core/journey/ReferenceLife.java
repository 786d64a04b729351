package dev.showroom.core.journey;

import dev.showroom.core.Facts;
import dev.showroom.core.detect.AlertIds;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One alert of the {@link ReferenceDetector}: what it rests on, its terms, and its life so far. */
final class ReferenceLife {
  static final long NEVER = Long.MAX_VALUE;

  /**
   * A pattern of a family, or of the customer where the scope is empty, about one visit, order,
   * line of an order or alert.
   */
  record Key(String pattern, String scope, String anchor) {
    String id() {
      return AlertIds.of(pattern, Facts.ANNA, scope, anchor);
    }
  }

  record Step(AlertStatus status, RetractReason reason, long at) {}

  /**
   * What is suspicious.
   *
   * @param store of the visit, else null
   * @param order of the line, else null
   * @param from start of the stay that it is about; {@code at} where it is about none
   * @param clearFrom from when on an own purchase clears it; {@link #NEVER} where none does
   * @param endsWithVisit how long after the visit its deadline is; -1 where that does not move
   */
  record Candidate(
      Key key,
      long at,
      long from,
      long to,
      String store,
      String order,
      String sku,
      Set<String> evidence,
      long clearFrom,
      long deadline,
      long endsWithVisit,
      boolean trial,
      long coolDown) {

    /** About a moment; it stands. */
    Candidate(Key key, long at, Set<String> evidence) {
      this(key, at, at, at, null, null, null, evidence, NEVER, NEVER, -1, false, 0);
    }

    Candidate clearedFrom(long time, long until) {
      return new Candidate(
          key, at, from, to, store, order, sku, evidence, time, until, -1, false, coolDown);
    }

    Candidate spanning(long enter, long close) {
      return new Candidate(
          key,
          at,
          enter,
          close,
          store,
          order,
          sku,
          evidence,
          clearFrom,
          deadline,
          endsWithVisit,
          trial,
          coolDown);
    }

    Candidate inVisit(String storeId, long confirmAfter) {
      return new Candidate(
          key,
          at,
          from,
          to,
          storeId,
          order,
          sku,
          evidence,
          clearFrom,
          deadline,
          confirmAfter,
          trial,
          coolDown);
    }

    /** Not cleared by any purchase, but by one of what the advice was about. */
    Candidate advisedIn(String storeId, long until) {
      return new Candidate(
          key, at, from, to, storeId, order, sku, evidence, NEVER, until, -1, false, coolDown);
    }

    Candidate onTrial(String orderId, String ofSku, long trialEnd) {
      return new Candidate(
          key, at, from, to, store, orderId, ofSku, evidence, NEVER, trialEnd, -1, true, coolDown);
    }

    Candidate coolingDown(long span) {
      return new Candidate(
          key,
          at,
          from,
          to,
          store,
          order,
          sku,
          evidence,
          clearFrom,
          deadline,
          endsWithVisit,
          trial,
          span);
    }

    boolean isOfSameRuleAndScope(Candidate other) {
      return key.pattern().equals(other.key.pattern()) && key.scope().equals(other.key.scope());
    }

    boolean isAboutSameStay(Candidate other) {
      return from < to && other.from < other.to && from <= other.to && other.from <= to;
    }
  }

  final Candidate what;
  final List<Step> steps = new ArrayList<>();
  long deadline;
  private String cause;

  ReferenceLife(Candidate what) {
    this.what = what;
    this.deadline = what.deadline();
  }

  /**
   * @param eventId of what caused it, or null
   */
  void add(AlertStatus status, RetractReason reason, long at, String eventId) {
    steps.add(new Step(status, reason, at));
    cause = eventId;
  }

  Step last() {
    return steps.get(steps.size() - 1);
  }

  boolean is(AlertStatus status) {
    return last().status() == status;
  }

  boolean wasRevisedAway() {
    return last().reason() == RetractReason.IDENTITY_REVISED;
  }

  String cause() {
    return cause;
  }

  long raisedAt() {
    return steps.get(0).at();
  }
}
