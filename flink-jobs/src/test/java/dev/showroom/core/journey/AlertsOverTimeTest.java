package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What long times, excuses that end, and facts known in several ways do to alerts. */
class AlertsOverTimeTest {

  @Test
  void aServiceCaseThatClosesInTheTrialDaysLetsTheSuspicionBeRaisedThen() {
    TestJourney journey =
        TestJourney.journey("TRIAL_AT_RISK")
            .with(bought("o", Channel.STORE, "tv-1", T0), serviceCase("k", true, null, T0 + DAY))
            .with(browse(BrowseAction.COMPARE, "tv-1", T0 + 2 * DAY))
            .with(view("tv-1", T0 + 3 * DAY), view("tv-1", T0 + 4 * DAY))
            .with(serviceCase("k", false, null, T0 + 5 * DAY));

    journey.advanceTo(T0 + 6 * DAY);

    assertThat(journey.told()).containsExactly("tv SUSPECTED " + at(T0 + 5 * DAY));
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 1"})
  void anEventThatIsKnownByItselfAndThroughALinkCountsOnce(int events, int alerts) {
    TestJourney journey = TestJourney.journey("RESEARCH_INSPECT_LEAVE");
    for (int i = 1; i <= events; i++) {
      journey.with(view("tv-1", T0 - i * HOUR));
    }
    journey
        .with(view("tv-1", T0 - HOUR), T0 - MINUTE, Envelope.FOREVER)
        .with(enter("s1", T0), demo("s1", "tv-1", 120, T0), exit("s1", T0 + HOUR));

    journey.advanceTo(T0 + HOUR);

    assertThat(journey.told()).hasSize(alerts);
  }

  @ParameterizedTest
  @CsvSource({"119, 1", "120, 0"})
  void aMachineInTheStoreChecksNoPrices(int viewsBefore, int alerts) {
    TestJourney journey =
        TestJourney.journey("IN_STORE_PRICE_CHECK")
            .with(enter("s1", T0), demo("s1", "tv-1", 5, T0 + 20_000));
    for (int i = 0; i < viewsBefore; i++) {
      journey.with(view("tv-1", T0 + 100 * i));
    }
    journey.with(browse(BrowseAction.COMPARE, "tv-1", T0 + 30_000));

    journey.advanceTo(T0 + MINUTE);

    assertThat(journey.told()).hasSize(alerts);
  }

  @Test
  void aSerialReturnerStandsThoughItsFirstTrialReturnsAreLongAgo() {
    TestJourney journey = TestJourney.journey("TRIAL_RETURN", "SERIAL_RETURNER");
    long last = T0;
    for (int i = 0; i < 3; i++) {
      last = trialReturn(journey, i, Envelope.FOREVER);
    }
    journey.advanceTo(last);
    journey.with(
        view("tv-1", last + 60 * DAY), bought("p", Channel.ONLINE, "pen-1", last + 60 * DAY));

    for (int day = 1; day <= 100; day++) {
      journey.advanceTo(last + day * DAY);
    }

    assertThat(serialReturners(journey)).containsExactly("null SUSPECTED " + at(last));
  }

  @Test
  void aSerialReturnerGoesInTheMomentInWhichAnUnlinkTakesATrialReturnAway() {
    TestJourney journey = TestJourney.journey("TRIAL_RETURN", "SERIAL_RETURNER");
    long unlink = T0 + 162 * DAY;
    trialReturn(journey, 0, Envelope.FOREVER);
    trialReturn(journey, 1, Envelope.FOREVER);
    long last = trialReturn(journey, 2, unlink);

    journey.advanceTo(unlink + DAY);

    assertThat(serialReturners(journey))
        .containsExactly(
            "null SUSPECTED " + at(last), "null RETRACTED EVIDENCE_REVISED " + at(unlink));
  }

  @ParameterizedTest
  @CsvSource({"180, 2", "181, 1"})
  void anAlertIsHistoryHalfAYearAfterItWasRaised(int days, int revisions) {
    for (boolean oftenTidied : List.of(true, false)) {
      TestJourney journey = TestJourney.journey("COUPON_FISHING");
      for (int i = 0; i < 3; i++) {
        long time = T0 - (2 - i) * DAY;
        journey.with(
            new Bought(
                "p:" + i,
                time,
                "o" + i,
                Channel.APP,
                null,
                List.of(line("tv-1", 1)),
                List.of("c")));
      }
      journey.with(profile(true, T0 + days * DAY));
      for (int day = 0; oftenTidied && day < 300; day++) {
        journey.advanceTo(T0 + day * DAY);
      }

      journey.advanceTo(T0 + 300 * DAY);

      assertThat(journey.told()).hasSize(revisions);
    }
  }

  /**
   * A trial return, 80 days after the one before, by research that is known until then; returns
   * when it is one.
   */
  private static long trialReturn(TestJourney journey, int serial, long until) {
    long time = T0 + serial * 80 * DAY;
    String sku = List.of("tv-1", "cam-1", "pen-1").get(serial);
    String order = "o" + serial;
    journey
        .with(bought(order, Channel.STORE, time, line(sku, 1), line("odd" + serial, 1)))
        .with(view(sku, time + HOUR), time + HOUR, until)
        .with(
            returned(
                order,
                order,
                time + DAY,
                ReturnReason.CHANGED_MIND,
                ReturnCondition.USED,
                back(sku, 1)));
    return time + DAY;
  }

  private static List<String> serialReturners(TestJourney journey) {
    return journey.revisions().stream()
        .filter(revision -> revision.suspicion().rule().pattern().equals("SERIAL_RETURNER"))
        .map(TestJourney::inWords)
        .toList();
  }
}
