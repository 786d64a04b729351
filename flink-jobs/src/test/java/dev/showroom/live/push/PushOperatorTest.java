package dev.showroom.live.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.config.PushClock;
import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushOrder;
import dev.showroom.live.push.FlakyProvider.Mood;
import dev.showroom.live.push.FlakyProvider.Request;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushOperatorTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final long NOW = NOON.toEpochMilli();

  private static final int COUPONS = 60;

  private final FlakyProvider provider = new FlakyProvider();
  private final RunConfig.Push config = PushHarness.config(provider);

  @AfterEach
  void close() {
    provider.close();
  }

  private RunConfig.Push tries(int tries) {
    return PushHarness.config(provider, tries, config.timeout(), PushClock.REAL);
  }

  private RunConfig.Push impatient() {
    return PushHarness.config(provider, 100, Duration.ofMillis(150), PushClock.REAL);
  }

  private static PushOrder issue(String id) {
    return Coupons.order(Coupons.issued(id, NOON));
  }

  private static PushOrder revocation(String id) {
    return Coupons.order(Coupons.revoked(id, NOON, NOON.plusSeconds(60)));
  }

  @Test
  void a_coupon_is_posted_once_with_its_record_signed_and_under_its_key() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.settle();

      Request request = provider.requests().get(0);
      assertThat(request.key()).isEqualTo("k-1");
      assertThat(request.type()).isEqualTo("coupon.issued");
      assertThat(request.contentType()).isEqualTo("application/json; charset=utf-8");
      assertThat(request.body())
          .contains("\"couponId\":\"k-1\"", "\"code\":\"CODE-k-1\"", "\"state\":\"ISSUED\"");
      assertThat(provider.complaints()).isEmpty();
      assertThat(provider.requests()).hasSize(1);
      assertThat(push.deadLetters()).isEmpty();
    }
  }

  @Test
  void copies_on_the_topic_are_not_posted_again_and_neither_after_a_crash() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.take(issue("k-1"));
      push.settle();
      push.take(issue("k-1"));
      push.crashAndRestore(push.snapshot());
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.taken()).containsExactly("k-1");
    }
  }

  @Test
  void a_revocation_is_posted_under_a_key_of_its_own() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.settle();
      push.take(revocation("k-1"));
      push.take(revocation("k-1"));
      push.settle();

      assertThat(provider.requests())
          .extracting(Request::key, Request::type)
          .containsExactly(tuple("k-1", "coupon.issued"), tuple("k-1-revoked", "coupon.revoked"));
      assertThat(provider.requests().get(1).body()).contains("\"state\":\"REVOKED\"");
    }
  }

  @Test
  void a_revocation_waits_for_the_answer_to_its_coupon() throws Exception {
    provider.first(Mood.TAKES_IT_AND_IS_SILENT);
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.await("the coupon", () -> provider.taken().size() == 1);
      push.take(revocation("k-1"));
      push.take(issue("k-2"));
      push.await("another coupon", () -> push.underWay() == 1 && provider.taken().size() == 2);
      assertThat(provider.taken()).containsExactly("k-1", "k-2");

      provider.breakSilence();
      push.settle();
      assertThat(provider.taken()).containsExactly("k-1", "k-2", "k-1-revoked");
    }
  }

  @Test
  void a_coupon_that_is_revoked_while_it_waits_is_not_posted_but_its_revocation_is()
      throws Exception {
    provider.first(Mood.ANSWERS_500);
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.await("an answer", () -> push.underWay() == 0);
      push.take(revocation("k-1"));
      push.settle();
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.taken()).containsExactly("k-1-revoked");
      assertThat(provider.requests()).hasSize(2);
      assertThat(push.deadLetters()).isEmpty();
      assertThat(push.couponEvents()).isEmpty();
    }
  }

  @Test
  void the_last_try_makes_a_dead_letter_and_says_that_the_coupon_failed() throws Exception {
    provider.always(Mood.ANSWERS_500);
    try (PushHarness push = new PushHarness(tries(3), NOW)) {
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.requests()).extracting(Request::key).containsOnly("k-1").hasSize(3);
      DeadLetter letter = push.deadLetters().get(0);
      assertThat(push.deadLetters()).hasSize(1);
      assertThat(letter.getStream()).isEqualTo("coupons");
      assertThat(letter.getOrigin()).isEqualTo("coupons-0-k-1#1");
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.PUSH_FAILED);
      assertThat(letter.getDetail()).isEqualTo("coupon.issued: 3 tries, the last: HTTP 500");
      Coupon coupon = new AvroRecords<>(Coupon.class).read(letter.getPayload().array());
      assertThat(coupon.getCouponId()).isEqualTo("k-1");
      CouponEvent event = push.couponEvents().get(0);
      assertThat(push.couponEvents()).hasSize(1);
      assertThat(event.getEventId()).isEqualTo("k-1-push-failed");
      assertThat(event.getCouponId()).isEqualTo("k-1");
      assertThat(event.getChange()).isEqualTo(CouponChange.FAILED);
      assertThat(event.getEventTime()).isEqualTo(Instant.ofEpochMilli(push.now()));
    }
  }

  @Test
  void the_try_before_the_last_still_counts_for_nothing_where_it_is_taken() throws Exception {
    provider.first(Mood.ANSWERS_500, Mood.ANSWERS_500);
    try (PushHarness push = new PushHarness(tries(3), NOW)) {
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.taken()).containsExactly("k-1");
      assertThat(push.deadLetters()).isEmpty();
    }
  }

  @Test
  void tries_are_counted_across_a_crash() throws Exception {
    provider.always(Mood.ANSWERS_500);
    try (PushHarness push = new PushHarness(tries(3), NOW)) {
      push.take(issue("k-1"));
      push.await("an answer", () -> push.underWay() == 0);
      push.crashAndRestore(push.snapshot());
      push.settle();

      assertThat(provider.requests()).hasSize(3);
      assertThat(push.deadLetters()).hasSize(1);
    }
  }

  @Test
  void a_request_that_will_never_be_taken_is_a_dead_letter_at_once() throws Exception {
    provider.always(Mood.ANSWERS_404);
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.requests()).hasSize(1);
      assertThat(push.deadLetters().get(0).getDetail()).isEqualTo("coupon.issued: HTTP 404");
    }
  }

  @Test
  void a_revocation_that_is_given_up_is_a_dead_letter_and_no_failure_of_the_coupon()
      throws Exception {
    provider.first(Mood.TAKES_IT, Mood.ANSWERS_404);
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.settle();
      push.take(revocation("k-1"));
      push.settle();

      assertThat(push.deadLetters().get(0).getDetail()).isEqualTo("coupon.revoked: HTTP 404");
      assertThat(push.couponEvents()).isEmpty();
    }
  }

  /** Nothing is sent before the time that it wished, and everything at it. */
  @ParameterizedTest
  @EnumSource(names = {"ANSWERS_429_WITH_SECONDS", "ANSWERS_503_WITH_A_DATE"})
  void what_the_provider_wishes_by_retry_after_holds_for_all_coupons(Mood mood) throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      provider.first(mood).retryAfter(30, push::now);
      push.take(issue("k-1"));
      push.await("an answer", () -> push.underWay() == 0);
      push.take(issue("k-2"));
      push.goTo(NOW + 29_999);
      assertThat(push.underWay()).isZero();
      assertThat(provider.requests()).hasSize(1);

      push.goTo(NOW + 30_000);
      assertThat(push.underWay()).isEqualTo(2);
      push.settle();
      assertThat(provider.taken()).containsExactlyInAnyOrder("k-1", "k-2");
    }
  }

  @Test
  void too_many_requests_are_no_try_of_the_coupon() throws Exception {
    provider.first(
        Mood.ANSWERS_429_WITH_SECONDS,
        Mood.ANSWERS_429_WITH_SECONDS,
        Mood.ANSWERS_429_WITH_SECONDS,
        Mood.ANSWERS_429_WITH_SECONDS);
    provider.retryAfter(0, () -> 0L);
    try (PushHarness push = new PushHarness(tries(1), NOW)) {
      push.take(issue("k-1"));
      push.settle();

      assertThat(provider.taken()).containsExactly("k-1");
      assertThat(push.deadLetters()).isEmpty();
    }
  }

  @Test
  void the_circuit_opens_for_a_provider_that_fails_and_closes_when_it_is_back() throws Exception {
    provider.always(Mood.ANSWERS_500);
    try (PushHarness push = new PushHarness(tries(3), NOW)) {
      for (int i = 0; i < 100; i++) {
        push.take(issue("k-" + i));
      }
      push.await("answers", () -> push.underWay() == 0);
      int before = provider.requests().size();
      assertThat(before).as("those under way when it opened").isBetween(5, 5 + config.inFlight());
      push.goTo(NOW + config.circuitPause().toMillis());
      assertThat(push.underWay()).as("open: nothing is sent").isZero();

      push.goTo(NOW + 1_000);
      push.await("trial requests", () -> push.underWay() == 0);
      assertThat(provider.requests()).hasSize(before + 2);
      push.goTo(push.now() + 2 * config.circuitPause().toMillis() - 1);
      assertThat(push.underWay()).as("open again, for twice as long").isZero();
      provider.always(Mood.TAKES_IT);
      push.settle();

      assertThat(new HashSet<>(provider.taken())).hasSize(100);
      assertThat(push.deadLetters()).as("an outage takes few tries of each").isEmpty();
    }
  }

  /** The barrier of a checkpoint stands behind the records: who waits for room holds it up. */
  @Test
  void a_provider_that_is_silent_holds_up_neither_records_nor_checkpoints() throws Exception {
    provider.always(Mood.TAKES_IT_AND_IS_SILENT);
    OperatorSubtaskState state;
    try (PushHarness push = new PushHarness(config, NOW)) {
      for (int i = 0; i < 2_000; i++) {
        push.take(issue("k-" + i));
      }
      assertThat(push.unsettled()).isEqualTo(2_000);
      assertThat(push.underWay()).isLessThanOrEqualTo(config.inFlight());
      state = push.snapshot();
    }
    provider.always(Mood.TAKES_IT);
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.crashAndRestore(state);
      push.settle();
      assertThat(new HashSet<>(provider.taken())).hasSize(2_000);
    }
  }

  @Test
  void a_coupon_is_posted_up_to_its_end_and_given_up_behind_it() throws Exception {
    provider.first(Mood.ANSWERS_429_WITH_SECONDS, Mood.ANSWERS_429_WITH_SECONDS);
    long end = NOW + Coupons.VALID.toMillis();
    provider.retryAfter(3_600, () -> 0L);
    try (PushHarness push = new PushHarness(config, end - 3_600_000)) {
      push.take(issue("k-1"));
      push.await("an answer", () -> push.underWay() == 0);
      push.goTo(end);
      push.await("another answer", () -> provider.requests().size() == 2 && push.underWay() == 0);
      assertThat(push.deadLetters()).isEmpty();

      push.goTo(end + 1);
      assertThat(push.deadLetters().get(0).getDetail())
          .isEqualTo("coupon.issued: expired before it was received: not sent");
      assertThat(push.couponEvents()).hasSize(1);
      push.goTo(end + 7_200_000);
      push.settle();
      assertThat(provider.requests()).hasSize(2);
      assertThat(push.couponEvents()).hasSize(1);
    }
  }

  @Test
  void a_coupon_that_has_expired_is_not_posted_at_all() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW + Coupons.VALID.toMillis() + 1)) {
      push.take(issue("k-1"));
      push.take(revocation("k-1"));

      assertThat(provider.requests()).isEmpty();
      assertThat(push.unsettled()).isZero();
      assertThat(push.deadLetters())
          .extracting(DeadLetter::getDetail)
          .containsExactly(
              "coupon.issued: expired before it was received: not sent",
              "coupon.revoked: expired before it was received: not sent");
      assertThat(push.couponEvents()).hasSize(1);
    }
  }

  @Test
  void where_events_have_a_time_of_their_own_a_coupon_is_as_old_as_its_record() throws Exception {
    long nextYear = NOW + Duration.ofDays(300).toMillis();
    provider.first(Mood.ANSWERS_404);
    try (PushHarness push =
        new PushHarness(
            PushHarness.config(provider, 5, Duration.ofSeconds(20), PushClock.EVENTS), nextYear)) {
      push.take(Coupons.order(Coupons.issued("k-1", NOON), nextYear - 1_000));
      push.await("that it is settled", () -> push.unsettled() == 0);
      assertThat(push.couponEvents())
          .extracting(CouponEvent::getEventTime)
          .containsExactly(NOON.plusSeconds(1));

      push.take(Coupons.order(Coupons.issued("k-2", NOON), nextYear - Coupons.VALID.toMillis()));
      push.settle();
      push.take(
          Coupons.order(Coupons.issued("k-3", NOON), push.now() - Coupons.VALID.toMillis() - 1));
      push.settle();
      assertThat(provider.taken()).containsExactly("k-2");
      assertThat(push.deadLetters()).hasSize(2);
    }
  }

  @Test
  void what_cannot_be_read_is_a_dead_letter() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      byte[] bytes = "no coupon".getBytes(StandardCharsets.UTF_8);
      push.take(PushOrder.unreadable("coupons-0-17", bytes, "not in Avro"));

      DeadLetter letter = push.deadLetters().get(0);
      assertThat(letter.getOrigin()).isEqualTo("coupons-0-17");
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
      assertThat(letter.getPayload().array()).isEqualTo(bytes);
      assertThat(push.statesKept()).isZero();
    }
  }

  @Test
  void what_was_pushed_is_forgotten_three_days_after_the_coupons_end() throws Exception {
    try (PushHarness push = new PushHarness(config, NOW)) {
      push.take(issue("k-1"));
      push.settle();
      push.goTo(NOW + Coupons.VALID.toMillis() + 1);
      push.goTo(push.now() + PushOperator.MEMORY.toMillis() - 1);
      push.take(issue("k-1"));
      assertThat(push.unsettled()).isZero();
      assertThat(push.statesKept()).isEqualTo(1);
      push.goTo(push.now() + 1);

      assertThat(push.statesKept()).isZero();
      assertThat(push.timersSet()).isZero();
      assertThat(provider.taken()).containsExactly("k-1");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void no_coupon_comes_behind_its_revocation_whatever_fails(long seed) throws Exception {
    provider.atRandom(
        seed,
        0.5,
        Mood.ANSWERS_500,
        Mood.ANSWERS_429_WITH_SECONDS,
        Mood.DROPS_IT_UNREAD,
        Mood.TAKES_IT_AND_DROPS_THE_CONNECTION);
    provider.retryAfter(0, () -> 0L);
    try (PushHarness push = new PushHarness(tries(100), NOW)) {
      for (PushOrder order : topic(new Random(seed))) {
        push.take(order);
      }
      push.settle();
    }
    List<String> keys = provider.requests().stream().map(Request::key).toList();
    int both = 0;
    for (int i = 0; i < COUPONS; i += 3) {
      int revoked = keys.indexOf("k-" + i + "-revoked");
      assertThat(revoked).as("k-" + i + "-revoked in " + keys).isNotNegative();
      assertThat(keys.lastIndexOf("k-" + i)).as("k-" + i + " in " + keys).isLessThan(revoked);
      both += keys.contains("k-" + i) ? 1 : 0;
    }
    assertThat(both).as("coupons that were sent before").isPositive();
  }

  /** Each third coupon is revoked, at once or later. */
  private static List<PushOrder> topic(Random random) {
    List<PushOrder> topic = new ArrayList<>();
    for (int i = 0; i < COUPONS; i++) {
      topic.add(issue("k-" + i));
    }
    for (int i = 0; i < COUPONS; i += 3) {
      int behind = 1 + indexOf(topic, "k-" + i);
      topic.add(behind + random.nextInt(topic.size() - behind + 1), revocation("k-" + i));
    }
    return topic;
  }

  private static int indexOf(List<PushOrder> topic, String couponId) {
    return topic.stream().map(PushOrder::couponId).toList().indexOf(couponId);
  }

  /**
   * The provider fails in every way there is, and the job crashes at any moment: goes on from its
   * last checkpoint, and reads again what came after it.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void none_is_lost_and_none_has_two_keys_whatever_fails(long seed) throws Exception {
    Random random = new Random(seed);
    provider.atRandom(
        seed,
        0.5,
        Mood.ANSWERS_500,
        Mood.ANSWERS_429_WITH_SECONDS,
        Mood.DROPS_IT_UNREAD,
        Mood.TAKES_IT_AND_DROPS_THE_CONNECTION,
        Mood.TAKES_IT_AND_IS_SILENT);
    provider.retryAfter(0, () -> 0L);
    List<PushOrder> topic = topic(random);
    try (PushHarness push = new PushHarness(impatient(), NOW)) {
      OperatorSubtaskState checkpoint = push.snapshot();
      int checkpointAt = 0;
      int crashes = 0;
      for (int at = 0; at < topic.size(); ) {
        push.take(topic.get(at++));
        push.goTo(push.now() + random.nextInt(20));
        int dice = random.nextInt(40);
        if (dice < 4) {
          checkpoint = push.snapshot();
          checkpointAt = at;
        } else if (dice == 4 && crashes < 5) {
          crashes++;
          push.crashAndRestore(checkpoint);
          at = checkpointAt;
        }
      }
      push.settle();
      assertThat(push.deadLetters()).isEmpty();
    }

    assertThat(provider.complaints()).isEmpty();
    Set<String> taken = new HashSet<>(provider.taken());
    for (int i = 0; i < COUPONS; i++) {
      assertThat(taken).contains("k-" + i + (i % 3 == 0 ? "-revoked" : ""));
    }
    Map<String, String> bodies = new HashMap<>();
    for (Request request : provider.requests()) {
      if (!request.body().isEmpty()) {
        String before = bodies.put(request.key(), request.body());
        assertThat(before == null || before.equals(request.body()))
            .as("one key says one thing: " + request)
            .isTrue();
      }
    }
  }
}
