package dev.showroom.core.identity;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.link;
import static dev.showroom.core.Facts.unlink;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.journey.TestJourney;
import dev.showroom.schemas.Channel;
import org.junit.jupiter.api.Test;

/** From an anonymous actor's records through its links to the alerts of a customer. */
class IdentityRevisionTest {
  private static final long EXIT = T0 + HOUR;
  private static final long LINK = T0 + 2 * DAY;
  private static final long UNLINK = T0 + 4 * DAY;

  private final ActorHistory cookie = new ActorHistory();
  private final TestJourney anna = journey();

  @Test
  void aLinkAfterTheVisitRaisesTheAlertAtTheLink() {
    showroomed();
    cookie(link(Facts.ANNA, LINK));
    anna.advanceTo(T0 + 20 * DAY);

    assertThat(anna.told())
        .containsExactly("tv SUSPECTED +" + (LINK - T0), "tv CONFIRMED +" + (EXIT + 7 * DAY - T0));
  }

  @Test
  void anUnlinkRetractsWhatRestedOnTheActor() {
    showroomed();
    cookie(link(Facts.ANNA, LINK));
    anna.advanceTo(LINK);
    cookie(unlink(Facts.ANNA, UNLINK));

    // Nothing is told before the unlink's own time, however often the journey is woken.
    assertThat(anna.advanceTo(UNLINK - 1)).isEmpty();
    anna.advanceTo(T0 + 20 * DAY);

    assertThat(anna.told())
        .containsExactly(
            "tv SUSPECTED +" + (LINK - T0), "tv RETRACTED IDENTITY_REVISED +" + (UNLINK - T0));
  }

  @Test
  void anAlertThatRestsOnEnoughOfTheCustomersOwnStandsAnUnlinkForGood() {
    anna.with(view("tv-1", T0 - 3 * HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - HOUR));
    anna.with(enter("s1", T0), demo("s1", "tv-1", 120, T0 + MINUTE), exit("s1", EXIT));
    cookie(link(Facts.ANNA, T0 - 5 * DAY), view("tv-2", T0 - 30 * MINUTE));
    cookie(unlink(Facts.ANNA, UNLINK));
    // Long after, when the visit is too old to be found again, something unrelated wakes the walk.
    anna.with(bought("o", Channel.ONLINE, "odd", T0 + 29 * DAY + 23 * HOUR));
    anna.advanceTo(T0 + 40 * DAY);

    assertThat(anna.told())
        .containsExactly("tv SUSPECTED +" + HOUR, "tv CONFIRMED +" + (EXIT + 7 * DAY - T0));
  }

  @Test
  void anActorOnceUnlinkedAccusesNobody() {
    cookie(link(Facts.ANNA, T0 - 5 * DAY), unlink(Facts.ANNA, T0 - 4 * DAY));
    showroomed();
    anna.advanceTo(T0 + 20 * DAY);

    assertThat(anna.told()).isEmpty();
  }

  @Test
  void aPurchaseThatALinkBringsClearsEvenAConfirmedAlert() {
    anna.with(view("tv-1", T0 - 3 * HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - HOUR));
    anna.with(enter("s1", T0), demo("s1", "tv-1", 120, T0 + MINUTE), exit("s1", EXIT));
    cookie(bought("o", Channel.STORE, "tv-1", T0 + DAY), link(Facts.ANNA, T0 + 10 * DAY));
    anna.advanceTo(T0 + 40 * DAY);

    assertThat(anna.told())
        .containsExactly(
            "tv SUSPECTED +" + HOUR,
            "tv CONFIRMED +" + (EXIT + 7 * DAY - T0),
            "tv RETRACTED SALE_KEPT +" + 10 * DAY);
  }

  @Test
  void aLateUnlinkRetractsAndItsRowNamesTheRevision() {
    showroomed();
    cookie(link(Facts.ANNA, LINK));
    anna.advanceTo(T0 + 12 * DAY);

    LateNote note = new LateNote("identity-links-0-7", T0 + 12 * DAY, new byte[] {7});
    cookie.accept(Envelope.of("COOKIE:x", true, unlink(Facts.ANNA, UNLINK)).late(note), anna::with);
    anna.advanceTo(T0 + 12 * DAY + 1);

    assertThat(anna.told()).endsWith("tv RETRACTED IDENTITY_REVISED +" + (UNLINK - T0)).hasSize(3);
    assertThat(anna.corrections())
        .singleElement()
        .satisfies(correction -> assertThat(correction.changed()).hasSize(1));
  }

  @Test
  void aLateLinkRaisesAndItsRowNamesTheRevision() {
    showroomed();
    anna.advanceTo(T0 + 5 * DAY);

    LateNote note = new LateNote("identity-links-0-7", T0 + 5 * DAY, new byte[] {7});
    cookie.accept(Envelope.of("COOKIE:x", true, link(Facts.ANNA, LINK)).late(note), anna::with);
    anna.advanceTo(T0 + 5 * DAY + 1);

    assertThat(anna.told()).containsExactly("tv SUSPECTED +" + (LINK - T0));
    assertThat(anna.corrections())
        .singleElement()
        .satisfies(correction -> assertThat(correction.changed()).hasSize(1));
  }

  @Test
  void anInspectionThatALinkBringsAfterTheExitIsDecidedAtTheLink() {
    anna.with(view("tv-1", T0 - 3 * HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - HOUR));
    anna.with(enter("s1", T0), exit("s1", EXIT));
    cookie(demo("s1", "tv-1", 120, T0 + 50 * MINUTE), link(Facts.ANNA, EXIT + MINUTE));
    anna.advanceTo(T0 + DAY);

    assertThat(anna.told()).containsExactly("tv SUSPECTED +" + (HOUR + MINUTE));
  }

  private void showroomed() {
    cookie(view("tv-1", T0 - 3 * HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - HOUR));
    cookie(enter("s1", T0), demo("s1", "tv-1", 120, T0 + MINUTE), exit("s1", EXIT));
  }

  private void cookie(Fact... facts) {
    for (Fact fact : facts) {
      cookie.accept(Envelope.of("COOKIE:x", true, fact), anna::with);
    }
  }
}
