package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The definitions of the patterns about one customer and one family, over a whole life. */
final class FamilyPatterns {
  private static final int ENOUGH_RESEARCH = 3;
  private static final long WEEK = 7 * Times.DAY;
  private static final int TRIAL_DAYS = 14;
  private static final Set<ReturnReason> UNEXCUSED =
      EnumSet.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN);

  private final Life life;
  private final Function<String, List<String>> accessoryFor;
  private final List<Finding> found = new ArrayList<>();

  private FamilyPatterns(Life life, Function<String, List<String>> accessoryFor) {
    this.life = life;
    this.accessoryFor = accessoryFor;
  }

  /**
   * @param accessoryFor the families that a family is an accessory for
   */
  static List<Finding> of(Life life, Function<String, List<String>> accessoryFor) {
    FamilyPatterns patterns = new FamilyPatterns(life, accessoryFor);
    for (VisitTold visit : life.visits) {
      for (String family : visit.families().stream().sorted().toList()) {
        if (visit.inspected(family)) {
          patterns.leaves(visit, family);
          patterns.checksPrice(visit, family);
        }
      }
    }
    patterns.hops();
    for (Life.Bought bought : life.purchases) {
      if (bought.channel() == Channel.STORE && bought.mine()) {
        patterns.trial(bought);
      }
      if (bought.mine()) {
        patterns.traces(bought);
      }
    }
    return patterns.found;
  }

  private void leaves(VisitTold visit, String family) {
    long lastBought =
        life.purchases.stream()
            .filter(b -> b.family().equals(family) && b.time() < visit.enter())
            .mapToLong(Life.Bought::time)
            .max()
            .orElse(Long.MIN_VALUE);
    long[] known =
        research(family, visit.enter() - 14 * Times.DAY, visit.enter() - 1).stream()
            .filter(look -> look.time() > lastBought)
            .mapToLong(Life.Look::knownFrom)
            .sorted()
            .toArray();
    if (known.length >= ENOUGH_RESEARCH && isOpenCaseFree(family, visit.close())) {
      long knowable = Math.max(visit.knownFrom(), known[ENOUGH_RESEARCH - 1]);
      lost(Pattern.RESEARCH_INSPECT_LEAVE, family, visit.enter(), visit, visit.close(), knowable);
    }
  }

  private void checksPrice(VisitTold visit, String family) {
    life.looks.stream()
        .filter(look -> look.isPriceCheck() && look.family().equals(family))
        .filter(look -> look.time() >= visit.enter() && look.time() <= visit.close())
        .filter(look -> visit.inspected(family, look.time()))
        .findFirst()
        .filter(look -> isOpenCaseFree(family, look.time()))
        .ifPresent(
            look ->
                lost(
                    Pattern.IN_STORE_PRICE_CHECK,
                    family,
                    visit.enter(),
                    visit,
                    look.time(),
                    Math.max(visit.knownFrom(), look.knownFrom())));
  }

  private void hops() {
    List<String> reported = new ArrayList<>();
    for (VisitTold second : life.visits) {
      for (VisitTold first : life.visits) {
        long apart = second.close() - first.close();
        if (first.storeId().equals(second.storeId()) || apart <= 0 || apart > WEEK) {
          continue;
        }
        for (String family : second.families()) {
          if (first.inspected(family)
              && second.inspected(family)
              && !reported.contains(family)
              && isOpenCaseFree(family, second.close())) {
            reported.add(family);
            long knowable = Math.max(first.knownFrom(), second.knownFrom());
            lost(Pattern.STORE_HOP, family, first.enter(), second, second.close(), knowable);
          }
        }
      }
    }
  }

  /** Unless it is bought after all. */
  private void lost(
      Pattern pattern, String family, long from, VisitTold last, long anchor, long known) {
    long deadline = last.close() + WEEK;
    if (!life.bought(family, from, deadline)) {
      found.add(new Finding(pattern, family, anchor, Math.max(anchor, known), deadline));
    }
  }

  private void trial(Life.Bought bought) {
    life.returns.stream()
        .filter(back -> isWhole(back, bought) && UNEXCUSED.contains(back.goods().getReason()))
        .filter(back -> isOpenCaseFree(bought.family(), back.time()))
        .findFirst()
        .ifPresent(
            back -> {
              atRisk(bought, back.time());
              if (back.time() - bought.time() <= TRIAL_DAYS * Times.DAY
                  && back.goods().getCondition() != ReturnCondition.SEALED
                  && !siblingKept(bought)) {
                tried(bought, back.time());
              }
            });
  }

  private void atRisk(Life.Bought bought, long returned) {
    Integer days = bought.line().getTrialDays();
    long trialEnd = bought.time() + (days == null ? TRIAL_DAYS : days) * Times.DAY;
    if (returned > trialEnd) {
      return;
    }
    List<Life.Look> looks = research(bought.family(), bought.time() + Times.DAY, returned - 1);
    boolean compared = false;
    long known = 0;
    for (int i = 0; i < looks.size(); i++) {
      compared |= looks.get(i).ofPrices();
      known = Math.max(known, looks.get(i).knownFrom());
      if (compared && i + 1 >= ENOUGH_RESEARCH) {
        long anchor = looks.get(i).time();
        found.add(
            new Finding(
                Pattern.TRIAL_AT_RISK, bought.family(), anchor, Math.max(anchor, known), trialEnd));
        return;
      }
    }
  }

  private void tried(Life.Bought bought, long returned) {
    long around = 72 * Times.HOUR;
    List<Life.Look> looks = research(bought.family(), returned - around, returned + around);
    long deadline = returned + TRIAL_DAYS * Times.DAY;
    if (!looks.isEmpty() && !life.bought(bought.family(), bought.time() + 1, deadline)) {
      long first = looks.stream().mapToLong(Life.Look::time).min().orElseThrow();
      long known = looks.stream().mapToLong(Life.Look::knownFrom).min().orElseThrow();
      long anchor = Math.max(returned, first);
      found.add(
          new Finding(
              Pattern.TRIAL_RETURN, bought.family(), anchor, Math.max(anchor, known), deadline));
    }
  }

  private boolean siblingKept(Life.Bought bought) {
    return life.purchases.stream()
        .filter(other -> other.order().equals(bought.order()))
        .filter(other -> other.family().equals(bought.family()))
        .filter(other -> !other.line().getSku().equals(bought.line().getSku()))
        .anyMatch(other -> life.returns.stream().noneMatch(back -> isWhole(back, other)));
  }

  private void traces(Life.Bought accessory) {
    long from = accessory.time() - 30 * Times.DAY;
    for (String family : accessoryFor.apply(accessory.family())) {
      life.visits.stream()
          .filter(visit -> visit.enter() >= from && visit.close() <= accessory.time())
          .filter(visit -> visit.inspected(family))
          .findFirst()
          .filter(visit -> !life.bought(family, Long.MIN_VALUE, accessory.time()))
          .ifPresent(
              visit ->
                  found.add(
                      new Finding(
                          Pattern.ACCESSORY_TRACE,
                          family,
                          accessory.time(),
                          Math.max(accessory.time(), visit.knownFrom()),
                          Finding.NONE)));
    }
  }

  private List<Life.Look> research(String family, long from, long until) {
    return life.looks.stream()
        .filter(look -> look.isResearch() && look.family().equals(family))
        .filter(look -> look.time() >= from && look.time() <= until)
        .toList();
  }

  private boolean isOpenCaseFree(String family, long time) {
    return life.cases.values().stream()
        .filter(c -> c.family() == null || c.family().equals(family))
        .noneMatch(c -> c.opened() <= time + WEEK && c.closed() > time);
  }

  private static boolean isWhole(Life.Returned back, Life.Bought bought) {
    return back.goods().getOrderId().equals(bought.order())
        && back.goods().getLines().stream()
                .filter(line -> line.getSku().equals(bought.line().getSku()))
                .mapToInt(ReturnLine::getQuantity)
                .sum()
            >= bought.line().getQuantity();
  }
}
