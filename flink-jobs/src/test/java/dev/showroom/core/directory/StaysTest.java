package dev.showroom.core.directory;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.directory.Stays.Stay;
import dev.showroom.core.fact.ProfileStated;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class StaysTest {
  @Test
  void aProfileHoldsUntilTheNextThatNamesAnother() {
    Stays stays = stays("home", T0, "home", T0 + DAY, null, T0 + 2 * DAY, "away", T0 + 3 * DAY);

    assertThat(stays.all())
        .containsExactly(
            new Stay("home", T0, T0 + 2 * DAY), new Stay("away", T0 + 3 * DAY, Long.MAX_VALUE));
    assertThat(stays.householdAt(T0 - 1)).isNull();
    assertThat(stays.householdAt(T0)).isEqualTo("home");
    assertThat(stays.householdAt(T0 + 2 * DAY - 1)).isEqualTo("home");
    assertThat(stays.householdAt(T0 + 2 * DAY)).isNull();
  }

  @Test
  void profilesThatOnlyRepeatTheHouseholdAreForgottenAndTheStayKeepsItsBeginning() {
    Stays stays = stays("home", T0, "home", T0 + DAY, "home", T0 + 2 * DAY);
    List<Stay> before = stays.all();
    assertThat(stays.forgetAt()).isEqualTo(T0 + DAY + Stays.KEPT_MILLIS + 1);
    stays.forget(T0 + 100 * DAY);

    assertThat(stays.all()).isEqualTo(before);
    assertThat(stays.forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whoLeftIsForgottenAndNotAMillisecondTooEarly() {
    Stays stays = stays("home", T0, null, T0 + DAY);
    stays.forget(T0 + DAY + Stays.KEPT_MILLIS - 1);
    assertThat(stays.all()).hasSize(1);
    for (int i = 0; i < 2; i++) {
      stays.forget(stays.forgetAt());
    }
    assertThat(stays.isEmpty()).isTrue();
    assertThat(stays.forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void forgettingDoesNotShowInWhatMayStillBeAsked(@ForAll long seed) {
    Random random = new Random(seed);
    String[] homes = {"home", "away", null};
    Stays whole = new Stays();
    Stays tidied = new Stays();
    long time = T0;
    for (int i = 0; i < 12; i++) {
      time += random.nextInt(30) * DAY;
      // Up to the horizon late.
      ProfileStated profile =
          new ProfileStated(
              "e" + i, time - random.nextInt(14 * 24) * HOUR, false, homes[random.nextInt(3)]);
      whole.add(profile);
      tidied.add(profile);
      if (random.nextBoolean()) {
        tidied.forget(time);
      }
      for (long asked = time - 44 * DAY; asked < time + DAY; asked += 5 * HOUR) {
        assertThat(tidied.householdAt(asked)).isEqualTo(whole.householdAt(asked));
      }
      for (int turn = 0; turn < 20 && tidied.forgetAt() <= time; turn++) {
        tidied.forget(time);
      }
      assertThat(tidied.forgetAt()).as("no tidying without end").isGreaterThan(time);
    }
  }

  private static Stays stays(Object... householdsAndTimes) {
    Stays stays = new Stays();
    for (int i = 0; i < householdsAndTimes.length; i += 2) {
      long time = (long) householdsAndTimes[i + 1];
      stays.add(new ProfileStated("e" + i, time, false, (String) householdsAndTimes[i]));
    }
    return stays;
  }
}
