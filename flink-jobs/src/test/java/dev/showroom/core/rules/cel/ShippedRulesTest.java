package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.alert.Contribution;
import dev.showroom.core.rules.FakeScene;
import dev.showroom.core.rules.FakeSelection.Event;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.Verdict;
import dev.showroom.schemas.RetractReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped patterns ask, on both sides of each threshold. */
class ShippedRulesTest {
  private static final RuleSet SHIPPED = RuleFiles.shipped();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long AT = 20_000 * DAY;

  @Test
  void allPatternsAreInTheFile() {
    assertThat(SHIPPED.rules())
        .extracting(Rule::pattern)
        .containsExactly(
            "RESEARCH_INSPECT_LEAVE",
            "IN_STORE_PRICE_CHECK",
            "STORE_HOP",
            "TRIAL_AT_RISK",
            "TRIAL_RETURN",
            "SERIAL_RETURNER",
            "ADVICE_DRAIN",
            "ACCESSORY_TRACE",
            "COUPON_FISHING");
    assertThat(SHIPPED.rules()).noneMatch(Rule::shadow);
    assertThat(SHIPPED.inForceFrom()).isEqualTo(RuleFiles.ALWAYS);
  }

  private static Verdict judge(String rule, FakeScene scene) {
    Verdict verdict = SHIPPED.rule(rule).judge(scene);
    assertThat(verdict.error()).isNull();
    if (verdict.holds()) {
      int score = verdict.reasons().stream().mapToInt(Contribution::millis).sum();
      assertThat(score).isBetween(1, 1000);
    }
    return verdict;
  }

