package dev.showroom.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  @Test
  void options_that_make_no_world_are_refused_in_a_sentence() {
    assertThatThrownBy(() -> new DemoOptions(0, 90, 7, 10, 10, null))
        .hasMessage("The number of customers must be from 1 to 100000, not 0.");
    assertThatThrownBy(() -> new DemoOptions(10, 90, 7, 0, 10, null)).hasMessageContaining("day");
    assertThatThrownBy(() -> new DemoOptions(10, 90, 7, 10, 91, null))
        .hasMessageContaining("0 to 90");
  }
}
