package dev.showroom.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CategoriesTest {
  @Test
  void noNamesStandForAnyCategoryAndForNone() {
    assertThat(Categories.cover(Set.of(), "toys")).isTrue();
    assertThat(Categories.cover(Set.of(), null)).isTrue();
  }

  @Test
  void aNameIsTheWholeCategoryAndABeginningIsAllThatBeginAlike() {
    assertThat(Categories.cover(Set.of("toys"), "toys")).isTrue();
    assertThat(Categories.cover(Set.of("toys"), "toys-1")).isFalse();
    assertThat(Categories.cover(Set.of("toys-*"), "toys-1")).isTrue();
    assertThat(Categories.cover(Set.of("toys-*"), "toys-")).isTrue();
    assertThat(Categories.cover(Set.of("toys-*"), "toys")).isFalse();
    assertThat(Categories.cover(Set.of("toys-*"), null)).isFalse();
  }

  @Test
  void theFloorOfTheNameThatSaysTheMostCounts() {
    Policy.MarginFloors floors =
        new Policy.MarginFloors(10, Map.of("t*", 20, "toys-*", 30, "toys-7", 40));
    assertThat(floors.of("shoes")).isEqualTo(10);
    assertThat(floors.of(null)).isEqualTo(10);
    assertThat(floors.of("tools")).isEqualTo(20);
    assertThat(floors.of("toys-1")).isEqualTo(30);
    assertThat(floors.of("toys-7")).isEqualTo(40);
  }
}
