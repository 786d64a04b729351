package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Envelope;
import dev.showroom.stream.KeyedHarness.Actors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kiosk that many log in at must not cost what a person costs. */
class SharedActorTest {
  private static final String KIOSK = "DEVICE:kiosk";

  @ParameterizedTest
  @EnumSource
  void from_the_fifth_link_on_nothing_is_kept_or_given(Backend backend) throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      link(actors, 5);
      actors.give(Given.view(KIOSK, T0 + 5 * HOUR));
      long before = actors.stateBytes();
      actors.forgetOutput();
      for (int i = 0; i < 500; i++) {
        actors.give(Given.view(KIOSK, T0 + 5 * HOUR + i));
      }

      assertThat(actors.stateBytes()).isEqualTo(before);
      assertThat(actors.out()).isEmpty();
      assertThat(actors.timers()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_four_customers_it_still_is_a_persons(Backend backend) throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      link(actors, 4);
      long before = actors.stateBytes();
      actors.give(Given.view(KIOSK, T0 + 6 * HOUR));

      assertThat(actors.out()).extracting(Envelope::key).containsExactly("c4");
      assertThat(actors.stateBytes()).isGreaterThan(before);
    }
  }

  @Test
  void what_was_kept_from_the_fifth_link_on_leaves_when_it_comes() throws Exception {
    try (Actors actors = KeyedHarness.actors(Backend.HEAP)) {
      link(actors, 4);
      actors.give(Given.view(KIOSK, T0 + 5 * HOUR - 1));
      long before = actors.stateBytes();
      for (int i = 0; i < 100; i++) {
        actors.give(Given.view(KIOSK, T0 + 5 * HOUR + i));
      }
      assertThat(actors.stateBytes()).isGreaterThan(before + 100 * 30);
      actors.forgetOutput();
      actors.give(Given.link(KIOSK, T0 + 5 * HOUR, "c5", true));

      assertThat(actors.stateBytes()).isLessThan(before + 100);
      assertThat(actors.out())
          .hasSize(100)
          .allMatch(one -> one.kind() == Envelope.Kind.TAKE_BACK && one.time() >= T0 + 5 * HOUR);
    }
  }

  @Test
  void no_unlink_and_no_further_link_makes_it_a_persons_again() throws Exception {
    try (Actors actors = KeyedHarness.actors(Backend.HEAP)) {
      link(actors, 5);
      long before = actors.stateBytes();
      actors.give(Given.link(KIOSK, T0 + 6 * HOUR, "c5", false));
      actors.give(Given.link(KIOSK, T0 + 7 * HOUR, "c1", true));
      actors.give(Given.view(KIOSK, T0 + 8 * HOUR));

      assertThat(actors.out()).isEmpty();
      assertThat(actors.stateBytes()).as("what is said of it now").isLessThan(before + 20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_stays_shared_while_it_is_linked_and_goes_at_last(Backend backend) throws Exception {
    try (Actors actors = KeyedHarness.actors(backend)) {
      link(actors, 5);
      long time = T0;
      for (int i = 6; i < 12; i++) {
        time = T0 + i * 60 * DAY;
        actors.give(Given.link(KIOSK, time, "c" + i, true));
        actors.watermark(time);
      }
      actors.give(Given.view(KIOSK, time + HOUR));
      assertThat(actors.out()).as("the first five are long forgotten").isEmpty();

      actors.watermark(time + 230 * DAY);
      assertThat(actors.keysInState()).isEmpty();
      assertThat(actors.timers()).isZero();
    }
  }

  private static void link(Actors actors, int customers) throws Exception {
    for (int i = 1; i <= customers; i++) {
      actors.give(Given.link(KIOSK, T0 + i * HOUR, "c" + i, true));
    }
  }
}
