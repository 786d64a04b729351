package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Envelope;
import dev.showroom.schemas.LateEvent;
import dev.showroom.stream.IdentityChain.Held;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An erased customer leaves nothing behind between the gate and the journeys. */
class ErasureTest {
  private static final String ANNA = "customer-anna";
  private static final long ERASED = T0 + 10 * DAY;

  @ParameterizedTest
  @EnumSource
  void at_the_watermark_all_is_gone_but_two_tombstones(Backend backend) throws Exception {
    try (IdentityChain chain = lived(backend)) {
      chain.give(Given.erased(ANNA, ERASED));
      int before = chain.keysInState();
      chain.watermark(ERASED - 1);
      assertThat(chain.keysInState()).isEqualTo(before);
      chain.watermark(ERASED);
      assertThat(chain.stitch.keysInState()).isZero();
      assertThat(chain.stitch.timers()).isZero();
      assertThat(chain.desk.keysInState()).isEqualTo(1);
      assertThat(chain.desk.timers()).isZero();

      chain.watermark(ERASED + 400 * DAY);
      assertThat(chain.directory.keysInState()).as("hers, and ben the member").isEqualTo(2);
      assertThat(chain.household.keysInState()).isEqualTo(1);
      assertThat(chain.timers()).isZero();
    }
  }

  @Test
  void no_byte_of_the_id_is_left_in_any_state() throws Exception {
    try (IdentityChain chain = lived(Backend.HEAP)) {
      chain.give(Given.erased(ANNA, ERASED));
      chain.watermark(ERASED - 1);
      assertThat(chain.desk.stateHolds(ANNA)).isTrue();
      assertThat(chain.stitch.stateHolds(ANNA)).isTrue();
      assertThat(chain.directory.stateHolds(ANNA)).isTrue();
      assertThat(chain.household.stateHolds(ANNA)).isTrue();

      chain.watermark(ERASED);
      assertThat(chain.stateHolds(ANNA)).isFalse();
      assertThat(chain.stateHolds("COOKIE:c")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_taken_back_and_others_keep_what_they_were_given(Backend backend)
      throws Exception {
    try (IdentityChain chain = lived(backend)) {
      List<Held> held = chain.held();
      chain.sent().clear();
      chain.give(Given.erased(ANNA, ERASED));
      chain.watermark(ERASED + DAY);

      assertThat(chain.sent()).isEmpty();
      assertThat(held).extracting(Held::customer).contains("ben");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatever_comes_later_for_the_id_reaches_nobody(Backend backend) throws Exception {
    try (IdentityChain chain = lived(backend)) {
      chain.give(Given.erased(ANNA, ERASED));
      chain.watermark(ERASED);
      chain.sent().clear();
      chain.crashAndRestore();
      chain.give(
          Given.link("COOKIE:c", ERASED + HOUR, ANNA, true),
          Given.view("COOKIE:c", ERASED + 2 * HOUR),
          Given.bought(ANNA, ERASED + HOUR),
          Given.profile(ANNA, ERASED + HOUR, "home"),
          Given.bought("ben", ERASED + 2 * HOUR),
          Given.erased(ANNA, ERASED + DAY));
      chain.watermark(ERASED + 2 * DAY);

      assertThat(chain.sent()).isEmpty();
      assertThat(chain.desk.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_link_to_an_erased_customer_is_told_of_once(Backend backend) throws Exception {
    try (IdentityChain chain = lived(backend)) {
      chain.give(Given.erased(ANNA, ERASED));
      chain.watermark(ERASED);
      chain.give(
          Given.late(
              Given.link("COOKIE:d", ERASED - HOUR, ANNA, true), "identity-links:1", ERASED));

      assertThat(Told.lateEvents(chain.aside()))
          .extracting(LateEvent::getOrigin)
          .containsExactly("identity-links:1");
      assertThat(chain.stitch.keysInState()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_erasure_is_applied_at_once(Backend backend) throws Exception {
    try (IdentityChain chain = lived(backend)) {
      chain.watermark(ERASED + DAY);
      chain.give(Given.late(Given.erased(ANNA, ERASED), "erasures:1", ERASED + DAY));

      assertThat(chain.stitch.keysInState()).isZero();
      assertThat(chain.stitch.timers()).isZero();
      if (backend == Backend.HEAP) {
        assertThat(chain.stateHolds(ANNA)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void another_customer_of_the_actor_gets_nothing_of_the_erased_ones_time(Backend backend)
      throws Exception {
    try (IdentityChain chain = new IdentityChain(backend)) {
      chain.give(Given.link("COOKIE:c", T0, "ben", true), Given.view("COOKIE:c", T0 + HOUR));
      chain.give(Given.link("COOKIE:c", T0 + DAY, ANNA, true));
      chain.give(Given.view("COOKIE:c", T0 + 2 * DAY));
      chain.give(Given.erased(ANNA, ERASED)).watermark(ERASED);
      chain.sent().clear();
      chain.give(Given.view("COOKIE:c", T0 + 3 * DAY), Given.view("COOKIE:c", ERASED + 1));
      assertThat(chain.sent()).as("nor does ben own the cookie again").isEmpty();

      chain.give(Given.link("COOKIE:c", ERASED + DAY, "ben", true));
      assertThat(chain.sent())
          .extracting(Envelope::key, Envelope::time)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("ben", ERASED + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_erases_nobody_before_the_time(Backend backend) throws Exception {
    try (IdentityChain chain = lived(backend)) {
      chain.give(Given.erased(ANNA, ERASED));
      int before = chain.keysInState();
      chain.watermark(Long.MAX_VALUE);
      assertThat(chain.keysInState()).isEqualTo(before);
    }
  }

  /** A cookie of hers, purchases with and without it, and a household with ben. */
  private static IdentityChain lived(Backend backend) throws Exception {
    return new IdentityChain(backend)
        .give(
            Given.profile(ANNA, T0, "home"),
            Given.profile("ben", T0, "home"),
            Given.view("COOKIE:c", T0 + HOUR),
            Given.link("COOKIE:c", T0 + DAY, ANNA, true),
            Given.bought("COOKIE:c", T0 + 2 * DAY),
            Given.bought(ANNA, T0 + 3 * DAY),
            Given.bought("ben", T0 + 3 * DAY));
  }
}
