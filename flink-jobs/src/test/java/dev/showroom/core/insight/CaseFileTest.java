package dev.showroom.core.insight;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.MINUTE;
import static dev.showroom.core.insight.GivenNotices.SECOND;
import static dev.showroom.core.insight.GivenNotices.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.Notice;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Which windows a notice counts in, what a revision takes back, and until when. */
class CaseFileTest {
  /** A minute, an hour and a day begin here. */
  private static final long MIDNIGHT = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();

  private final Sheet sheet = new Sheet();

  @Test
  void windows_tumble_at_utc_and_hold_their_start_but_not_their_end() {
    sheet.give(GivenNotices.of("before", MIDNIGHT - 1).suspected());
    sheet.give(GivenNotices.of("at", MIDNIGHT).suspected());

    for (long length : new long[] {MINUTE, HOUR, DAY}) {
      assertThat(wholes("alerts", length))
          .extracting(Insight::getWindowStart, Insight::getWindowEnd, Insight::getValue)
          .containsExactly(tuple(MIDNIGHT - length, MIDNIGHT), tuple(MIDNIGHT, MIDNIGHT + length));
    }
  }

  private static Tuple tuple(long start, long end) {
    return Tuple.tuple(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), 1.0);
  }

  @Test
  void a_decision_and_all_that_becomes_of_it_count_in_the_day_in_which_it_was_decided() {
    GivenNotices given = GivenNotices.of("a", MIDNIGHT - 1);
    sheet.give(
        given.suspected(),
        given.decision(),
        given.coupon(1, CouponState.ISSUED, given.decidedAt()),
        given.outcome(1, OutcomeKind.SAVED, MIDNIGHT + 3 * DAY, 900));

    assertThat(wholes("alerts", DAY)).extracting(Insight::getWindowEnd).containsExactly(midnight());
    for (String metric : List.of("decisions", "coupons", "save.rate", "margin.mean")) {
      assertThat(wholes(metric, DAY))
          .as(metric)
          .extracting(Insight::getWindowStart)
          .containsExactly(midnight());
    }
  }

  private static Instant midnight() {
    return Instant.ofEpochMilli(MIDNIGHT);
  }

  @Test
  void what_becomes_of_a_decision_counts_in_its_minute_its_hour_and_its_day() {
    GivenNotices given = GivenNotices.of("a", MIDNIGHT + 90 * MINUTE);
    sheet.give(given.decision(), given.outcome(1, OutcomeKind.SAVED, MIDNIGHT + 7 * DAY, 900));

    for (long length : new long[] {MINUTE, HOUR, DAY}) {
      long start = given.decidedAt() / length * length;
      for (String metric : List.of("save.rate", "margin.mean")) {
        assertThat(wholes(metric, length))
            .as(metric)
            .filteredOn(insight -> insight.getArm() == Arm.TREATED)
            .extracting(Insight::getWindowStart)
            .containsExactly(Instant.ofEpochMilli(start));
      }
    }
  }

  @Test
  void minutes_and_hours_of_a_day_add_up_to_it() {
    for (int i = 0; i < 40; i++) {
      GivenNotices given = GivenNotices.of("a" + i, MIDNIGHT + i * 37 * MINUTE);
      sheet.give(given.suspected());
    }

    for (long length : new long[] {MINUTE, HOUR}) {
      assertThat(sum(length)).isEqualTo(sum(DAY));
    }
    assertThat(wholes("alerts", MINUTE)).hasSize(40);
  }

  private double sum(long length) {
    return wholes("alerts", length).stream().mapToDouble(Insight::getValue).sum();
  }

  @Test
  void the_windows_of_a_day_are_settled_together_sixty_days_after_its_end() {
    long settled = MIDNIGHT + 61 * DAY;
    GivenNotices intime = GivenNotices.of("in time", MIDNIGHT);
    GivenNotices late = GivenNotices.of("late", MIDNIGHT);
    sheet.give(intime.suspected(), late.suspected());
    sheet.give(intime.alert(2, AlertStatus.CONFIRMED, settled - 1));
    sheet.give(late.alert(2, AlertStatus.CONFIRMED, settled));

    for (long length : new long[] {MINUTE, HOUR, DAY}) {
      assertThat(wholes("alerts", length))
          .extracting(Insight::getLabel, Insight::getValue)
          .containsExactlyInAnyOrder(Tuple.tuple("SUSPECTED", 1.0), Tuple.tuple("CONFIRMED", 1.0));
    }
  }

  @Test
  void a_later_revision_of_an_earlier_time_does_not_take_back_what_never_counted() {
    GivenNotices given = GivenNotices.of("a", MIDNIGHT);
    sheet.give(given.suspected());
    sheet.give(given.alert(2, AlertStatus.CONFIRMED, MIDNIGHT + 61 * DAY));
    sheet.give(given.alert(3, AlertStatus.RETRACTED, MIDNIGHT + HOUR));

    assertThat(wholes("alerts", DAY))
        .extracting(Insight::getLabel, Insight::getValue)
        .containsExactly(Tuple.tuple("SUSPECTED", 1.0));
  }

  @Test
  void of_each_part_the_highest_revision_holds_and_what_is_told_twice_counts_once() {
    GivenNotices given = GivenNotices.of("a", T0);
    Notice[] newest = {
      given.alert(2, AlertStatus.CONFIRMED, T0 + 7 * DAY),
      given.decision(),
      given.coupon(4, CouponState.REDEEMED, T0 + DAY),
      given.outcome(3, OutcomeKind.SETTLED, T0 + 15 * DAY, 900)
    };
    sheet.give(newest);
    Map<String, Insight> once = sheet.figures();
    sheet.give(newest);
    sheet.give(
        given.suspected(),
        given.coupon(3, CouponState.VIEWED, T0 + HOUR),
        given.outcome(2, OutcomeKind.LOST, T0 + 7 * DAY, 0));

    assertThat(sheet.figures()).isEqualTo(once);
  }

  @Test
  void an_alert_that_was_raised_earlier_after_all_moves_to_that_window() {
    GivenNotices given = GivenNotices.of("a", MIDNIGHT);
    sheet.give(given.suspected());
    sheet.give(given.raisedAt(MIDNIGHT - HOUR).in("st-2").alert(2, AlertStatus.SUSPECTED, T0));

    assertThat(wholes("alerts", DAY)).extracting(Insight::getValue).containsExactly(1.0, 0.0);
    assertThat(sheet.figures().values())
        .filteredOn(insight -> "st-1".equals(insight.getStoreId()))
        .extracting(Insight::getValue)
        .containsOnly(0.0);
    assertThat(sheet.figures().values())
        .filteredOn(insight -> "st-2".equals(insight.getStoreId()))
        .extracting(Insight::getValue)
        .containsOnly(1.0);
  }

  @Test
  void a_push_counts_by_the_time_of_the_delivery_whether_it_or_the_decision_is_told_last() {
    long delivery = MIDNIGHT + 60 * DAY;
    for (boolean decisionLast : new boolean[] {true, false}) {
      for (long raisedAt : new long[] {MIDNIGHT - HOUR, MIDNIGHT}) {
        GivenNotices given = GivenNotices.of("a" + raisedAt + decisionLast, raisedAt);
        Notice delivered = given.coupon(2, CouponState.DELIVERED, delivery);
        sheet.give(decisionLast ? delivered : given.decision());
        sheet.give(decisionLast ? given.decision() : delivered);
      }
    }

    assertThat(wholes("push.seconds", DAY))
        .as("the day before is settled by then")
        .extracting(Insight::getWindowStart, Insight::getCount)
        .containsExactly(Tuple.tuple(midnight(), 2L));
  }

  @Test
  void a_revision_that_changes_no_status_changes_nothing() {
    GivenNotices given = GivenNotices.of("a", T0);
    CaseFile file = new CaseFile();
    file.accept(given.suspected(), new KeyDigest(), change -> {});
    List<Change> changes = new ArrayList<>();
    file.accept(given.alert(2, AlertStatus.SUSPECTED, T0 + 1), new KeyDigest(), changes::add);

    assertThat(changes).isEmpty();
  }

  @Test
  void figures_are_by_each_dimension_that_is_known_and_not_by_their_combinations() {
    GivenNotices given = new GivenNotices("a", T0, false, null, null, "HOP", null, Arm.NONE, 0);
    sheet.give(given.suspected());

    assertThat(sheet.day("alerts").keySet())
        .containsExactlyInAnyOrder("label=SUSPECTED", "pattern=HOP:label=SUSPECTED");
  }

  @Test
  void decisions_of_several_policies_about_one_alert_do_not_get_into_each_others_way() {
    GivenNotices live = GivenNotices.of("a", T0);
    GivenNotices shadow = live.inShadow();
    sheet.give(live.decision(), shadow.decision());
    sheet.give(shadow.outcome(1, OutcomeKind.LOST, T0 + 7 * DAY, 0));
    sheet.give(live.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));

    assertThat(sheet.day("save.rate")).containsEntry("arm=TREATED", 1.0);
    assertThat(sheet.day("shadow.save.rate")).containsEntry("arm=TREATED", 0.0);
  }

  @Test
  void a_case_lasts_until_its_last_day_is_settled_and_names_nobody() {
    GivenNotices given = GivenNotices.of("a-0123456789", MIDNIGHT - SECOND);
    CaseFile file = new CaseFile();
    KeyDigest digest = new KeyDigest();
    file.accept(given.suspected(), digest, change -> {});
    assertThat(file.settledAt()).isEqualTo(MIDNIGHT + 60 * DAY);
    file.accept(given.decision(), digest, change -> {});
    file.accept(given.coupon(1, CouponState.ISSUED, MIDNIGHT), digest, change -> {});
    file.accept(given.outcome(1, OutcomeKind.SAVED, MIDNIGHT, 900), digest, change -> {});
    assertThat(file.settledAt()).isEqualTo(MIDNIGHT + 61 * DAY);

    String state = new String(file.pack(), StandardCharsets.ISO_8859_1);
    assertThat(state).contains("st-1");
    assertThat(state)
        .doesNotContain(
            "c-of", "a-0123456789", given.decision().decisionId(), given.decision().couponId());
    assertThat(file.pack()).hasSizeLessThan(120);
  }

  private List<Insight> wholes(String metric, long length) {
    return sheet.of(metric, length).stream()
        .filter(insight -> insight.getStoreId() == null && insight.getCategory() == null)
        .filter(insight -> insight.getPattern() == null && insight.getOffer() == null)
        .sorted(Comparator.comparing(Insight::getWindowStart))
        .toList();
  }
}
