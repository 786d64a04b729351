package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.RetractReason;
import dev.showroom.stream.type.Packings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.state.StateDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The desk's function alone, on both state backends. */
class OfferDeskTest {
  private static final String ANNA = "customer-anna";
  private static final String SPRING = "spring";

  /** All that is kept for a time; policies, products, the clock and what was spent stay. */
  private static final List<StateDescriptor<?, ?>> PASSING =
      List.of(
          States.DESK_ALERTS,
          States.DESK_CUSTOMERS,
          States.DESK_HOUSEHOLDS,
          States.DESK_PROMISES,
          States.DESK_INBOX,
          States.DESK_INBOX_SIZES);

  @ParameterizedTest
  @EnumSource
  void an_offer_leaves_when_the_watermark_reaches_the_alert_and_not_before(Backend backend)
      throws Exception {
    try (var desk = desk(backend, SentCoupons.NONE)) {
      desk.give(suspected("a-1", ANNA, T0));
      desk.watermark(T0 - 1);
      assertThat(desk.taken()).isEmpty();

      desk.watermark(T0);
      List<Notice> told = desk.taken();
      assertThat(told).hasSize(3);
      assertThat(told.get(0)).isInstanceOf(DecisionNotice.class);
      assertThat(states(told)).containsExactly(CouponState.ISSUED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_order_of_arrival_and_a_crash_do_not_show(Backend backend) throws Exception {
    List<DeskInput> inputs = lives();
    List<Notice> expected = null;
    for (int turn = 0; turn < 4; turn++) {
      Collections.shuffle(inputs, new Random(turn));
      List<Notice> told = new ArrayList<>();
      try (var desk = desk(backend, SentCoupons.NONE)) {
        for (DeskInput input : inputs) {
          desk.give(input);
        }
        for (long time = T0; time < T0 + 5 * DAY; time += 7 * HOUR) {
          desk.watermark(time);
          told.addAll(desk.taken());
          if (turn % 2 == 1) {
            desk.crashAndRestore();
          }
        }
      }
      expected = expected == null ? told : expected;
      assertThat(told).isEqualTo(expected).hasSizeGreaterThan(30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void in_the_end_there_is_no_timer_and_nothing_that_passes(Backend backend) throws Exception {
    try (var desk = desk(backend, SentCoupons.NONE)) {
      for (DeskInput input : lives()) {
        desk.give(input);
      }
      desk.watermark(T0 + DAY);
      assertThat(PASSING).allMatch(desk::keeps);
      assertThat(desk.timers()).isPositive();

      desk.watermark(T0 + 250 * DAY);
      assertThat(PASSING).noneMatch(desk::keeps);
      assertThat(desk.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_sent_before_a_crash_is_known_before_anything_is_taken(Backend backend)
      throws Exception {
    List<Notice> told;
    try (var desk = desk(backend, SentCoupons.NONE)) {
      desk.give(suspected("a-1", ANNA, T0));
      desk.watermark(T0);
      told = desk.taken();
    }
    byte[] sent = coupons(told).get(0).pack();
    SentCoupons found =
        from -> {
          assertThat(from).isEqualTo(Long.MIN_VALUE);
          return List.of(CouponNotice.unpack(sent));
        };
    try (var desk = desk(backend, found)) {
      AlertNotice other = notice("a-2", ANNA, T0 - 1, AlertStatus.SUSPECTED, 1);
      desk.give(new DeskInput.Alert(other));
      desk.give(suspected("a-1", ANNA, T0));
      desk.watermark(T0);

      List<Notice> again = desk.taken();
      assertThat(again.get(0))
          .as("the coupon that was sent leaves no room for another of the family")
          .isInstanceOfSatisfying(
              DecisionNotice.class, decision -> assertThat(decision.couponId()).isNull());
      assertThat(again.subList(1, again.size())).isEqualTo(told);
    }
  }

  @ParameterizedTest
  @EnumSource
  void after_a_restore_it_asks_for_what_was_sent_since(Backend backend) throws Exception {
    List<Long> asked = Collections.synchronizedList(new ArrayList<>());
    ASKED.set(asked);
    try (var desk = desk(backend, OfferDeskTest::remember)) {
      desk.give(suspected("a-1", ANNA, T0));
      desk.watermark(T0 + HOUR);
      desk.crashAndRestore();
      desk.watermark(T0 + HOUR);
      desk.give(suspected("a-2", "bert", T0 + 2 * HOUR));
      desk.watermark(T0 + 3 * HOUR);
    }
    assertThat(asked).containsExactly(Long.MIN_VALUE, T0);
  }

  @Test
  void no_byte_of_an_erased_customers_id_is_left() throws Exception {
    try (var desk = desk(Backend.HEAP, SentCoupons.NONE)) {
      for (DeskInput input : lives()) {
        desk.give(input);
      }
      desk.give(new DeskInput.Erasure(ANNA, T0 + DAY));
      desk.watermark(T0 + DAY - 1);
      assertThat(desk.stateHolds(ANNA)).isTrue();

      desk.watermark(T0 + DAY);
      assertThat(desk.stateHolds(ANNA)).isFalse();
      assertThat(desk.stateHolds("customer-1")).as("others stay").isTrue();

      desk.give(news("a-1", CouponChange.REDEEMED, T0 + DAY + 1));
      desk.crashAndRestore();
      desk.watermark(T0 + 2 * DAY);
      assertThat(desk.stateHolds(ANNA)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_is_not_the_end_of_time(Backend backend) throws Exception {
    try (var desk = desk(backend, SentCoupons.NONE)) {
      desk.give(suspected("a-1", ANNA, T0));
      desk.give(suspected("a-2", "bert", T0 + HOUR));
      desk.watermark(T0);
      assertThat(desk.taken()).hasSize(3);

      desk.watermark(Long.MAX_VALUE);
      assertThat(desk.taken()).isEmpty();
    }
  }

  // ---- what is given

  private static final AtomicReference<List<Long>> ASKED = new AtomicReference<>();

  private static List<CouponNotice> remember(long from) {
    ASKED.get().add(from);
    return List.of();
  }

  private static OperatorHarness<DeskInput, Notice> desk(Backend backend, SentCoupons sent)
      throws Exception {
    var desk =
        new OperatorHarness<>(
            backend,
            () -> new OfferDesk(texts -> new PolicyBook(List.of(policy())), sent),
            OfferDesk::key,
            Packings.NOTICE.as(Notice.class));
    desk.give(new DeskInput.Announced(Given.product()));
    desk.give(new DeskInput.Announced(new PolicyText("p", 1, T0 - DAY, "yaml")));
    return desk;
  }

  /** Customers with alerts, retractions and redemptions, and households of three. */
  private static List<DeskInput> lives() {
    List<DeskInput> inputs = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      String customer = i == 1 ? ANNA : "customer-" + i;
      long time = T0 + i * HOUR;
      inputs.add(suspected("a-" + i, customer, time));
      inputs.add(news("a-" + i, CouponChange.DELIVERED, time + 1_000));
      if (i % 3 == 0) {
        inputs.add(news("a-" + i, CouponChange.REDEEMED, time + HOUR));
      } else if (i % 4 == 0) {
        AlertNotice retracted = notice("a-" + i, customer, time, AlertStatus.RETRACTED, 2);
        inputs.add(new DeskInput.Alert(retracted));
      }
    }
    return inputs;
  }

  private static DeskInput suspected(String alertId, String customer, long time) {
    return new DeskInput.Alert(notice(alertId, customer, time, AlertStatus.SUSPECTED, 1));
  }

  private static DeskInput news(String alertId, CouponChange change, long time) {
    return new DeskInput.News(
        OfferIds.coupon(alertId), change, time, "e-" + alertId + "-" + change, null, false);
  }

  private static AlertNotice notice(
      String alertId, String customer, long time, AlertStatus status, int revision) {
    boolean retracted = status == AlertStatus.RETRACTED;
    return new AlertNotice(
        alertId,
        revision,
        status,
        retracted ? RetractReason.SALE_KEPT : null,
        customer,
        "LEAVE",
        false,
        Given.FAMILY,
        Given.SKU,
        "store-1",
        "television",
        null,
        false,
        time,
        retracted ? time + HOUR : time,
        time,
        time + 7 * DAY,
        800,
        59_900,
        null,
        retracted
            ? null
            : new Standing(
                "home-" + customer.hashCode() / 3,
                true,
                true,
                "Europe/Berlin",
                null,
                null,
                false,
                false,
                false,
                Set.of("LEAVE")));
  }

  private static Policy policy() {
    OfferTerms coupon =
        new OfferTerms(
            "coupon",
            OfferKind.COUPON,
            50,
            0,
            Long.MAX_VALUE,
            100,
            Map.of(Policy.ANY, 300),
            Set.of(),
            Set.of(),
            Set.of(),
            null,
            0);
    Campaign campaign =
        new Campaign(
            SPRING,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            1_000_000_000_000L,
            Long.MAX_VALUE,
            1_000_000_000_000L,
            true,
            500);
    return new Policy(
        "p",
        1,
        Long.MIN_VALUE,
        false,
        Set.of("LEAVE"),
        0,
        "Europe/Berlin",
        new Policy.HoldOut(0, "salt"),
        null,
        new Policy.Caps(1, 30 * DAY, 100_000, 30 * DAY, false),
        new Policy.MarginFloors(100, Map.of()),
        new Policy.Abuse(Set.of("COUPON_FISHING"), Set.of()),
        2 * DAY,
        7 * DAY,
        Map.of(Policy.ANY, 100),
        0,
        List.of(coupon),
        List.of(campaign),
        new PointsTerms(Long.MAX_VALUE, DAY));
  }

  private static List<CouponNotice> coupons(List<Notice> told) {
    return told.stream()
        .filter(CouponNotice.class::isInstance)
        .map(CouponNotice.class::cast)
        .toList();
  }

  private static List<CouponState> states(List<Notice> told) {
    return coupons(told).stream().map(CouponNotice::state).toList();
  }
}
