package dev.showroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.codec.InTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda agenda = new Agenda(List.of(at(10), at(20), at(30)));

  @Test
  void nothing_is_sent_before_it_is_due() {
    assertThat(agenda.takeDueBy(9)).isNull();
    assertThat(agenda.takeDueBy(10)).isEqualTo(at(10));
    assertThat(agenda.takeDueBy(10)).isNull();
    assertThat(agenda.nextDue()).isEqualTo(20);
  }

  @Test
  void what_is_added_is_sent_in_its_turn() {
    agenda.change(List.of(at(25), at(15)), List.of());
    assertThat(all()).containsExactly(10L, 15L, 20L, 25L, 30L);
  }

  @Test
  void what_is_due_already_when_it_is_added_is_sent_next() {
    agenda.takeDueBy(10);
    agenda.takeDueBy(20);
    agenda.change(List.of(at(12)), List.of());
    assertThat(all()).containsExactly(12L, 30L);
  }

  @Test
  void what_is_taken_back_is_not_sent() {
    agenda.change(List.of(at(25)), List.of());
    agenda.change(List.of(), List.of(at(20).record(), at(25).record()));
    assertThat(all()).containsExactly(10L, 30L);
  }

  @Test
  void what_is_taken_back_and_comes_again_is_sent_once() {
    agenda.change(List.of(), List.of(at(20).record()));
    agenda.change(List.of(at(20)), List.of());
    assertThat(all()).containsExactly(10L, 20L, 30L);
  }

  @Test
  void what_comes_again_after_its_turn_is_sent_late() {
    agenda.change(List.of(), List.of(at(20).record()));
    assertThat(agenda.takeDueBy(25)).isEqualTo(at(10));
    assertThat(agenda.takeDueBy(25)).isNull();
    agenda.change(List.of(at(20)), List.of());
    assertThat(all()).containsExactly(20L, 30L);
  }

  private List<Long> all() {
    List<Long> due = new ArrayList<>();
    while (agenda.nextDue() < Long.MAX_VALUE) {
      due.add(agenda.takeDueBy(Long.MAX_VALUE - 1).due());
    }
    return due;
  }

  private static Sending at(long due) {
    return new Sending(
        due,
        InTopic.ERASURES,
        "c",
        new ErasureRequest("e-" + due, Instant.ofEpochMilli(due), "c"),
        null,
        Sending.Kind.ORDERLY);
  }
}
