package dev.showroom.core.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Notice;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The random worlds are worth something: all that can become of an alert becomes of some. */
class DeskWorldTest {

  @Test
  void everythingHappensInSomeWorld() {
    Set<DecisionReason> reasons = EnumSet.noneOf(DecisionReason.class);
    Set<OfferKind> offers = EnumSet.noneOf(OfferKind.class);
    Set<CouponState> states = EnumSet.noneOf(CouponState.class);
    int shadows = 0;
    int ahead = 0;
    int afterAll = 0;
    for (long seed = 0; seed < 200; seed++) {
      DeskRun run = DeskRun.punctual(new DeskWorld(seed), seed).late(0.2).crashing(3, true).run();
      ahead += run.ahead.size();
      for (Notice notice : run.told) {
        if (notice instanceof DecisionNotice decision) {
          reasons.add(decision.reason());
          shadows += decision.shadow() ? 1 : 0;
          if (decision.offer() != null) {
            offers.add(decision.offer().kind());
          }
        } else if (notice instanceof CouponNotice coupon) {
          states.add(coupon.state());
          afterAll +=
              coupon.state() == CouponState.REDEEMED && coupon.stateAt() > coupon.validUntil()
                  ? 1
                  : 0;
        }
      }
    }

    assertThat(reasons).containsExactlyInAnyOrder(DecisionReason.values());
    assertThat(states).containsExactlyInAnyOrder(CouponState.values());
    assertThat(offers)
        .containsExactlyInAnyOrder(
            OfferKind.INFORMATION,
            OfferKind.ASSISTANT,
            OfferKind.POINTS,
            OfferKind.PRICE_MATCH,
            OfferKind.COUPON);
    assertThat(shadows).isGreaterThan(100);
    assertThat(ahead).as("sent ahead").isGreaterThan(100);
    assertThat(afterAll).as("redeemed after all").isGreaterThan(3);
  }
}
