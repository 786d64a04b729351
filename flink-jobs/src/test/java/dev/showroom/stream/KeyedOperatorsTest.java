package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.MINUTE;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.VisitAction;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two keyed operators, each alone, on both state backends. */
class KeyedOperatorsTest {
  private static final long EXIT = T0 + 10 * DAY;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long END_OF_TIME = Long.MAX_VALUE;

  // ---- journeys

  @ParameterizedTest
  @EnumSource
  void an_alert_leaves_when_the_watermark_reaches_the_exit_and_not_before(Backend backend)
      throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      journeys.give(Given.showrooming("anna", EXIT));
      journeys.watermark(EXIT - 1);
      assertThat(journeys.out()).isEmpty();

      journeys.watermark(EXIT);
      assertThat(statuses(journeys)).containsExactly(AlertStatus.SUSPECTED);

      journeys.watermark(DEADLINE - 1);
      assertThat(statuses(journeys)).hasSize(1);
      journeys.watermark(DEADLINE);
      assertThat(statuses(journeys)).containsExactly(AlertStatus.SUSPECTED, AlertStatus.CONFIRMED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_order_of_arrival_before_the_watermark_does_not_show(Backend backend) throws Exception {
    List<Envelope> facts = Given.showrooming("anna", EXIT);
    List<String> expected = null;
    for (int turn = 0; turn < facts.size(); turn++) {
      List<Envelope> turned = new ArrayList<>(facts.subList(turn, facts.size()));
      turned.addAll(facts.subList(0, turn));
      turned.addAll(facts.subList(0, 3));
      try (Journeys journeys = KeyedHarness.journeys(backend)) {
        journeys.product(Given.product());
        journeys.give(turned);
        journeys.watermark(DEADLINE);
        List<String> told = Told.lines(journeys.out());
        expected = expected == null ? told : expected;
        assertThat(told).hasSize(2).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_coupon_policy_is_no_matter_of_the_journeys(Backend backend) throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend);
        Journeys others = KeyedHarness.journeys(backend)) {
      journeys.announce(new PolicyText("mine", 1, T0, PolicyFiles.shippedText()));
      for (Journeys each : List.of(journeys, others)) {
        each.product(Given.product());
        each.give(Given.showrooming("anna", EXIT));
        each.watermark(DEADLINE);
      }
      assertThat(Told.lines(journeys.out())).hasSize(2).isEqualTo(Told.lines(others.out()));
      assertThat(journeys.stateBytes()).isEqualTo(others.stateBytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_customer_never_holds_more_than_one_timer_and_at_last_none_and_no_state(Backend backend)
      throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      for (String customer : List.of("anna", "bert", "cleo")) {
        for (Envelope fact : Given.showrooming(customer, EXIT)) {
          journeys.give(fact);
          assertThat(journeys.timers()).isLessThanOrEqualTo(journeys.keysGiven().size());
        }
      }
      journeys.give(Given.bought("bert", EXIT + DAY));
      assertThat(journeys.timers()).isEqualTo(3);
      assertThat(journeys.keysInState()).containsExactlyInAnyOrder("anna", "bert", "cleo");
      for (long time = EXIT - 4 * DAY; time < EXIT + 250 * DAY; time += 5 * HOUR) {
        journeys.watermark(time);
        assertThat(journeys.timers()).isEqualTo(journeys.keysInState().size());
      }

      assertThat(statuses(journeys)).contains(AlertStatus.CONFIRMED, AlertStatus.RETRACTED);
      assertThat(journeys.timers()).isZero();
      assertThat(journeys.processingTimers()).isZero();
      assertThat(journeys.keysInState()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_windows_passing_at_once_leave_no_timer_and_no_state_either(Backend backend)
      throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      journeys.give(Given.showrooming("anna", EXIT));
      journeys.watermark(EXIT + 400 * DAY);

      assertThat(statuses(journeys)).containsExactly(AlertStatus.SUSPECTED, AlertStatus.CONFIRMED);
      assertThat(journeys.timers()).isZero();
      assertThat(journeys.keysInState()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_is_not_the_end_of_time(Backend backend) throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      journeys.give(Given.showrooming("anna", EXIT));
      journeys.watermark(DEADLINE - 1);
      journeys.watermark(END_OF_TIME);

      assertThat(statuses(journeys)).containsExactly(AlertStatus.SUSPECTED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_purchase_takes_a_confirmed_alert_back_and_says_what_it_changed(Backend backend)
      throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      journeys.give(Given.showrooming("anna", EXIT));
      journeys.watermark(DEADLINE + HOUR);
      journeys.give(
          Given.late(Given.bought("anna", EXIT + DAY), "purchases.jsonl:9", DEADLINE + HOUR));
      journeys.watermark(DEADLINE + 2 * HOUR);

      List<Alert> alerts = Told.alerts(journeys.out());
      Alert last = alerts.get(alerts.size() - 1);
      assertThat(last.getStatus()).isEqualTo(AlertStatus.RETRACTED);
      assertThat(last.getRetractReason()).isEqualTo(RetractReason.SALE_KEPT);
      assertThat(last.getRevision()).isEqualTo(alerts.size());
      assertThat(Told.lateEvents(journeys.aside()))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.getReason()).isEqualTo(LateReason.APPLIED);
                assertThat(row.getStream()).isEqualTo("purchases");
                assertThat(row.getOrigin()).isEqualTo("purchases.jsonl:9");
                assertThat(row.getChanged())
                    .containsExactly(last.getAlertId() + "#" + last.getRevision());
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_purchase_that_overtakes_the_watermark_it_came_behind_ends_the_same(Backend backend)
      throws Exception {
    long gate = DEADLINE + HOUR;
    for (long here : new long[] {gate, DEADLINE - 1, EXIT + DAY, EXIT, EXIT - 5 * DAY}) {
      try (Journeys journeys = KeyedHarness.journeys(backend)) {
        journeys.product(Given.product());
        journeys.give(Given.showrooming("anna", EXIT));
        journeys.watermark(here);
        journeys.give(Given.late(Given.bought("anna", EXIT + DAY), "purchases.jsonl:9", gate));
        for (long time = here; time <= gate + HOUR; time += HOUR / 2) {
          journeys.watermark(time);
        }

        List<Alert> alerts = Told.alerts(journeys.out());
        Alert last = alerts.get(alerts.size() - 1);
        assertThat(last.getStatus()).isEqualTo(AlertStatus.RETRACTED);
        assertThat(last.getRetractReason()).isEqualTo(RetractReason.SALE_KEPT);
        assertThat(alerts).extracting(Alert::getRevision).startsWith(1).doesNotHaveDuplicates();
        assertThat(Told.lateEvents(journeys.aside()))
            .extracting(LateEvent::getOrigin)
            .containsExactly("purchases.jsonl:9");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_record_that_changes_nothing_is_told_of_too(Backend backend) throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      journeys.watermark(EXIT);
      journeys.give(Given.late(Given.view("anna", EXIT), "browsing.jsonl:1", EXIT));
      journeys.watermark(EXIT + 1);

      assertThat(journeys.out()).isEmpty();
      assertThat(Told.lateEvents(journeys.aside()))
          .extracting(LateEvent::getOrigin, LateEvent::getChanged)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("browsing.jsonl:1", List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_at_any_step_does_not_show_in_what_a_journey_tells(Backend backend) throws Exception {
    List<Envelope> facts = new ArrayList<>(Given.showrooming("anna", EXIT));
    facts.addAll(Given.showrooming("bert", EXIT + HOUR));
    List<List<String>> undisturbed = journeyRun(backend, facts, -1);

    assertThat(undisturbed.get(0)).hasSizeGreaterThanOrEqualTo(4);
    assertThat(undisturbed.get(1)).hasSize(1);
    for (int crash = 0; crash < facts.size() + 5; crash++) {
      assertThat(journeyRun(backend, facts, crash)).as("crash at %d", crash).isEqualTo(undisturbed);
    }
  }

  private static List<List<String>> journeyRun(Backend backend, List<Envelope> facts, int crash)
      throws Exception {
    try (Journeys journeys = KeyedHarness.journeys(backend)) {
      journeys.product(Given.product());
      int step = 0;
      for (Envelope fact : facts) {
        crashIf(journeys, step++ == crash);
        journeys.give(fact);
        journeys.watermark(fact.time() - 5 * DAY);
      }
      for (long time : new long[] {EXIT, EXIT + 2 * HOUR, EXIT + 3 * DAY}) {
        crashIf(journeys, step++ == crash);
        journeys.watermark(time);
      }
      crashIf(journeys, step++ == crash);
      journeys.give(Given.late(Given.bought("anna", EXIT + DAY), "p:1", EXIT + 3 * DAY));
      crashIf(journeys, step++ == crash);
      journeys.watermark(DEADLINE + DAY);
      return List.of(Told.lines(journeys.out()), Told.lines(journeys.aside()));
    }
  }

  // ---- identity

  @ParameterizedTest
  @EnumSource
  void a_link_hands_over_the_look_back_exactly(Backend backend) throws Exception {
    long link = T0 + 40 * DAY;
    try (Actors actors = KeyedHarness.actors(backend)) {
      actors.give(Given.view("COOKIE:c", link - 30 * DAY - 1));
      actors.give(Given.view("COOKIE:c", link - 30 * DAY));
      actors.give(Given.view("COOKIE:c", link - 1));
      actors.watermark(link - 1);
      assertThat(actors.out()).isEmpty();

      actors.give(Given.link("COOKIE:c", link, "anna", true));
      assertThat(actors.out())
          .extracting(Envelope::key, Envelope::time, Envelope::knownAt)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("anna", link - 30 * DAY, link),
              org.assertj.core.groups.Tuple.tuple("anna", link - 1, link));
      assertThat(actors.aside()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_actor_never_holds_more_than_one_timer_and_at_last_none_and_no_state(Backend backend)
      throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      long time = T0;
      for (int i = 0; i < 60; i++) {
        time += 6 * HOUR;
        actors.give(Given.view("COOKIE:c" + i % 3, time));
        if (i % 20 == 10) {
          actors.give(Given.link("COOKIE:c1", time, "anna", i % 40 == 10));
        }
        actors.watermark(time - MINUTE);
        assertThat(actors.timers()).isEqualTo(actors.keysGiven().size());
      }
      assertThat(actors.keysInState()).hasSize(3);
      actors.watermark(time + 46 * DAY);
      assertThat(actors.keysInState()).as("links stay longer").containsExactly("COOKIE:c1");
      assertThat(actors.timers()).isEqualTo(1);

      actors.watermark(time + 230 * DAY);
      assertThat(actors.timers()).isZero();
      assertThat(actors.processingTimers()).isZero();
      assertThat(actors.keysInState()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_forgets_no_actor(Backend backend) throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      actors.give(Given.view("COOKIE:c", T0));
      actors.watermark(T0);
      actors.watermark(END_OF_TIME);
      assertThat(actors.keysInState()).containsExactly("COOKIE:c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_fact_of_nobody_is_told_of_and_one_of_a_customer_carries_its_note(Backend backend)
      throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      actors.give(Given.late(Given.view("COOKIE:c", T0), "browsing.jsonl:1", T0 + DAY));
      assertThat(Told.lateEvents(actors.aside()))
          .extracting(LateEvent::getOrigin)
          .containsExactly("browsing.jsonl:1");
      actors.forgetOutput();

      actors.give(Given.link("COOKIE:c", T0 + HOUR, "anna", true));
      assertThat(actors.out()).singleElement().satisfies(one -> assertThat(one.late()).isNull());
      actors.forgetOutput();

      actors.give(Given.late(Given.view("COOKIE:c", T0 + 1), "browsing.jsonl:2", T0 + DAY));
      assertThat(actors.out())
          .singleElement()
          .satisfies(one -> assertThat(one.late().origin()).isEqualTo("browsing.jsonl:2"));
      assertThat(actors.aside()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_at_any_step_does_not_show_in_what_identity_hands_on(Backend backend)
      throws Exception {
    List<Envelope> facts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      facts.add(Given.view("COOKIE:c", T0 + i * DAY));
    }
    facts.add(Given.link("COOKIE:c", T0 + 5 * DAY, "anna", true));
    facts.add(Given.step("COOKIE:c", T0 + 6 * DAY, VisitAction.DEMO));
    facts.add(Given.link("COOKIE:c", T0 + 7 * DAY, "anna", false));
    facts.add(Given.link("COOKIE:c", T0 + 33 * DAY, "bert", true));
    List<String> undisturbed = identityRun(backend, facts, -1);

    assertThat(undisturbed).hasSizeGreaterThan(12);
    for (int crash = 0; crash < facts.size(); crash++) {
      assertThat(identityRun(backend, facts, crash))
          .as("crash at %d", crash)
          .isEqualTo(undisturbed);
    }
  }

  private static List<String> identityRun(Backend backend, List<Envelope> facts, int crash)
      throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      int step = 0;
      for (Envelope fact : facts) {
        crashIf(actors, step++ == crash);
        actors.give(fact);
        actors.watermark(fact.time());
      }
      return actors.out().stream()
          .map(
              one ->
                  String.join(
                      " ",
                      one.kind().name(),
                      one.key(),
                      String.valueOf(one.time()),
                      String.valueOf(one.knownAt()),
                      String.valueOf(one.knownUntil())))
          .toList();
    }
  }

  private static void crashIf(KeyedHarness<?> harness, boolean now) throws Exception {
    if (now) {
      harness.crashAndRestore();
    }
  }

  private static List<AlertStatus> statuses(Journeys journeys) {
    return Told.alerts(journeys.out()).stream().map(Alert::getStatus).toList();
  }
}
