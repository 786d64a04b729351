package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.RetractReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the desk keeps comes back from its packed form the same. */
class DeskFormTest {
  private final AlertDraft alert = new AlertDraft("a-1", "anna", T0);

  static List<DeskInput> inputs() {
    AlertDraft alert = new AlertDraft("a-1", "anna", T0);
    return List.of(
        new DeskInput.Announced(new PolicyText("p", 1, T0, "yaml")),
        new DeskInput.Announced(new ProductVersion("tv-1", T0, "tv", "television", 2, 1)),
        new DeskInput.Erasure("anna", T0),
        new DeskInput.News("k-1", CouponChange.REDEEMED, T0, "e-1", "o-1", true),
        new DeskInput.News("k-1", CouponChange.DELIVERED, T0, "e-1", null, false),
        new DeskInput.Alert(alert.suspected()),
        new DeskInput.Alert(alert.retracted(2, RetractReason.KEPT, T0)),
        Due.at(T0, Due.Chore.EXPIRE, "k-1"),
        new Due(Due.Chore.LAPSE, "live\npoints", 250, T0));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void inputs(DeskInput input) {
    assertThat(DeskInput.unpack(input.pack())).isEqualTo(input);
  }

  @Test
  void alerts() {
    AlertFile file =
        AlertFile.NEW
            .with(alert.retracted(3, RetractReason.SALE_KEPT, T0))
            .with(alert.suspected())
            .decidedIn(Lane.LIVE)
            .decidedIn(Lane.ofShadow("bold"));

    assertThat(file.newest()).isEqualTo(3);
    assertThat(file.isRetracted()).isTrue();
    assertThat(AlertFile.unpack(file.pack())).isEqualTo(file);
    assertThat(AlertFile.unpack(AlertFile.NEW.pack())).isEqualTo(AlertFile.NEW);
  }

  @Test
  void cards() {
    Card card =
        Card.EMPTY
            .with(new Grant("live", T0, "tv", "k-1", true))
            .with(new Grant("live", T0 + 1, null, "k-2", false))
            .withPromise("k-1")
            .tidyAt(T0 + 5);

    assertThat(Card.unpack(card.pack())).isEqualTo(card);
    assertThat(Card.unpack(card.erased(T0 + 9).pack())).isEqualTo(card.erased(T0 + 9));
    assertThat(card.with(new Grant("live", T0, "tv", "k-1", false)).grants()).hasSize(2);
  }

  @Test
  void accounts() {
    Account account = Account.EMPTY.reserved(5).spent(7).ahead(9);

    assertThat(Account.unpack(account.pack())).isEqualTo(account).isEqualTo(new Account(5, 7, 9));
    assertThat(account.used()).isEqualTo(12);
  }

  @Test
  void promises() {
    TestDesk desk = TestDesk.with(PolicyDraft.withCoupon(100));
    DecisionNotice decision = desk.give(alert.suspected()).watermark(T0).decision();
    Promise promise =
        new Promise(
            Lane.ofShadow("bold"),
            desk.coupons().get(0),
            decision,
            new Reservation("live", "spring", null, Reservation.NO_DAY, 100, -1),
            Promise.Money.RELEASED,
            true);
    Promise ended =
        new Promise(Lane.LIVE, desk.coupons().get(0), null, null, Promise.Money.RESERVED, false)
            .in(CouponState.VIEWED, T0 + 1);

    assertThat(Promise.unpack(promise.pack())).isEqualTo(promise);
    assertThat(Promise.unpack(ended.pack())).isEqualTo(ended);
  }

  @Test
  void aFormOfANewerReleaseIsRefusedAndNotMisread() {
    byte[] newer = new PackWriter().number(99).text("id").number(1).toBytes();

    assertThatThrownBy(() -> AlertFile.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> Card.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> Account.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> Promise.unpack(newer)).hasMessageContaining("form 99");
  }
}
