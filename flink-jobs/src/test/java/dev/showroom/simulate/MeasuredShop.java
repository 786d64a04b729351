package dev.showroom.simulate;

import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.insight.CaseFile;
import dev.showroom.core.insight.CellSums;
import dev.showroom.core.insight.Figure;
import dev.showroom.core.insight.Group;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shop whose customers' alerts come by chance: the real desk decides about them, shoppers answer,
 * the real outcomes and figures say what was measured.
 */
final class MeasuredShop extends ShopWithDesk {
  private static final int DAYS = 60;
  private static final int DAYS_OF_ALERTS = 30;
  private static final List<String> PATTERNS =
      List.of("RESEARCH_INSPECT_LEAVE", "IN_STORE_PRICE_CHECK", "STORE_HOP");

  private final Intake intake = new Intake(Duration.ofDays(1));

  MeasuredShop(int customers, long seed, Policy policy) {
    super(SimulationOptions.of(customers, DAYS, seed), policy);
    for (int number = 1; number <= customers; number++) {
      raiseAlerts(number);
    }
  }

  private void raiseAlerts(int number) {
    Dice dice = new Dice(Dice.mix(options.seed() + 99), number);
    Person person = new Person();
    people.put(Ids.customer(number), person);
    int count = dice.between(1, 3);
    for (int i = 0; i < count; i++) {
      Family family = catalogue.anyFamily(dice);
      String pattern = dice.pick(PATTERNS);
      long time = options.startMillis() + dice.time(Times.DAY, DAYS_OF_ALERTS * Times.DAY);
      Family.Item item = dice.pick(family.items());
      Boolean priceSensitive = dice.chance(0.4) ? (Boolean) dice.chance(0.5) : null;
      if (person.alerts.stream().noneMatch(alert -> alert.family().equals(family.id()))) {
        String id = "a-" + Ids.customer(number) + "-" + i;
        Standing standing =
            new Standing(
                null,
                true,
                true,
                "UTC",
                null,
                priceSensitive,
                false,
                false,
                false,
                Set.of(pattern));
        raise(person, suspected(id, Ids.customer(number), pattern, family, item, time, standing));
      }
    }
  }

  /** Nothing is told of them but what they answer. */
  @Override
  Simulation.Lived live(int number, List<DecisionMade> decisions) {
    Shopper shopper = new Shopper(number, options, catalogue, decisions);
    String archetype = Archetypes.of(number, options).label();
    return new Simulation.Lived(
        shopper, Answers.write(shopper, archetype, catalogue, options.seed()));
  }

  @Override
  void sees(String customerId, Person person, SimulatedEvent event) {}

  /** What the figures of all days together say. */
  Figure measured(String metric) {
    CellSums account = new CellSums();
    KeyDigest digest = new KeyDigest();
    people.forEach(
        (customerId, person) -> {
          Map<String, CaseFile> files = new HashMap<>();
          List<Notice> notices = new ArrayList<>(person.notices);
          notices.addAll(outcomes(customerId, person));
          for (Notice notice : notices) {
            files
                .computeIfAbsent(CaseFile.subjectOf(notice), subject -> new CaseFile())
                .accept(
                    notice,
                    digest,
                    change -> {
                      if (isOfAll(change.group())) {
                        account.take(change.by());
                      }
                    });
          }
        });
    return account.figures(account.takeUntold()).stream()
        .filter(figure -> figure.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private List<OutcomeNotice> outcomes(String customerId, Person person) {
    OutcomeBook book = new OutcomeBook();
    person.notices.forEach(decision -> book.accept(OutcomeInput.of(decision)));
    for (SimulatedEvent event : person.events) {
      if (event.topic() == InTopic.PURCHASES || event.topic() == InTopic.RETURNS) {
        Envelope envelope = envelope(event);
        book.accept(
            OutcomeInput.of(
                new Envelope(
                    customerId,
                    false,
                    envelope.kind(),
                    envelope.topic(),
                    envelope.time(),
                    envelope.knownAt(),
                    envelope.knownUntil(),
                    envelope.fact(),
                    null)));
      }
    }
    return book.advance(options.endMillis(), (sku, time) -> products.get(sku), FeedClock.unused());
  }

  private Envelope envelope(SimulatedEvent event) {
    Arrival arrival =
        intake.accept(event.topic(), "", new byte[0], Long.MAX_VALUE / 2, bytes -> event.record());
    return arrival.envelope();
  }

  private static boolean isOfAll(Group group) {
    return group.storeId() == null
        && group.category() == null
        && group.pattern() == null
        && group.offer() == null;
  }
}
