package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.file.PolicyFiles;
import org.junit.jupiter.api.Test;

/** What the guard against coupon hunters saves: the shipped policy, with it and without. */
class GuardTest {
  private static final int HUNTERS = 100;
  private static final int DAYS = 180;

  private static final HuntedShop GUARDED = shop(PolicyFiles.shipped());
  private static final HuntedShop OPEN = shop(withoutGuard());

  @Test
  void theGuardEndsWhatHuntersAreGivenAndLeavesMoreMargin() {
    UpliftTruth.Given guarded = GUARDED.truth().given();
    UpliftTruth.Given open = OPEN.truth().given();
    System.out.printf(
        "%d coupon hunters in %d days, without and with the guard: offers used %d and %d, given %,d"
            + " and %,d, margin left %,d and %,d minor units%n",
        HUNTERS,
        DAYS,
        open.used(),
        guarded.used(),
        open.givenMinor(),
        guarded.givenMinor(),
        open.leftMinor(),
        guarded.leftMinor());
    assertThat(guarded.givenMinor()).isLessThan(open.givenMinor() / 2);
    assertThat(guarded.leftMinor()).isGreaterThan(open.leftMinor());
  }

  @Test
  void whoIsFoundFishingIsOfferedServiceAndNoMoney() {
    int found = 0;
    int money = 0;
    int service = 0;
    for (ShopWithDesk.Person person : GUARDED.people.values()) {
      for (DecisionMade decision : person.decisions) {
        if (HuntedShop.isFishing(person, decision.decidedAt() - 1)) {
          found++;
          money += decision.isIssued() && decision.isMoney() ? 1 : 0;
          service += decision.isIssued() && !decision.isMoney() ? 1 : 0;
        }
      }
    }
    assertThat(found).isGreaterThan(HUNTERS);
    assertThat(money).isZero();
    assertThat(service).isPositive();
  }

  private static HuntedShop shop(Policy policy) {
    HuntedShop shop = new HuntedShop(HUNTERS, DAYS, 5, policy);
    shop.run();
    return shop;
  }

  private static Policy withoutGuard() {
    String text = PolicyFiles.shippedText();
    String open = text.replace("  patterns: [SERIAL_RETURNER, COUPON_FISHING]\n", "");
    assertThat(open).isNotEqualTo(text);
    return PolicyFiles.read(open).get(0);
  }
}
