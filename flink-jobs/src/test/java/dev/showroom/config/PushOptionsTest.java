package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushOptionsTest {
  @TempDir Path directory;

  private RunConfig.Push load(String yaml) {
    try {
      Path file = directory.resolve("run.yaml");
      return RunConfig.load(Files.writeString(file, "push: {" + yaml + "}\n"), Map.of()).push();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_is_pushed_unless_it_is_said_where_to() {
    assertThat(RunConfig.defaults().push().isOn()).isFalse();
    assertThat(load("url: ''").isOn()).isFalse();
    assertThat(load("url: 'https://provider.example/push'").isOn()).isTrue();
  }

  @Test
  void every_option_is_read() {
    assertThat(
            load(
                "url: 'https://provider.example/push', format: cloudevents, secret-file: s.txt,"
                    + " allow-http: true, tries: 3, timeout: 2s, first-backoff: 10ms,"
                    + " longest-backoff: 1h, in-flight: 7, circuit-pause: 4s, clock: events"))
        .isEqualTo(
            new RunConfig.Push(
                "https://provider.example/push",
                PushFormat.CLOUDEVENTS,
                "s.txt",
                true,
                3,
                Duration.ofSeconds(2),
                Duration.ofMillis(10),
                Duration.ofHours(1),
                7,
                Duration.ofSeconds(4),
                PushClock.EVENTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://provider.example",
        "https://10.0.0.7:8443/v1/push?tenant=4",
        "http://localhost:8080/push",
        "http://127.0.0.1/push",
        "http://[::1]:9/push"
      })
  void an_address_is_https_or_this_machine(String url) {
    assertThat(load("url: '" + url + "'").url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://provider.example/push",
        "http://10.0.0.7/push",
        "http://localhost.example/push",
        "http://127.0.0.1.example/push"
      })
  void http_to_another_machine_must_be_allowed(String url) {
    assertThatThrownBy(() -> load("url: '" + url + "'"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith(
            "Option 'push.url' must be https, as codes of coupons would travel readable; or set"
                + " 'push.allow-http: true' (line 1, column 13).");
    assertThat(load("allow-http: true, url: '" + url + "'").url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider.example/swordfish",
        "ftp://provider.example/swordfish",
        "https://user:swordfish@provider.example/",
        "https://swordfish@provider.example/",
        "https:///swordfish",
        "https://provider.example/push#swordfish",
        "https://provider.example/sword fish",
        "HTTPS://provider.example/swordfish"
      })
  void what_is_no_address_is_refused_and_not_quoted(String url) {
    assertThatThrownBy(() -> load("url: '" + url + "'"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "Option 'push.url' must be an http or https address with a host, and without user or"
                + " fragment (line 1, column 13).")
        .hasMessageNotContaining("fish");
  }

  @Test
  void the_longest_wait_may_be_the_first_and_not_shorter() {
    assertThat(load("first-backoff: 2s, longest-backoff: 2s").tries()).isEqualTo(25);
    assertThatThrownBy(() -> load("first-backoff: 2s, longest-backoff: 1999ms"))
        .hasMessageContaining(
            "Option 'push.longest-backoff' must not be shorter than 'push.first-backoff', and is"
                + " 1999ms where that is 2s");
  }

  @ParameterizedTest
  @CsvSource({
    "tries,           1,     100,  0,     101",
    "timeout,         100ms, 5m,   99ms,  301s",
    "first-backoff,   10ms,  10m,  9ms,   61m",
    "longest-backoff, 1s,    1d,   9ms,   25h",
    "in-flight,       1,     1000, 0,     1001",
    "circuit-pause,   10ms,  1h,   9ms,   61m",
  })
  void both_bounds_are_taken_and_nothing_beyond(
      String option, String least, String most, String below, String above) {
    load(option + ": " + least);
    load(option + ": " + most);
    assertThatThrownBy(() -> load(option + ": " + below)).hasMessageContaining("must be from");
    assertThatThrownBy(() -> load(option + ": " + above)).hasMessageContaining("must be from");
  }

  @Test
  void what_follows_the_path_is_not_printed() {
    assertThat(load("url: 'https://provider.example/push?token=swordfish'").toString())
        .contains("https://provider.example/push?(hidden)")
        .doesNotContain("swordfish");
  }
}
