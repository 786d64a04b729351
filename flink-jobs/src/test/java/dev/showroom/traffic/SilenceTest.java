package dev.showroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.traffic.Silence.News;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long BEARABLE = Silence.BEARABLE.toMillis();

  private final Silence silence = new Silence();

  @Test
  void a_broker_that_answers_nothing_for_so_long_is_away_and_that_is_told_once() {
    assertThat(look(100, 1, 0)).isEqualTo(News.NOTHING);
    assertThat(look(100 + BEARABLE - 1, 9, 0)).isEqualTo(News.NOTHING);
    assertThat(look(100 + BEARABLE, 9, 0)).isEqualTo(News.AWAY);
    assertThat(silence.isAway()).isTrue();
    assertThat(look(100 + 3 * BEARABLE, 12, 0)).isEqualTo(News.NOTHING);
    assertThat(silence.isAway()).isTrue();
  }

  @Test
  void with_its_next_answer_it_is_back_and_may_go_away_again() {
    look(0, 5, 0);
    look(2 * BEARABLE, 5, 0);
    assertThat(look(2 * BEARABLE + 100, 5, 1)).isEqualTo(News.BACK);
    assertThat(silence.isAway()).isFalse();
    assertThat(silence.lasted()).isEqualTo(Duration.ofMillis(2 * BEARABLE));
    assertThat(look(2 * BEARABLE + 200, 5, 1)).isEqualTo(News.NOTHING);
    assertThat(look(3 * BEARABLE + 100, 5, 1)).isEqualTo(News.AWAY);
    assertThat(look(3 * BEARABLE + 200, 5, 5)).isEqualTo(News.BACK);
  }

  @Test
  void a_broker_that_is_sent_nothing_owes_no_answer() {
    look(0, 5, 5);
    assertThat(look(9 * BEARABLE, 5, 5)).isEqualTo(News.NOTHING);
    assertThat(look(9 * BEARABLE + 100, 6, 5)).as("the first look at it").isEqualTo(News.NOTHING);
    assertThat(look(10 * BEARABLE + 99, 6, 5)).isEqualTo(News.NOTHING);
    assertThat(look(10 * BEARABLE + 100, 6, 5)).isEqualTo(News.AWAY);
  }

  @Test
  void a_slow_broker_is_not_away() {
    for (int second = 0; second < 60; second++) {
      assertThat(look(second * 1_000L, 1_000, second)).isEqualTo(News.NOTHING);
    }
  }

  private News look(long millis, long handed, long answered) {
    return silence.look(Duration.ofMillis(millis).toNanos(), handed, answered);
  }
}
