package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The world of ordinary shoppers against what was measured in real shops. */
class RatesTest {
  /** Long, so that what comes back late still comes back within it. */
  private static final SimulatedWorld WORLD =
      new Simulation(SimulationOptions.of(3_000, 365, 11)).world();

  private static final Set<String> ORDINARY =
      WORLD.truth().stream()
          .filter(label -> label.label().equals("ORDINARY"))
          .map(TruthLabel::customerId)
          .collect(Collectors.toSet());

  @Test
  void fashionComesBackAsOftenAsInMailOrderAndGiftwareHardlyEver() {
    assertThat(returnedShare("fashion")).isBetween(0.42, 0.52);
    assertThat(returnedShare("giftware")).isBetween(0.01, 0.035);
  }

  @Test
  void goodsComeBackAfterDaysToMonths() {
    List<Double> days = new ArrayList<>();
    Map<String, Long> ordered = new HashMap<>();
    WORLD
        .of(InTopic.PURCHASES)
        .filter(event -> ((Purchase) event.record()).getChannel() != Channel.STORE)
        .filter(event -> ORDINARY.contains(event.key()))
        .forEach(e -> ordered.put(((Purchase) e.record()).getOrderId(), e.eventTime()));
    WORLD
        .of(InTopic.RETURNS)
        .forEach(
            event -> {
              Long bought = ordered.get(((ProductReturn) event.record()).getOrderId());
              if (bought != null) {
                days.add((event.eventTime() - bought) / (double) Times.DAY);
              }
            });
    assertThat(quantile(days, 0.25)).isBetween(3.5, 6.0);
    assertThat(quantile(days, 0.5)).isBetween(8.5, 12.0);
    assertThat(quantile(days, 0.75)).isBetween(20.0, 32.0);
  }

  @Test
  void aVisitLastsAboutAQuarterOfAnHourAndSomeLastLong() {
    Map<String, Long> entered = new HashMap<>();
    List<Double> minutes = new ArrayList<>();
    WORLD
        .of(InTopic.STORE_VISITS)
        .forEach(
            event -> {
              VisitEvent step = (VisitEvent) event.record();
              if (step.getAction() == VisitAction.ENTER) {
                entered.put(event.key(), event.eventTime());
              } else if (step.getAction() == VisitAction.EXIT) {
                minutes.add((event.eventTime() - entered.get(event.key())) / (double) Times.MINUTE);
              }
            });
    assertThat(quantile(minutes, 0.5)).isBetween(9.0, 17.0);
    assertThat(quantile(minutes, 0.95)).isGreaterThan(30);
  }

  @Test
  void mostGapsOnlineAreMinutes() {
    Map<String, Long> last = new HashMap<>();
    List<Double> seconds = new ArrayList<>();
    WORLD
        .of(InTopic.BROWSING)
        .filter(event -> ((BrowseEvent) event.record()).getActor().getKind() == ActorKind.COOKIE)
        .forEach(
            event -> {
              Long before = last.put(event.key(), event.eventTime());
              if (before != null) {
                seconds.add((event.eventTime() - before) / 1_000.0);
              }
            });
    assertThat(quantile(seconds, 0.5)).isBetween(100.0, 220.0);
    double minutes = seconds.stream().filter(gap -> gap < 1_800).count();
    assertThat(minutes / seconds.size()).isBetween(0.65, 0.9);
  }

  @Test
  void aFewBuyMuchOfIt() {
    Map<String, Integer> lines = new HashMap<>();
    WORLD
        .of(InTopic.PURCHASES)
        .filter(event -> ORDINARY.contains(event.key()))
        .forEach(
            event ->
                lines.merge(
                    event.key(), ((Purchase) event.record()).getLines().size(), Integer::sum));
    int all = lines.values().stream().mapToInt(n -> n).sum();
    int top =
        lines.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(ORDINARY.size() / 100)
            .mapToInt(n -> n)
            .sum();
    assertThat((double) top / all).isBetween(0.10, 0.22);
  }

  @Test
  void aStoreWhoseTillsAreCutOffVouchesForNoMoreThanItSent() {
    Outages outages = new Outages(WORLD.options());
    Set<String> cutOff = new HashSet<>();
    WORLD
        .of(InTopic.FEED_PROGRESS)
        .forEach(
            event -> {
              FeedProgress report = (FeedProgress) event.record();
              if (report.getFeed().startsWith("store:")) {
                for (Outages.Outage outage : outages.of(report.getFeed().substring(6))) {
                  if (outage.covers(event.eventTime())) {
                    cutOff.add(report.getFeed());
                    assertThat(report.getCompleteThrough().toEpochMilli())
                        .isLessThanOrEqualTo(outage.from());
                  }
                }
              }
            });
    assertThat(cutOff).isNotEmpty();
  }

  private static double returnedShare(String department) {
    Set<String> back = new HashSet<>();
    WORLD
        .of(InTopic.RETURNS)
        .forEach(
            event -> {
              ProductReturn goods = (ProductReturn) event.record();
              goods.getLines().forEach(line -> back.add(goods.getOrderId() + line.getSku()));
            });
    Map<String, String> category = new HashMap<>();
    WORLD
        .of(InTopic.PRODUCTS)
        .map(event -> (Product) event.record())
        .forEach(product -> category.put(product.getSku(), product.getCategory()));
    // What was bought in the last months may still come back.
    long settled = WORLD.options().endMillis() - 120 * Times.DAY;
    int bought = 0;
    int returned = 0;
    for (SimulatedEvent event : WORLD.of(InTopic.PURCHASES).toList()) {
      Purchase purchase = (Purchase) event.record();
      if (purchase.getChannel() == Channel.STORE
          || !ORDINARY.contains(event.key())
          || event.eventTime() > settled) {
        continue;
      }
      for (PurchaseLine line : purchase.getLines()) {
        if (category.get(line.getSku()).startsWith(department)) {
          bought++;
          returned += back.contains(purchase.getOrderId() + line.getSku()) ? 1 : 0;
        }
      }
    }
    return (double) returned / bought;
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) (share * (sorted.size() - 1)));
  }
}
