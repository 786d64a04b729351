package dev.showroom.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.rules.FakeScene;
import dev.showroom.core.rules.FakeSelection;
import dev.showroom.core.rules.FakeSelection.Event;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Verdict;
import dev.showroom.core.rules.cel.RuleFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shipped rules count as the patterns did that were written in Java. */
class OldAndNewScoresTest {
  private static final long ENTER = Duration.ofDays(20_000).toMillis();
  private static final long EXIT = ENTER + Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void researchInspectLeave() {
    Rule rule = RuleFiles.shipped().rule("RESEARCH_INSPECT_LEAVE");
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int research = 3 + random.nextInt(6);
      int comparisons = random.nextInt(research + 1);
      int actions = 1 + random.nextInt(5);
      int seconds = random.nextInt(400);
      int orders = random.nextInt(5);
      boolean inspected = actions >= 2 || seconds >= 120;
      FakeScene scene =
          new FakeScene(EXIT)
              .time("visit.enter", ENTER)
              .time("visit.exit", EXIT)
              .number("scope.price", 4_900)
              .events("research", compared(research, comparisons, ENTER))
              .events("all.orders", FakeSelection.minutes("o", orders, ENTER))
              .events("visit.inspections", inspections(actions, seconds));
      Verdict verdict = rule.judge(scene);
      assertThat(verdict.error()).isNull();
      assertThat(verdict.holds()).isEqualTo(inspected);
      if (inspected) {
        Score old =
            new Score()
                .graded("research.count", research, 3, 400)
                .graded("inspect.actions", actions, 2, 150)
                .graded("inspect.seconds", seconds, 120, 150)
                .weighed("research.priceComparisons", comparisons, 2, 150)
                .held("visit.ownPurchases", 0, 1, 150)
                .against("customer.ownOrders30d", orders, 50, 150);
        assertThat(verdict.reasons()).isEqualTo(old.reasons());
        assertThat(verdict.counterEvidence()).isEqualTo(old.counterEvidence());
        assertThat(verdict.clearFrom()).isEqualTo(ENTER);
        assertThat(verdict.deadline()).isEqualTo(EXIT + 7 * DAY);
        assertThat(verdict.valueAtRiskMinor()).isEqualTo(4_900);
        assertThat(verdict.evidence()).hasSize(research + actions).startsWith("r0");
      }
    }
  }

  @Test
  void trialReturn() {
    Rule rule = RuleFiles.shipped().rule("TRIAL_RETURN");
    String[] conditions = {"UNKNOWN", "OPENED", "USED", "DAMAGED", "SEALED"};
    int[] wear = {0, 1, 2, 2, 0};
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      long bought = ENTER;
      long returned = bought + 1 + (long) (random.nextDouble() * 14 * DAY);
      int research = random.nextInt(4);
      int comparisons = random.nextInt(research + 1);
      int orders = random.nextInt(5);
      int condition = random.nextInt(conditions.length);
      FakeScene scene =
          new FakeScene(returned)
              .time("line.boughtAt", bought)
              .time("line.returnedAt", returned)
              .text("line.channel", "STORE")
              .number("line.units", 2)
              .number("line.unitsBack", 2)
              .number("line.siblingsKept", 0)
              .number("line.refund", 700)
              .events("orders", Event.at("bought", bought))
              .events("all.orders", FakeSelection.minutes("o", orders, bought))
              .events("research", compared(research, comparisons, returned))
              .events(
                  "line.returns",
                  Event.at("back", returned)
                      .with("reason", "OTHER")
                      .with("condition", conditions[condition]));
      Verdict verdict = rule.judge(scene);
      assertThat(verdict.error()).isNull();
      boolean holds = research >= 1 && !conditions[condition].equals("SEALED");
      assertThat(verdict.holds()).isEqualTo(holds);
      if (holds) {
        double days = Math.round((returned - bought) / (double) DAY * 100) / 100.0;
        Score old =
            new Score()
                .held("return.wholeLine", 1, 1, 250)
                .held("return.daysAfterPurchase", days, 14.0, 150)
                .graded("research.countAroundReturn", research, 1, 300)
                .weighed("research.priceComparisons", comparisons, 2, 150)
                .weighed("return.wear", wear[condition], 2, 150)
                .against("customer.ownOrders30d", orders, 50, 150);
        assertThat(verdict.reasons()).isEqualTo(old.reasons());
        assertThat(verdict.counterEvidence()).isEqualTo(old.counterEvidence());
        assertThat(verdict.clearFrom()).isEqualTo(bought + 1);
        assertThat(verdict.deadline()).isEqualTo(returned + 14 * DAY);
        assertThat(verdict.valueAtRiskMinor()).isEqualTo(700);
        assertThat(verdict.evidence()).hasSize(research + 2).contains("bought", "back");
      }
    }
  }

  private static List<Event> compared(int count, int comparing, long end) {
    List<Event> events = new ArrayList<>(FakeSelection.minutes("r", count, end));
    for (int i = 0; i < comparing; i++) {
      events.set(i, events.get(i).marked("comparing"));
    }
    return events;
  }

  private static List<Event> inspections(int actions, int seconds) {
    List<Event> events = new ArrayList<>(FakeSelection.minutes("i", actions, EXIT));
    events.set(0, events.get(0).lasting(seconds));
    return events;
  }
}
