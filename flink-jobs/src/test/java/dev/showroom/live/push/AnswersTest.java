package dev.showroom.live.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.push.Verdict;
import dev.showroom.core.push.Verdict.Kind;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final long NOW = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  private static Verdict of(int status) {
    return Answers.of(status, Optional.empty(), NOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void every_success_is_one(int status) {
    assertThat(of(status).kind()).isEqualTo(Kind.RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void what_may_go_well_another_time_is_tried_again(int status) {
    assertThat(of(status).kind()).isEqualTo(Kind.AGAIN);
    assertThat(of(status).detail()).isEqualTo("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 307, 400, 401, 403, 404, 409, 410, 422, 424, 426, 428, 430})
  void what_will_not_be_taken_is_refused(int status) {
    assertThat(of(status).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void too_many_requests_alone_are_no_try() {
    assertThat(of(429).counts()).isFalse();
    assertThat(of(503).counts()).isTrue();
    assertThat(of(408).counts()).isTrue();
  }

  @Test
  void no_answer_is_tried_again_and_its_message_is_not_told() {
    String secret = "https://provider/push?token=secret";
    for (Throwable failure :
        new Throwable[] {
          new IOException(secret),
          new CompletionException(new IOException(secret)),
          new TimeoutException(secret),
          new HttpConnectTimeoutException(secret),
          new IllegalArgumentException(secret)
        }) {
      assertThat(Answers.of(failure).kind()).isEqualTo(Kind.AGAIN);
      assertThat(Answers.of(failure).detail()).doesNotContain("secret");
    }
    assertThat(Answers.of(new TimeoutException()).detail())
        .isEqualTo("no answer in time (TimeoutException)");
    assertThat(Answers.of(new CompletionException(new IOException())).detail())
        .isEqualTo("no answer (IOException)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "1 | 1",
        " 120 | 120",
        "3600 | 3600",
        "3601 | 3600",
        "99999999999999999999 | 3600",
        "Mon, 2 Mar 2026 12:02:00 GMT | 120",
        "Mon, 02 Mar 2026 12:02:00 GMT | 120",
        "Mon, 02 Mar 2026 14:00:00 GMT | 3600"
      })
  void a_wish_is_seconds_or_a_date_and_an_hour_at_the_most(String text, long seconds) {
    assertThat(Answers.wish(text, NOW)).isEqualTo(NOW + seconds * 1_000);
    assertThat(Answers.of(429, Optional.of(text), NOW).notBefore())
        .isEqualTo(NOW + seconds * 1_000);
    assertThat(Answers.of(503, Optional.of(text), NOW).notBefore())
        .isEqualTo(NOW + seconds * 1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "1.5", "soon", "2026-03-02T12:02:00Z"})
  void any_other_wish_is_none(String text) {
    assertThat(Answers.wish(text, NOW)).isZero();
  }

  @Test
  void a_date_that_has_passed_is_no_wait() {
    assertThat(Answers.wish("Sun, 01 Mar 2026 12:00:00 GMT", NOW)).isLessThan(NOW);
  }

  @Test
  void other_answers_have_no_wish() {
    assertThat(Answers.of(500, Optional.of("60"), NOW).notBefore()).isZero();
    assertThat(Answers.of(404, Optional.of("60"), NOW).notBefore()).isZero();
  }
}
