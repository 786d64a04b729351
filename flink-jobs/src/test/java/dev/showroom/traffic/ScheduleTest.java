package dev.showroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Intake;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final SimulatedWorld WORLD =
      new Simulation(SimulationOptions.of(200, 60, 3)).world();
  private static final long PACED =
      SimulationOptions.DEFAULT_START.plus(Duration.ofDays(10)).toEpochMilli();
  private final Schedule schedule = Schedule.of(WORLD, PACED, 3);

  @Test
  void every_event_is_sent_once_and_in_the_order_in_which_it_is_due() {
    List<Object> sent =
        schedule.sendings().stream()
            .filter(s -> s.record() != null)
            .map(s -> (Object) s.record().get(0))
            .toList();
    Set<Object> expected = new HashSet<>(WORLD.events().stream().map(e -> e.eventId()).toList());
    assertThat(sent).hasSameSizeAs(WORLD.events());
    assertThat(new HashSet<>(sent)).isEqualTo(expected);
    assertThat(schedule.sendings()).extracting(Sending::due).isSorted();
  }

  @Test
  void history_is_orderly_and_the_rest_has_a_few_late_and_broken_records() {
    assertThat(schedule.sendings().subList(0, schedule.headStart()))
        .allMatch(s -> s.kind() == Sending.Kind.ORDERLY && s.due() < PACED);
    List<Sending> rest =
        schedule.sendings().subList(schedule.headStart(), schedule.sendings().size());
    assertThat(rest).allMatch(s -> s.due() >= PACED);
    for (Sending.Kind kind : List.of(Sending.Kind.LATE, Sending.Kind.BROKEN)) {
      assertThat(rest.stream().filter(s -> s.kind() == kind).count())
          .isBetween(1L, rest.size() / 100L);
    }
  }

  @Test
  void what_is_broken_becomes_a_dead_letter() {
    Intake intake = new Intake(Duration.ofMinutes(10));
    var codecs = Schedule.codecs();
    assertThat(schedule.sendings().stream().filter(s -> s.kind() == Sending.Kind.BROKEN))
        .isNotEmpty()
        .allMatch(
            s ->
                intake
                    .accept(
                        s.topic(),
                        "here",
                        s.bytes(),
                        Long.MAX_VALUE / 2,
                        bytes -> codecs.get(s.topic()).read(bytes))
                    .isDead());
  }

  @Test
  void the_same_seed_gives_the_same_schedule() {
    Schedule again = Schedule.of(WORLD, PACED, 3);
    assertThat(again.headStart()).isEqualTo(schedule.headStart());
    assertThat(again.sendings())
        .extracting(Sending::due)
        .isEqualTo(schedule.sendings().stream().map(Sending::due).toList());
  }
}
