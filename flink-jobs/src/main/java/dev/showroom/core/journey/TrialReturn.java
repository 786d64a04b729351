package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.rules.ShippedThresholds;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.codec.IsoTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bought in a store, used, brought back whole for a full refund, while looking for the same thing
 * online. A line whose family the customer kept some other unit of (the size that fitted, a
 * replacement) is a sale kept.
 */
final class TrialReturn implements Pattern {
  static final String NAME = "TRIAL_RETURN";

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long LOYALTY_WINDOW = Duration.ofDays(30).toMillis();

  private final ShippedThresholds rules;
  private final ShippedThresholds.TrialReturn rule;

  TrialReturn(ShippedThresholds rules) {
    this.rules = rules;
    this.rule = rules.trialReturn();
  }

  @Override
  public void find(Knowledge knowledge, Consumer<Suspicion> found) {
    if (knowledge.returns().isEmpty()) {
      return;
    }
    long oldest = knowledge.now() - History.LOOK_BACK.toMillis() + DAY;
    for (Bought bought : knowledge.purchases()) {
      if (bought.channel() != Channel.STORE) {
        continue;
      }
      for (int i = 0; i < bought.lines().size(); i++) {
        Bought.Line line = bought.lines().get(i);
        Returned completing = completingReturn(knowledge, bought, line);
        if (completing != null
            && completing.time() >= oldest
            && !knowledge.isStaff(completing.time())) {
          judge(knowledge, bought, line, completing, found);
        }
      }
    }
  }

  /** The return that brought the last unit of the line back, or null while some unit is kept. */
  private Returned completingReturn(Knowledge knowledge, Bought bought, Bought.Line line) {
    int bought0 = unitsBought(bought, line.sku());
    int returned = 0;
    for (Returned candidate : knowledge.returns()) {
      if (!candidate.orderId().equals(bought.orderId()) || candidate.time() < bought.time()) {
        continue;
      }
      int units = unitsReturned(candidate, line.sku());
      if (units == 0) {
        continue;
      }
      if (!isTrialLike(candidate)
          || candidate.time() - bought.time() > rule.returnWithin().toMillis()) {
        return null;
      }
      returned += units;
      if (returned >= bought0) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isTrialLike(Returned returned) {
    boolean reason =
        returned.reason() == ReturnReason.CHANGED_MIND
            || returned.reason() == ReturnReason.OTHER
            || returned.reason() == ReturnReason.UNKNOWN;
    return reason && returned.condition() != ReturnCondition.SEALED;
  }

  private void judge(
      Knowledge knowledge,
      Bought bought,
      Bought.Line line,
      Returned completing,
      Consumer<Suspicion> found) {
    String family = knowledge.familyOf(line.sku(), bought.time());
    long window = rule.researchWithin().toMillis();
    List<Browse> research =
        knowledge.research(family, completing.time() - window, completing.time() + window + 1);
    if (research.size() < rule.minResearch()
        || keptAnother(knowledge, bought, line, family)
        || knowledge.openCase(family, completing.time()) != null) {
      return;
    }
    found.accept(suspicion(knowledge, bought, line, completing, family, research));
  }

  /** Whether another line of the family in this order was kept, in whole or in part. */
  private static boolean keptAnother(
      Knowledge knowledge, Bought bought, Bought.Line line, String family) {
    for (Bought.Line other : bought.lines()) {
      if (!other.sku().equals(line.sku())
          && family.equals(knowledge.familyOf(other.sku(), bought.time()))
          && unitsBackOf(knowledge, bought, other.sku()) < unitsBought(bought, other.sku())) {
        return true;
      }
    }
    return false;
  }

  private static int unitsBackOf(Knowledge knowledge, Bought bought, String sku) {
    return knowledge.returns().stream()
        .filter(returned -> returned.orderId().equals(bought.orderId()))
        .mapToInt(returned -> unitsReturned(returned, sku))
        .sum();
  }

  private static int unitsBought(Bought bought, String sku) {
    return bought.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(Bought.Line::quantity)
        .sum();
  }

  private static int unitsReturned(Returned returned, String sku) {
    return returned.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(Returned.Line::quantity)
        .sum();
  }

  private Suspicion suspicion(
      Knowledge knowledge,
      Bought bought,
      Bought.Line line,
      Returned completing,
      String family,
      List<Browse> research) {
    long comparisons = research.stream().filter(Browse::isPriceComparison).count();
    double daysKept = (completing.time() - bought.time()) / (double) DAY;
    Score score =
        new Score()
            .held("return.wholeLine", 1, 1, 250)
            .held(
                "return.daysAfterPurchase",
                Math.round(daysKept * 100) / 100.0,
                (double) rule.returnWithin().toDays(),
                150)
            .graded("research.countAroundReturn", research.size(), rule.minResearch(), 300)
            .weighed("research.priceComparisons", comparisons, 2, 150)
            .weighed("return.wear", wear(completing.condition()), 2, 150)
            .against(
                "customer.ownOrders30d",
                knowledge.ordersBetween(bought.time() - LOYALTY_WINDOW, bought.time()),
                50,
                150);
    List<String> evidence = new ArrayList<>();
    evidence.add(bought.eventId());
    evidence.add(completing.eventId());
    research.forEach(browse -> evidence.add(browse.eventId()));
    long deadline = completing.time() + rule.confirmAfter().toMillis();
    long refund =
        completing.lines().stream()
            .filter(returned -> returned.sku().equals(line.sku()))
            .mapToLong(Returned.Line::refundMinor)
            .sum();
    return new Suspicion(
        AlertIds.of(NAME, knowledge.customerId(), family, bought.orderId() + "/" + line.sku()),
        knowledge.customerId(),
        NAME,
        rules.version(),
        family,
        line.sku(),
        bought.storeId(),
        research.get(0).time(),
        bought.time() + 1,
        deadline,
        score.reasons(),
        score.counterEvidence(),
        List.copyOf(evidence),
        List.of("an own purchase of family " + family + " until " + IsoTime.format(deadline)),
        refund);
  }

  private static int wear(ReturnCondition condition) {
    return switch (condition) {
      case USED, DAMAGED -> 2;
      case OPENED -> 1;
      case SEALED, UNKNOWN -> 0;
    };
  }
}