  private static List<Event> each(String prefix, int count, long from, long apart) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Event.at(prefix + i, from + i * apart));
    }
    return events;
  }

  private static FakeScene visit() {
    return new FakeScene(AT)
        .time("visit.enter", AT - HOUR)
        .time("visit.exit", AT)
        .number("scope.price", 100);
  }

  @ParameterizedTest
  @CsvSource({
    "COMPARE,1,false,true",
    "BARCODE_SCAN,1,false,true",
    "PRICE_MATCH_REQUEST,1,false,true",
    "VIEW,1,false,false",
    "COMPARE,0,false,false",
    "COMPARE,1,true,false"
  })
  void aPriceCheckIsAfterAnInspectionAndWithoutAPurchase(
      String action, int inspected, boolean bought, boolean holds) {
    FakeScene scene =
        visit()
            .time("visit.exit", AT + HOUR)
            .text("browse.action", action)
            .events("visit.inspections", each("i", inspected, AT - 1, 1))
            .events("browsing", Event.at("b", AT))
            .events("orders", each("o", bought ? 1 : 0, AT - 1, 1));
    Verdict verdict = judge("IN_STORE_PRICE_CHECK", scene);
    assertThat(verdict.holds()).isEqualTo(holds);
    if (holds) {
      assertThat(verdict.evidence()).containsExactly("i0", "b");
      assertThat(verdict.clearFrom()).isEqualTo(AT - HOUR);
      assertThat(verdict.deadline()).isEqualTo(AT + HOUR + 7 * DAY);
    }
  }

  @Test
  void anInspectionAtTheMomentOfTheBrowsingIsNotBeforeIt() {
    FakeScene scene =
        visit().text("browse.action", "COMPARE").events("visit.inspections", Event.at("i", AT));
    assertThat(judge("IN_STORE_PRICE_CHECK", scene).holds()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"s2,0,true", "s1,0,false", "s2,1,false"})
  void aHopTakesTwoStoresAndNoPurchase(String other, int bought, boolean holds) {
    assertThat(judge("STORE_HOP", hop(other, AT - 7 * DAY, bought)).holds()).isEqualTo(holds);
  }

  @Test
  void aStoreMoreThanSevenDaysAgoIsNoHop() {
    assertThat(judge("STORE_HOP", hop("s2", AT - 7 * DAY - 1, 0)).holds()).isFalse();
    assertThat(SHIPPED.rule("STORE_HOP").coolDownMillis()).isEqualTo(7 * DAY);
  }

  private static FakeScene hop(String other, long time, int bought) {
    Event here = Event.at("i", AT - 1).with("store", "s1");
    return visit()
        .events("visit.inspections", here)
        .events("inspections", Event.at("j", time).with("store", other), here)
        .events("orders", each("o", bought, AT - DAY, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "STORE,0,3,1,0,true",
    "ONLINE,0,3,1,0,false",
    "STORE,1,3,1,0,false",
    "STORE,0,2,1,0,false",
    "STORE,0,3,0,0,false",
    "STORE,0,3,1,-1,false"
  })
  void aTrialAtRisk(
      String channel, int back, int researched, int compared, long shift, boolean holds) {
    List<Event> research = each("r", researched, AT + DAY + shift, 1);
    for (int i = 0; i < compared; i++) {
      research.set(i, research.get(i).marked("comparing"));
    }
    FakeScene scene =
        new FakeScene(AT)
            .time("line.boughtAt", AT)
            .time("line.trialEnd", AT + 14 * DAY)
            .text("line.channel", channel)
            .number("line.unitsBack", back)
            .number("line.value", 700)
            .events("research", research)
            .events("orders", Event.at("o", AT));
    Verdict verdict = judge("TRIAL_AT_RISK", scene);
    assertThat(verdict.holds()).isEqualTo(holds);
    if (holds) {
      assertThat(verdict.deadline()).isEqualTo(AT + 14 * DAY);
      assertThat(verdict.valueAtRiskMinor()).isEqualTo(700);
      assertThat(verdict.evidence()).startsWith("o", "r0");
    }
    Rule rule = SHIPPED.rule("TRIAL_AT_RISK");
    assertThat(rule.lapse()).isEqualTo(RetractReason.KEPT);
    assertThat(rule.confirmedByReturn()).isTrue();
    assertThat(rule.clearedByPurchase()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"3,500,3,true", "2,500,3,false", "3,499,3,false", "3,500,2,false"})
  void aSerialReturner(int alerts, long refunded, int orders, boolean holds) {
    FakeScene scene = serial(alerts).events("all.returns", Event.at("r", AT).worth(refunded));
    List<Event> bought = each("o", orders, AT - 9 * DAY, 1); // of two lines each
    bought.set(0, bought.get(0).worth(1_000));
    scene.events("all.orders", bought);
    assertThat(judge("SERIAL_RETURNER", scene).holds()).isEqualTo(holds);
  }

  @Test
  void aSerialReturnersAlertIsRetractedWhenTooFewAreLeft() {
    Rule rule = SHIPPED.rule("SERIAL_RETURNER");
    assertThat(rule.retracts(serial(3))).isNull();
    assertThat(rule.retracts(serial(2))).isEqualTo(RetractReason.EVIDENCE_REVISED);
    assertThat(rule.triggerPatterns()).containsExactly("TRIAL_RETURN");
    assertThat(rule.deadline(serial(3))).isEqualTo(Verdict.NEVER);
  }

  private static FakeScene serial(int open) {
    List<Event> alerts = new ArrayList<>();
    alerts.add(Event.at("old", AT - 180 * DAY - 1).with("pattern", "TRIAL_RETURN").marked("open"));
    alerts.add(Event.at("other", AT - DAY).with("pattern", "STORE_HOP").marked("open"));
    alerts.add(Event.at("taken back", AT - DAY).with("pattern", "TRIAL_RETURN"));
    for (int i = 0; i < open; i++) {
      alerts.add(Event.at("a" + i, AT - i).with("pattern", "TRIAL_RETURN").marked("open"));
    }
    return new FakeScene(AT).text("alert.pattern", "TRIAL_RETURN").events("alerts", alerts);
  }

  @ParameterizedTest
  @CsvSource({"3,600,1,true", "2,900,1,false", "3,599,1,false", "3,600,0,false"})
  void aDrainOfAdvice(int visits, int seconds, int assistedNow, boolean holds) {
    List<Event> advised = new ArrayList<>();
    advised.add(Event.at("bought", AT - DAY).marked("assisted").lasting(9_999));
    for (int i = 0; i < visits; i++) {
      advised.add(Event.at("v" + i, AT - i).marked("assisted", "unbought").lasting(seconds));
    }
    List<Event> now = each("i", 1, AT - 1, 1);
    if (assistedNow > 0) {
      now.set(0, now.get(0).marked("assisted"));
    }
    FakeScene scene = visit().events("visits", advised).events("visit.inspections", now);
    assertThat(judge("ADVICE_DRAIN", scene).holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"1,30,0,0,true", "0,30,0,0,false", "1,30,1,0,false", "1,30,0,1,false"})
  void aTraceOfAnAccessory(int inspected, int days, int bought, long earlier, boolean holds) {
    FakeScene scene =
        new FakeScene(AT)
            .number("scope.price", 100)
            .events("inspections", each("i", inspected, AT - days * DAY - earlier, 1))
            .events("orders", each("o", bought, AT, 1))
            .events("all.orders", Event.at("case", AT));
    Verdict verdict = judge("ACCESSORY_TRACE", scene);
    assertThat(verdict.holds()).isEqualTo(holds);
    if (holds) {
      assertThat(verdict.evidence()).containsExactly("i0", "case");
      assertThat(verdict.deadline()).isEqualTo(AT + 7 * DAY);
      assertThat(verdict.clearFrom()).isEqualTo(AT);
    }
    assertThat(SHIPPED.rule("ACCESSORY_TRACE").confirms())
        .containsExactly("RESEARCH_INSPECT_LEAVE");
  }

  @ParameterizedTest
  @CsvSource({"1,4,1,true", "0,4,1,false", "1,2,0,false", "1,3,1,false"})
  void aFisherOfCoupons(int redeemed, int with, int without, boolean holds) {
    List<Event> orders = new ArrayList<>(each("o", without, AT - DAY, 1));
    each("c", with, AT - 100, 1).forEach(order -> orders.add(order.marked("coupon")));
    FakeScene scene =
        new FakeScene(AT).number("purchase.coupons", redeemed).events("orders", orders);
    assertThat(judge("COUPON_FISHING", scene).holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"3,300,true", "2,300,false", "3,297,false"})
  void theExampleOfAReturnedShare(int returns, long refunded, boolean holds) throws IOException {
    Rule rule = RuleFiles.read(example()).get(0).rule("RETURNED_SHARE");
    List<Event> back = new ArrayList<>();
    for (Event each : each("r", returns, AT - DAY, 1)) {
      back.add(each.worth(refunded / returns));
    }
    FakeScene scene =
        new FakeScene(AT)
            .events("returns", back)
            .events("orders", Event.at("o", AT - 180 * DAY).worth(1_000));
    assertThat(rule.judge(scene).holds()).isEqualTo(holds);
    assertThat(rule.shadow()).isTrue();
  }

  private static String example() throws IOException {
    try (InputStream in =
        ShippedRulesTest.class.getResourceAsStream(
            "/dev/showroom/rules/example-returned-share.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
