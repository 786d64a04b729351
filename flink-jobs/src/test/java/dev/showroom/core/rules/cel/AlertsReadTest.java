package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alerts a rule looks at, as far as its text tells; where it does not, all. */
class AlertsReadTest {
  @Test
  void patterns_that_are_named_are_all_that_it_looks_at() {
    AlertsRead read = read("alerts.pattern(['A', \"B\"]).open().count() > 1");

    assertThat(read.isOf(Set.of("A"))).isTrue();
    assertThat(read.isOf(Set.of("B"))).isTrue();
    assertThat(read.isOf(Set.of("C"))).isFalse();
  }

  @Test
  void a_rule_that_names_no_alerts_looks_at_none() {
    assertThat(read("research.count() > 1").isOf(Set.of("A"))).isFalse();
    assertThat(read("'alerts' == query").isOf(Set.of("A"))).isFalse();
  }

  @Test
  void where_patterns_are_given_by_anything_but_words_it_may_look_at_any() {
    for (String source :
        List.of(
            "alerts.count() > 1",
            "alerts.pattern([of]).count() > 1",
            "alerts.pattern(['A', of]).count() > 1",
            "alerts.pattern(['A' + 'B']).count() > 1",
            "alerts.pattern([]).count() > 1",
            ".alerts.count() > 1")) {
      assertThat(read(source).isOf(Set.of("C"))).as(source).isTrue();
    }
  }

  @Test
  void a_feature_whose_name_begins_like_them_is_none_of_them() {
    AlertsRead read = AlertsRead.of(List.of("alerts.mine >= 3"), List.of("alerts.mine"));

    assertThat(read.isOf(Set.of("A"))).isFalse();
  }

  private static AlertsRead read(String source) {
    return AlertsRead.of(List.of(source), List.of());
  }
}
