package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.schemas.Channel;
import org.junit.jupiter.api.Test;

/** Which browsing wakes a customer who has something on trial to be decided about. */
class PassedOverTest {
  private static final long LOOK = T0 + 2 * DAY;
  private static final long TRIAL_END = T0 + 14 * DAY;

  private static final Catalogue GOODS =
      new Catalogue() {
        @Override
        public ProductVersion asOf(String sku, long time) {
          return Facts.SHOP.asOf(sku, time);
        }

        @Override
        public boolean mayShareFamily(String sku, String other) {
          return familyOf(sku, T0).equals(familyOf(other, T0));
        }
      };

  private static final Surroundings SHIPPED = surroundings(RuleBooks.shipped());

  private final Journey journey = new Journey();

  private static Surroundings surroundings(RuleBook rules) {
    return new Surroundings(GOODS, rules, FeedClock.unused());
  }

  private void give(Fact fact) {
    journey.accept(Envelope.of(Facts.ANNA, false, fact), false);
  }

  /** Something is on trial, and decided up to then. */
  private void onTrial() {
    give(bought("o", Channel.STORE, "tv-1", T0));
    new JourneyFold(Observer.NONE).advance(Facts.ANNA, journey, T0 + HOUR, SHIPPED);
  }

  @Test
  void looks_at_other_goods_are_passed_over_and_looks_at_the_family_on_trial_are_not() {
    onTrial();

    give(view("cam-1", LOOK));
    assertThat(journey.nextStep()).isEqualTo(LOOK);
    assertThat(journey.head().passesOver(LOOK, SHIPPED)).isTrue();
    assertThat(journey.nextStep()).isGreaterThan(LOOK);

    give(view("tv-2", LOOK + HOUR));
    assertThat(journey.nextStep()).isEqualTo(LOOK + HOUR);
    assertThat(journey.head().passesOver(LOOK + HOUR, SHIPPED)).isFalse();
  }

  @Test
  void it_is_so_until_the_trial_days_end_also_after_a_restart() {
    onTrial();
    give(view("tv-2", TRIAL_END));
    JourneyHead restored = JourneyHead.unpack(journey.head().pack());

    assertThat(restored.nextStep()).isEqualTo(TRIAL_END);
    assertThat(restored.passesOver(TRIAL_END, SHIPPED)).isFalse();

    Journey other = new Journey();
    other.accept(Envelope.of(Facts.ANNA, false, bought("o", Channel.STORE, "tv-1", T0)), false);
    new JourneyFold(Observer.NONE).advance(Facts.ANNA, other, T0 + HOUR, SHIPPED);
    other.accept(Envelope.of(Facts.ANNA, false, view("tv-2", TRIAL_END + 1)), false);
    assertThat(other.nextStep()).isGreaterThan(TRIAL_END + 1);
  }

  @Test
  void of_a_look_that_came_before_its_moment_it_may_still_turn_out_what_the_goods_are() {
    give(bought("o", Channel.STORE, "tv-1", T0));
    give(view("cam-1", LOOK));
    new JourneyFold(Observer.NONE).advance(Facts.ANNA, journey, T0 + HOUR, SHIPPED);

    assertThat(journey.nextStep()).isEqualTo(LOOK);
    new JourneyFold(Observer.NONE).advance(Facts.ANNA, journey, LOOK - 1, SHIPPED);
    assertThat(journey.nextStep()).as("woken before it again").isEqualTo(LOOK);
    new JourneyFold(Observer.NONE).advance(Facts.ANNA, journey, LOOK, SHIPPED);
    assertThat(journey.nextStep()).isGreaterThan(LOOK);
  }

  @Test
  void nothing_is_passed_over_where_a_rule_heeds_all_that_is_browsed() {
    onTrial();
    give(view("cam-1", LOOK));

    Surroundings all = surroundings(rules("trial", "family", "all.research.count() >= 3"));

    assertThat(journey.head().passesOver(LOOK, all)).isFalse();
  }

  @Test
  void a_rule_heeds_other_browsing_if_it_names_it_or_is_about_more_than_a_family() {
    assertThat(RuleBooks.shipped().heedsOtherBrowsing()).isFalse();
    assertThat(rules("trial", "family", "research.count() >= 3").heedsOtherBrowsing()).isFalse();
    assertThat(rules("trial", "sku", "browsing.count() >= 3").heedsOtherBrowsing()).isFalse();
    assertThat(rules("trial", "category", "research.count() >= 3").heedsOtherBrowsing()).isTrue();
    assertThat(rules("trial", "customer", "research.count() >= 3").heedsOtherBrowsing()).isTrue();
    assertThat(rules("return.line", "family", "all.browsing.count() >= 3").heedsOtherBrowsing())
        .isTrue();
    assertThat(rules("trial", "family", "household.orders.count() > 0").heedsOtherBrowsing())
        .as("a member's purchase is looked at with the next step")
        .isTrue();
    assertThat(rules("visit.exit", "family", "all.research.count() >= 3").heedsOtherBrowsing())
        .isFalse();
    assertThat(
            rules(
                    "visit.exit",
                    "family",
                    "true",
                    "features: {n: research.count(), m: n + 1}",
                    "retract: [{when: m > 5, reason: SALE_KEPT}]")
                .heedsOtherBrowsing())
        .isTrue();
  }

  private static RuleBook rules(String trigger, String level, String when, String... more) {
    String lines = more.length == 0 ? "" : "\n    " + String.join("\n    ", more);
    return new RuleBook(
        RuleFiles.read(
            """
            id: t
            version: 1
            rules:
              - id: T
                trigger: %s
                level: %s
                when: ['%s']\
            """
                    .formatted(trigger, level, when)
                + lines));
  }
}
