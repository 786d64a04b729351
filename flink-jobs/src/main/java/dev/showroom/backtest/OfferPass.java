package dev.showroom.backtest;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.offer.Desk;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.DeskObserver;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.rules.variant.VariantNames;
import dev.showroom.core.rules.variant.View;
import dev.showroom.replay.DeskTape;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.SortedLines;
import dev.showroom.schemas.CouponDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a desk decide, by one policy and with books of its own, on the alerts of one rule book: as a
 * replay by these rules and this policy alone decides.
 */
final class OfferPass implements DeskTape.Listener {
  private final View view;
  private final HeapDeskStore store = new HeapDeskStore();
  private final List<CouponDecision> decisions = new ArrayList<>();
  private final Desk desk;
  private long watermark = Long.MIN_VALUE;

  private OfferPass(View view, PolicyBook policies) {
    this.view = view;
    this.desk = new Desk(store, announced -> policies, this::take, DeskObserver.NONE);
  }

  /**
   * Every decision, in the order of replays' files.
   *
   * @param policy checked YAML
   */
  static List<CouponDecision> decisions(Path tape, View view, String policy) throws IOException {
    OfferPass pass = new OfferPass(view, ReplayPolicies.ofText(policy, true).book(List.of()));
    DeskTape.play(tape, pass);
    pass.decisions.sort(SortedLines.DECISIONS);
    return pass.decisions;
  }

  @Override
  public void told(DeskInput input) {
    if (input instanceof DeskInput.Alert alert) {
      if (view.has(alert.notice().pattern())) {
        desk.accept(new DeskInput.Alert(plain(alert.notice())), watermark);
      }
    } else {
      desk.accept(input, watermark);
    }
  }

  @Override
  public void watermark(long time) {
    watermark = time;
    for (long next = store.firstMoment(); next <= time; next = store.firstMoment()) {
      desk.advance(next);
    }
  }

  private void take(Notice notice) {
    // A policy that is only looked at offers nothing.
    if (notice instanceof DecisionNotice decision && !decision.shadow()) {
      decisions.add(OfferRecords.toRecord(decision));
    }
  }

  /** By the names that it has where these rules are alone. */
  private AlertNotice plain(AlertNotice notice) {
    return new AlertNotice(
        VariantNames.plain(notice.alertId()),
        notice.revision(),
        notice.status(),
        notice.retractReason(),
        notice.customerId(),
        VariantNames.plain(notice.pattern()),
        notice.shadow(),
        notice.family(),
        notice.sku(),
        notice.storeId(),
        notice.category(),
        notice.orderId(),
        notice.keep(),
        notice.raisedAt(),
        notice.decidedAt(),
        notice.anchorAt(),
        notice.deadline(),
        notice.scoreMillis(),
        notice.valueAtRiskMinor(),
        notice.cause(),
        notice.standing() == null ? null : plain(notice.standing()));
  }

  private Standing plain(Standing standing) {
    Set<String> patterns = new HashSet<>();
    for (String pattern : standing.patterns()) {
      if (view.has(pattern)) {
        patterns.add(VariantNames.plain(pattern));
      }
    }
    return new Standing(
        standing.householdId(),
        standing.consentPersonalisation(),
        standing.consentPush(),
        standing.timeZone(),
        standing.segment(),
        standing.priceSensitive(),
        standing.staff(),
        standing.openCase(),
        standing.inStore(),
        patterns);
  }
}
