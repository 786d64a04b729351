package dev.showroom.core.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.push.CouponPush.Stage;
import dev.showroom.core.push.CouponPush.Step;
import dev.showroom.schemas.CouponState;
import org.junit.jupiter.api.Test;

class CouponPushTest {
  private static final long NOW = 1_000_000;
  private static final long END = 2_000_000;
  private static final PushOrder ISSUE = order(CouponState.ISSUED);
  private static final PushOrder REVOCATION = order(CouponState.REVOKED);

  private static PushOrder order(CouponState state) {
    return new PushOrder("k-1", state, NOW, END, NOW, "coupons-0-1", new byte[] {1, 2}, null);
  }

  private static CouponPush issued() {
    return CouponPush.unknown(END).take(ISSUE, false, NOW);
  }

  private static Verdict failure() {
    return Verdict.again("HTTP 500", 0);
  }

  @Test
  void an_issue_is_due_at_once() {
    CouponPush push = issued();

    assertThat(push.isWaiting()).isTrue();
    assertThat(push.next()).isEqualTo(ISSUE);
    assertThat(push.dueAt()).isEqualTo(NOW);
    assertThat(push.next().idempotencyKey()).isEqualTo("k-1");
  }

  @Test
  void copies_change_nothing_at_any_stage() {
    CouponPush waiting = issued();
    assertThat(waiting.take(ISSUE, false, NOW + 1)).isSameAs(waiting);
    CouponPush received = waiting.answered(Verdict.received(), 3, 0, NOW).push();
    assertThat(received.take(ISSUE, false, NOW + 1)).isSameAs(received);
    CouponPush revoked = received.take(REVOCATION, false, NOW);
    assertThat(revoked.take(REVOCATION, false, NOW + 1)).isSameAs(revoked);
    assertThat(revoked.take(ISSUE, false, NOW + 1)).isSameAs(revoked);
    CouponPush done = revoked.answered(Verdict.received(), 3, 0, NOW).push();
    assertThat(done.take(REVOCATION, false, NOW + 1)).isSameAs(done);
  }

  @Test
  void nothing_of_the_record_is_kept_when_it_is_received() {
    CouponPush push = issued().answered(Verdict.received(), 3, 0, NOW).push();

    assertThat(push.issue()).isEqualTo(Stage.RECEIVED);
    assertThat(push.isWaiting()).isFalse();
    assertThat(push.issueOrder()).isNull();
    assertThat(push.pack()).hasSizeLessThan(16);
  }

  @Test
  void a_failure_waits_as_long_as_it_is_told_or_as_the_provider_wishes_if_that_is_longer() {
    assertThat(issued().answered(failure(), 3, 500, NOW).push().dueAt()).isEqualTo(NOW + 500);
    Verdict wish = Verdict.again("HTTP 503", NOW + 700);
    assertThat(issued().answered(wish, 3, 500, NOW).push().dueAt()).isEqualTo(NOW + 700);
    assertThat(issued().answered(wish, 3, 900, NOW).push().dueAt()).isEqualTo(NOW + 900);
  }

  @Test
  void the_last_try_that_counts_is_the_last() {
    CouponPush push = issued();
    for (int i = 0; i < 2; i++) {
      Step step = push.answered(failure(), 3, 0, NOW);
      assertThat(step.failed()).isNull();
      push = step.push();
    }
    push = push.answered(Verdict.tooMany("HTTP 429", 0), 3, 0, NOW).push();
    assertThat(push.tries()).isEqualTo(2);
    assertThat(push.failures()).as("the wait grows with it").isEqualTo(3);

    Step last = push.answered(failure(), 3, 0, NOW);
    assertThat(last.failed()).isEqualTo(ISSUE);
    assertThat(last.push().issue()).isEqualTo(Stage.GIVEN_UP);
    assertThat(last.push().isWaiting()).isFalse();
  }

  @Test
  void it_is_tried_up_to_the_end_of_the_coupon_and_not_behind_it() {
    assertThat(issued().answered(failure(), 3, 0, END).failed()).isNull();
    Step late = issued().answered(failure(), 3, 0, END + 1);
    assertThat(late.failed()).isEqualTo(ISSUE);
    assertThat(late.detail()).isEqualTo("expired before it was received: HTTP 500");
  }

  @Test
  void a_revocation_takes_the_place_of_a_coupon_that_waits() {
    CouponPush push =
        issued().answered(failure(), 3, 500, NOW).push().take(REVOCATION, false, NOW + 1);

    assertThat(push.issue()).isEqualTo(Stage.WITHDRAWN);
    assertThat(push.next()).isEqualTo(REVOCATION);
    assertThat(push.next().idempotencyKey()).isEqualTo("k-1-revoked");
    assertThat(push.tries()).isZero();
    assertThat(push.dueAt()).isEqualTo(NOW + 1);
    assertThat(push.issueOrder()).isNull();
  }

  @Test
  void a_revocation_stays_behind_a_coupon_that_is_under_way_whatever_comes_of_that() {
    CouponPush push = issued().take(REVOCATION, true, NOW);
    assertThat(push.next()).isEqualTo(ISSUE);

    CouponPush received = push.answered(Verdict.received(), 3, 0, NOW + 5).push();
    assertThat(received.issue()).isEqualTo(Stage.RECEIVED);
    assertThat(received.next()).isEqualTo(REVOCATION);
    assertThat(received.dueAt()).isEqualTo(NOW + 5);

    Step failed = push.answered(failure(), 3, 500, NOW + 5);
    assertThat(failed.failed()).as("no failure: it is revoked").isNull();
    assertThat(failed.push().issue()).isEqualTo(Stage.WITHDRAWN);
    assertThat(failed.push().next()).isEqualTo(REVOCATION);
    assertThat(failed.push().dueAt()).isEqualTo(NOW + 5);

    Step refused = push.answered(Verdict.refused("HTTP 400"), 3, 0, NOW + 5);
    assertThat(refused.failed()).isEqualTo(ISSUE);
    assertThat(refused.push().next()).isEqualTo(REVOCATION);
  }

  @Test
  void a_coupon_that_comes_after_its_revocation_is_not_sent() {
    CouponPush push = CouponPush.unknown(END).take(REVOCATION, false, NOW);
    CouponPush both = push.take(ISSUE, false, NOW);
    assertThat(both.issue()).isEqualTo(Stage.WITHDRAWN);
    assertThat(both.next()).isEqualTo(REVOCATION);

    CouponPush done = both.answered(Verdict.received(), 3, 0, NOW).push();
    assertThat(done.isWaiting()).isFalse();
    assertThat(done.revocation()).isEqualTo(Stage.RECEIVED);
  }

  @Test
  void it_is_the_same_when_it_comes_back_from_state() {
    CouponPush both = issued().answered(failure(), 3, 500, NOW).push().take(REVOCATION, true, NOW);
    CouponPush back = CouponPush.unpack(both.pack());

    assertThat(back).usingRecursiveComparison().isEqualTo(both);
    CouponPush waiting = issued().answered(failure(), 3, 500, NOW).push();
    assertThat(CouponPush.unpack(waiting.pack())).usingRecursiveComparison().isEqualTo(waiting);
    PushOrder unreadable = PushOrder.unreadable("coupons-0-2", new byte[] {9}, "not in Avro");
    assertThat(PushOrder.unpack(unreadable.pack()))
        .usingRecursiveComparison()
        .isEqualTo(unreadable);
  }
}
