package dev.showroom.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What the parts tell each other comes back from its packed form the same. */
class NoticeFormTest {

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noticesOfAnyKind(@ForAll long seed) {
    Notice notice = new Some(seed).notice();

    assertThat(Notice.unpackAny(notice.packAny())).isEqualTo(notice);
  }

  @Test
  void aCouponInALaterStateIsTheSameCoupon() {
    CouponNotice coupon = new Some(1).coupon().issued();

    CouponNotice later = coupon.in(CouponState.VIEWED, coupon.decidedAt() + 5);

    assertThat(later.revision()).isEqualTo(2);
    assertThat(later.state()).isEqualTo(CouponState.VIEWED);
    assertThat(later.time()).isEqualTo(coupon.decidedAt() + 5);
    assertThat(later).isNotEqualTo(coupon);
    assertThat(later.issued()).isEqualTo(coupon);
  }

  @Test
  void idsAreTheSameInEveryRunAndDifferByWhatTheyAreMadeOf() {
    assertThat(OfferIds.coupon("a-1")).isEqualTo(OfferIds.coupon("a-1")).startsWith("k-");
    assertThat(OfferIds.coupon("a-1")).isNotEqualTo(OfferIds.coupon("a-2"));
    assertThat(OfferIds.decision("p", "a-1")).startsWith("d-").hasSize(22);
    assertThat(OfferIds.decision("p", "a-1")).isNotEqualTo(OfferIds.decision("q", "a-1"));
    assertThat(OfferIds.decision("pa", "-1")).isNotEqualTo(OfferIds.decision("p", "a-1"));
  }

  /** Random notices, absent values among them. */
  private static final class Some {
    private final Random random;

    Some(long seed) {
      random = new Random(seed);
    }

    Notice notice() {
      return switch (random.nextInt(5)) {
        case 0 -> alert();
        case 1 -> decision();
        case 2 -> coupon();
        case 3 ->
            new BudgetNotice(
                text(), maybe(this::text), number(), number(), number(), Long.MAX_VALUE);
        default ->
            new OutcomeNotice(
                decision(),
                random.nextInt(9),
                one(OutcomeKind.values()),
                number(),
                number(),
                number(),
                random.nextBoolean());
      };
    }

    AlertNotice alert() {
      return new AlertNotice(
          text(),
          random.nextInt(9),
          one(AlertStatus.values()),
          maybe(() -> one(RetractReason.values())),
          text(),
          text(),
          random.nextBoolean(),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          random.nextBoolean(),
          number(),
          number(),
          number(),
          random.nextBoolean() ? Long.MAX_VALUE : number(),
          random.nextInt(1_000),
          number(),
          maybe(this::text),
          maybe(this::standing));
    }

    Standing standing() {
      return new Standing(
          maybe(this::text),
          random.nextBoolean(),
          random.nextBoolean(),
          maybe(this::text),
          maybe(() -> one(Segment.values())),
          maybe(random::nextBoolean),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean() ? Set.of() : Set.of("LEAVE", text()));
    }

    DecisionNotice decision() {
      return new DecisionNotice(
          text(),
          alert(),
          text(),
          random.nextInt(9),
          random.nextBoolean(),
          one(DecisionOutcome.values()),
          one(DecisionReason.values()),
          one(Arm.values()),
          maybe(this::offer),
          maybe(this::text),
          maybe(this::text),
          maybe(this::number),
          maybe(this::number),
          number(),
          number(),
          offers());
    }

    List<WeighedOffer> offers() {
      List<WeighedOffer> offers = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        offers.add(offer());
      }
      return offers;
    }

    WeighedOffer offer() {
      return new WeighedOffer(
          text(),
          one(OfferKind.values()),
          number(),
          number(),
          random.nextInt(1_000),
          number(),
          maybe(() -> one(DecisionReason.values())));
    }

    CouponNotice coupon() {
      return new CouponNotice(
          text(),
          random.nextInt(9),
          one(CouponState.values()),
          number(),
          maybe(this::text),
          text(),
          text(),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          one(OfferKind.values()),
          maybe(this::text),
          maybe(this::text),
          number(),
          number(),
          maybe(this::text),
          maybe(this::text),
          random.nextBoolean(),
          number(),
          number(),
          number(),
          number(),
          maybe(this::text));
    }

    private String text() {
      return List.of("", "a", "häß 漢字 🛒", "x".repeat(200)).get(random.nextInt(4))
          + random.nextInt(10);
    }

    private long number() {
      return random.nextBoolean() ? random.nextInt(100_000) - 1_000 : random.nextLong();
    }

    private <T> T maybe(Supplier<T> value) {
      return random.nextInt(3) == 0 ? null : value.get();
    }

    private <T> T one(T[] values) {
      return values[random.nextInt(values.length)];
    }
  }
}
