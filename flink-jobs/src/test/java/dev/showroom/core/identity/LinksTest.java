package dev.showroom.core.identity;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.link;
import static dev.showroom.core.Facts.unlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.identity.Links.Gift;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final long FOREVER = Long.MAX_VALUE;

  @Test
  void anActorWhomNobodyLinkedGivesNothing() {
    assertThat(links().giftsOf(T0)).isEmpty();
  }

  @Test
  void whatComesAfterALinkIsTheCustomersAtOnce() {
    assertThat(links(link("anna", T0)).giftsOf(T0)).containsExactly(new Gift("anna", T0, FOREVER));
    assertThat(links(link("anna", T0)).giftsOf(T0 + HOUR))
        .containsExactly(new Gift("anna", T0 + HOUR, FOREVER));
  }

  @Test
  void whatCameBeforeALinkIsKnownFromTheLinkOn() {
    assertThat(links(link("anna", T0)).giftsOf(T0 - HOUR))
        .containsExactly(new Gift("anna", T0, FOREVER));
  }

  @Test
  void aLinkReachesBackExactlyThirtyDays() {
    assertThat(links(link("anna", T0)).giftsOf(T0 - 30 * DAY))
        .containsExactly(new Gift("anna", T0, FOREVER));
    assertThat(links(link("anna", T0)).giftsOf(T0 - 30 * DAY - 1)).isEmpty();
  }

  @Test
  void aLaterLinkToAnotherCustomerHoldsFromItsOwnTimeOnAndTakesNothingBack() {
    Links links = links(link("anna", T0), link("ben", T0 + DAY));

    assertThat(links.giftsOf(T0 - HOUR)).containsExactly(new Gift("anna", T0, FOREVER));
    assertThat(links.giftsOf(T0 + DAY - 1))
        .containsExactly(new Gift("anna", T0 + DAY - 1, FOREVER));
    assertThat(links.giftsOf(T0 + DAY)).containsExactly(new Gift("ben", T0 + DAY, FOREVER));
  }

  @Test
  void anUnlinkTakesBackFromItsOwnTimeOn() {
    Links links = links(link("anna", T0), unlink("anna", T0 + DAY));

    assertThat(links.giftsOf(T0 - HOUR)).containsExactly(new Gift("anna", T0, T0 + DAY));
    assertThat(links.giftsOf(T0 + DAY - 1))
        .containsExactly(new Gift("anna", T0 + DAY - 1, T0 + DAY));
    assertThat(links.giftsOf(T0 + DAY)).isEmpty();
  }

  @Test
  void anUnlinkReachesBackExactlyThirtyDays() {
    Links links = links(link("anna", T0), unlink("anna", T0 + 40 * DAY));

    assertThat(links.giftsOf(T0 + 10 * DAY))
        .containsExactly(new Gift("anna", T0 + 10 * DAY, T0 + 40 * DAY));
    assertThat(links.giftsOf(T0 + 10 * DAY - 1))
        .containsExactly(new Gift("anna", T0 + 10 * DAY - 1, FOREVER));
  }

  @Test
  void anUnlinkOfSomebodyElseChangesNothing() {
    assertThat(links(link("anna", T0), unlink("ben", T0 + DAY)).giftsOf(T0))
        .containsExactly(new Gift("anna", T0, FOREVER));
  }

  @Test
  void whatAnUnlinkFreedTheNextLinkGivesAnew() {
    Links links = links(link("anna", T0), unlink("anna", T0 + DAY), link("ben", T0 + 2 * DAY));

    assertThat(links.giftsOf(T0 + HOUR))
        .containsExactly(
            new Gift("anna", T0 + HOUR, T0 + DAY), new Gift("ben", T0 + 2 * DAY, FOREVER));
  }

  @Test
  void probabilisticChangesNeitherGiveNorTake() {
    LinkChanged maybe = new LinkChanged("l1", T0, "anna", true, false);
    LinkChanged maybeNot = new LinkChanged("u1", T0 + DAY, "anna", false, false);

    assertThat(links(maybe).giftsOf(T0)).isEmpty();
    assertThat(links(link("anna", T0), maybeNot).giftsOf(T0))
        .containsExactly(new Gift("anna", T0, FOREVER));
  }

  @Test
  void fourCustomersMayShareAnActor() {
    Links links =
        links(
            link("c1", T0),
            link("c2", T0 + DAY),
            link("c3", T0 + 2 * DAY),
            link("c4", T0 + 3 * DAY));

    assertThat(links.giftsOf(T0 + 4 * DAY)).containsExactly(new Gift("c4", T0 + 4 * DAY, FOREVER));
  }

  @Test
  void fromTheLinkToAFifthCustomerOnItGivesNothingMore() {
    Links links =
        links(
            link("c1", T0),
            link("c2", T0 + DAY),
            link("c3", T0 + 2 * DAY),
            link("c4", T0 + 3 * DAY),
            link("c5", T0 + 4 * DAY),
            link("c1", T0 + 5 * DAY));

    assertThat(links.giftsOf(T0 + 4 * DAY)).isEmpty();
    assertThat(links.giftsOf(T0 + 6 * DAY)).isEmpty();
    assertThat(links.giftsOf(T0 + 4 * DAY - 1))
        .containsExactly(new Gift("c4", T0 + 4 * DAY - 1, FOREVER));
  }

  @Test
  void noUnlinkOfOneOfTheFiveMakesItAPersonsAgain() {
    Links links = shared();
    assertThat(links.add(unlink("c5", T0 + 5 * DAY))).isFalse();
    assertThat(links.add(link("c1", T0 + 6 * DAY))).isFalse();

    assertThat(links.sharedFrom()).isEqualTo(T0 + 4 * DAY);
    assertThat(links.giftsOf(T0 + 7 * DAY)).isEmpty();
  }

  @Test
  void aLateLinkShowsThatItWasSharedEarlierWhateverTheOrder() {
    Links links = shared();
    assertThat(links.add(link("c6", T0 + 2 * DAY + 1))).isTrue();

    assertThat(links.sharedFrom()).isEqualTo(T0 + 3 * DAY);
    assertThat(links.giftsOf(T0 + 3 * DAY)).isEmpty();
    assertThat(links.giftsOf(T0 + 3 * DAY - 1)).extracting(Gift::customerId).containsExactly("c6");
  }

  @Test
  void thatItIsSharedOutlivesTheLinksThatShowedIt() {
    Links links = shared();
    links.forgetBefore(T0 + 10 * DAY);

    assertThat(links.isEmpty()).isFalse();
    assertThat(links.add(link("c7", T0 + 11 * DAY))).isFalse();
    assertThat(links.giftsOf(T0 + 12 * DAY)).isEmpty();
  }

  @Test
  void ofAnErasedCustomerNoNameIsLeftAndNobodyFallsHeirToTheTime() {
    Links links = links(link("anna", T0), link("ben", T0 + DAY), link("cleo", T0 + 3 * DAY));
    links.erase("ben", T0 + 2 * DAY);

    assertThat(links.changes()).noneMatch(change -> change.toString().contains("ben"));
    assertThat(links.giftsOf(T0 + DAY - 1)).extracting(Gift::customerId).containsExactly("anna");
    assertThat(links.giftsOf(T0 + DAY)).isEmpty();
    assertThat(links.giftsOf(T0 + 2 * DAY - 1)).isEmpty();
    assertThat(links.giftsOf(T0 + 2 * DAY))
        .containsExactly(new Gift("cleo", T0 + 3 * DAY, FOREVER));
  }

  @Test
  void erasingTheOnlyCustomerLeavesNothing() {
    Links links = links(link("anna", T0), unlink("anna", T0 + DAY));
    links.erase("ben", T0 + 2 * DAY);
    assertThat(links.isEmpty()).isFalse();
    links.erase("anna", T0 + 2 * DAY);
    assertThat(links.isEmpty()).isTrue();
  }

  private static Links shared() {
    return links(
        link("c1", T0),
        link("c2", T0 + DAY),
        link("c3", T0 + 2 * DAY),
        link("c4", T0 + 3 * DAY),
        link("c5", T0 + 4 * DAY));
  }

  @Test
  void aLinkThatIsNotRestatedLapsesAfterHalfAYear() {
    long last = T0 + Links.LINK_LIFE_MILLIS;

    assertThat(links(link("anna", T0)).giftsOf(last)).hasSize(1);
    assertThat(links(link("anna", T0)).giftsOf(last + 1)).isEmpty();
    assertThat(links(link("anna", T0), link("anna", last)).giftsOf(last + DAY)).hasSize(1);
  }

  @Test
  void aDuplicateIsNoNews() {
    Links links = links(link("anna", T0));

    assertThat(links.add(link("anna", T0))).isFalse();
    assertThat(links.add(link("anna", T0 + 1))).isTrue();
  }

  private static Links links(LinkChanged... changes) {
    Links links = new Links(30 * DAY);
    for (LinkChanged change : changes) {
      links.add(change);
    }
    return links;
  }
}
