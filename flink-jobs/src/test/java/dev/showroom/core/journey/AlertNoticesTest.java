package dev.showroom.core.journey;

import static dev.showroom.core.Facts.ANNA;
import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.Segment;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What those who act on alerts are told with each revision. */
class AlertNoticesTest {
  private static final String PATTERN = "RESEARCH_INSPECT_LEAVE";
  private static final long ENTER = T0;
  private static final long EXIT = T0 + HOUR;

  @Test
  void a_suspicion_tells_what_it_is_about_and_how_the_customer_stands() {
    TestJourney anna = suspected();
    anna.with(profile(ENTER - DAY, true));

    anna.advanceByTimersTo(EXIT);

    AlertNotice notice = anna.notices().get(0);
    assertThat(anna.notices()).hasSize(1);
    assertThat(notice.alertId()).isEqualTo(anna.revisions().get(0).suspicion().alertId());
    assertThat(notice.status()).isEqualTo(AlertStatus.SUSPECTED);
    assertThat(notice.customerId()).isEqualTo(ANNA);
    assertThat(notice.family()).isEqualTo("tv");
    assertThat(notice.category()).isEqualTo("electronics");
    assertThat(notice.keep()).isFalse();
    assertThat(notice.raisedAt()).isEqualTo(EXIT);
    assertThat(notice.anchorAt()).isEqualTo(EXIT);
    assertThat(notice.deadline()).isEqualTo(EXIT + 7 * DAY);
    assertThat(notice.standing())
        .isEqualTo(
            new Standing(
                "h-1",
                true,
                true,
                "Europe/London",
                Segment.ORDINARY,
                true,
                false,
                false,
                true,
                Set.of(PATTERN)));
  }

  @Test
  void of_somebody_without_a_profile_nothing_is_allowed() {
    TestJourney anna = suspected();

    anna.advanceByTimersTo(EXIT);

    Standing standing = anna.notices().get(0).standing();
    assertThat(standing.consentPush()).isFalse();
    assertThat(standing.consentPersonalisation()).isFalse();
    assertThat(standing.householdId()).isNull();
  }

  @Test
  void the_profile_in_force_at_the_alert_counts_not_a_later_one() {
    TestJourney anna = suspected();
    anna.with(profile(ENTER - DAY, true), profile(EXIT + 1, false));

    anna.advanceByTimersTo(EXIT + HOUR);

    assertThat(anna.notices().get(0).standing().consentPush()).isTrue();
  }

  @Test
  void a_profile_of_the_very_moment_counts() {
    TestJourney anna = suspected();
    anna.with(profile(ENTER - DAY, true), profile(EXIT, false));

    anna.advanceByTimersTo(EXIT + HOUR);

    assertThat(anna.notices().get(0).standing().consentPush()).isFalse();
  }

  @Test
  void a_case_about_something_else_is_none_that_concerns_the_alert() {
    TestJourney anna = suspected();
    anna.with(serviceCase("case-1", true, "cam-1", ENTER - DAY));

    anna.advanceByTimersTo(EXIT);

    assertThat(anna.notices().get(0).standing().openCase()).isFalse();
  }

  @Test
  void a_retraction_is_told_with_its_cause_and_without_a_standing() {
    TestJourney anna = suspected();
    anna.with(bought("order-1", Channel.ONLINE, "tv-2", EXIT + DAY));

    anna.advanceByTimersTo(EXIT + 2 * DAY);

    AlertNotice last = anna.notices().get(1);
    assertThat(last.status()).isEqualTo(AlertStatus.RETRACTED);
    assertThat(last.retractReason()).isEqualTo(RetractReason.SALE_KEPT);
    assertThat(last.cause())
        .isEqualTo(bought("order-1", Channel.ONLINE, "tv-2", EXIT + DAY).eventId());
    assertThat(last.raisedAt()).isEqualTo(EXIT);
    assertThat(last.decidedAt()).isEqualTo(EXIT + DAY);
    assertThat(last.standing()).isNull();
  }

  @Test
  void of_an_alert_that_a_late_record_raises_in_the_past_the_customer_stands_as_now() {
    long now = EXIT + 3 * DAY;
    TestJourney anna = journey(PATTERN);
    anna.with(view("tv-1", ENTER - 3 * DAY), view("tv-1", ENTER - 2 * DAY), enter("berlin", ENTER));
    anna.with(demo("berlin", "tv-1", 150, ENTER + MINUTE), exit("berlin", EXIT));
    anna.with(profile(ENTER - DAY, true), profile(EXIT + DAY, false));
    anna.advanceByTimersTo(now - 1);
    anna.advanceTo(now - 1);
    anna.late(view("tv-1", ENTER - DAY), now - 1);

    anna.advanceTo(now);

    AlertNotice notice = anna.notices().get(0);
    assertThat(notice.decidedAt()).isEqualTo(EXIT);
    assertThat(notice.standing().consentPush()).isFalse();
    assertThat(notice.standing().inStore()).isFalse();
  }

  private static TestJourney suspected() {
    return journey(PATTERN)
        .with(
            view("tv-1", ENTER - 3 * DAY),
            view("tv-1", ENTER - 2 * DAY),
            view("tv-1", ENTER - DAY),
            enter("berlin", ENTER),
            demo("berlin", "tv-1", 150, ENTER + MINUTE),
            exit("berlin", EXIT));
  }

  private static ProfileStated profile(long time, boolean push) {
    return new ProfileStated(
        "p-" + time, time, false, "h-1", true, push, "Europe/London", Segment.ORDINARY, true);
  }
}
