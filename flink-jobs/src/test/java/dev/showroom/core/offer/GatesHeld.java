package dev.showroom.core.offer;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Whether each alert was decided once, and whether nothing was granted that a gate forbids. */
final class GatesHeld {
  private static final long DAY = 86_400_000;
  private static final Set<OfferKind> FREE =
      EnumSet.of(
          OfferKind.INFORMATION,
          OfferKind.ASSISTANT,
          OfferKind.SHIP_FROM_OTHER_STORE,
          OfferKind.PICKUP);

  private final Reference reference;
  private final Broken.Found found;

  GatesHeld(Reference reference, Broken.Found found) {
    this.reference = reference;
    this.found = found;
  }

  void check() {
    checkOneDecisionEach();
    for (DecisionNotice decision : reference.decisions) {
      if (Reference.isGrant(decision) && !reference.wasSentAhead(decision)) {
        checkPerson(decision);
        checkTime(decision);
        checkMoney(decision);
      }
    }
  }

  private void checkOneDecisionEach() {
    Set<String> decided = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (DecisionNotice decision : reference.decisions) {
      boolean first = decided.add(decision.alert().alertId() + " in " + Reference.laneOf(decision));
      found.unless(first && ids.add(decision.decisionId()), Broken.ONE_DECISION, decision);
      found.unless(!decision.alert().shadow(), Broken.ONE_DECISION, decision);
    }
    // None is left out either.
    Set<String> seen = new HashSet<>();
    for (DeskRun.Taken one : reference.taken) {
      if (one.input() instanceof DeskInput.Alert alert
          && !alert.notice().shadow()
          && seen.add(alert.notice().alertId() + "#" + alert.notice().revision())
          && alert.notice().status() == AlertStatus.SUSPECTED
          && isNewestOfItsMoment(alert.notice(), one.time())) {
        Policy live = reference.run.world.book(reference.run.world.texts()).inForce(one.time());
        if (live != null
            && live.patterns().contains(alert.notice().pattern())
            && alert.notice().scoreMillis() >= live.minScoreMillis()) {
          String name = alert.notice().alertId() + " in ";
          found.unless(decided.contains(name), Broken.ONE_DECISION, "none for " + alert);
        }
      }
    }
  }

  private boolean isNewestOfItsMoment(AlertNotice suspected, long time) {
    return reference.taken.stream()
        .noneMatch(
            other ->
                other.time() == time
                    && other.input() instanceof DeskInput.Alert alert
                    && alert.notice().alertId().equals(suspected.alertId())
                    && alert.notice().status() == AlertStatus.SUSPECTED
                    && alert.notice().revision() > suspected.revision());
  }

  private void checkPerson(DecisionNotice decision) {
    Standing standing = decision.alert().standing();
    Policy policy = reference.policyOf(decision);
    found.unless(
        standing.consentPersonalisation() && standing.consentPush(), Broken.NO_CONSENT, decision);
    found.unless(!standing.staff(), Broken.STAFF, decision);
    found.unless(!standing.openCase(), Broken.SERVICE_CASE, decision);
    long erasedAt = reference.erasedAt(decision.alert().customerId());
    found.unless(decision.decidedAt() < erasedAt, Broken.ERASED, decision);
    boolean abuses =
        standing.segment() != null && policy.abuse().segments().contains(standing.segment())
            || !Collections.disjoint(standing.patterns(), policy.abuse().patterns());
    found.unless(
        !abuses || FREE.contains(decision.offer().kind()), Broken.MONEY_FOR_ABUSE, decision);
    boolean heldOut =
        policy.holdOut() != null
            && dealt(policy.holdOut().salt(), decision.alert().customerId())
                < policy.holdOut().shareMillis();
    found.unless(
        heldOut == (decision.outcome() == DecisionOutcome.HELD_OUT), Broken.HOLD_OUT, decision);
  }

  private static int dealt(String salt, String customerId) {
    try {
      byte[] text = (salt + "\0" + customerId).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return new BigInteger(1, Arrays.copyOf(digest, 8)).mod(BigInteger.valueOf(1_000)).intValue();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void checkTime(DecisionNotice decision) {
    AlertNotice alert = decision.alert();
    Policy policy = reference.policyOf(decision);
    long at = decision.decidedAt();
    found.unless(!reference.isRetractedAt(alert.alertId(), at), Broken.RETRACTED, decision);
    found.unless(
        at <= alert.anchorAt() + policy.validForMillis() && at <= alert.raisedAt() + 30 * DAY,
        Broken.TOO_LATE,
        decision);
    if (policy.quietHours() != null && !alert.standing().inStore()) {
      ZonedDateTime local =
          Instant.ofEpochMilli(at).atZone(zone(alert.standing().timeZone(), policy.timeZone()));
      int from = policy.quietHours().from();
      int until = policy.quietHours().until();
      boolean quiet = false;
      for (int minute = from; minute != until; minute = (minute + 1) % 1_440) {
        quiet |= local.getHour() == minute / 60 && local.getMinute() == minute % 60;
      }
      found.unless(!quiet, Broken.QUIET_HOURS, decision);
    }
  }

  private static ZoneId zone(String wanted, String other) {
    try {
      return ZoneId.of(wanted == null ? other : wanted);
    } catch (DateTimeException e) {
      return ZoneId.of(other);
    }
  }

  private void checkMoney(DecisionNotice decision) {
    if (FREE.contains(decision.offer().kind())) {
      return;
    }
    Policy policy = reference.policyOf(decision);
    ProductVersion product = reference.productAt(decision.alert().sku(), decision.decidedAt());
    if (product == null) {
      found.add(Broken.MARGIN_FLOOR, decision);
      return;
    }
    long given = decision.offer().valueMinor() + decision.offer().costMinor();
    int floor = policy.floors().of(product.category());
    found.unless(
        keeps(product.priceMinor(), product.costMinor(), given, floor),
        Broken.MARGIN_FLOOR,
        decision);
    for (CouponNotice coupon : reference.statesOf(decision.alert().alertId())) {
      if (!decision.shadow()) {
        checkLeastPrice(coupon, product.costMinor(), given, floor);
      }
    }
  }

  /** A till sells at any price from the least one on, and at none below it without need. */
  private void checkLeastPrice(CouponNotice coupon, long cost, long given, int floor) {
    long least = coupon.leastPriceMinor();
    found.unless(keeps(least, cost, given, floor), Broken.LEAST_PRICE, coupon);
    found.unless(!keeps(least - 1, cost, given, floor), Broken.LEAST_PRICE, coupon);
    for (ProductVersion version : reference.run.world.products) {
      if (version.sku().equals(coupon.sku()) && version.priceMinor() >= least) {
        found.unless(keeps(version.priceMinor(), cost, given, floor), Broken.LEAST_PRICE, coupon);
      }
    }
  }

  private static boolean keeps(long price, long cost, long given, int floorMillis) {
    return (price - cost - given) * 1_000 >= price * floorMillis;
  }
}
