package dev.showroom.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.keystore.password",
        "ssl.truststore.PASSWORD",
        "ssl.keystore.key",
        "sasl.oauthbearer.client.credentials.client.secret",
        "bearer.auth.token",
        "basic.auth.user.info",
        "sasl.oauthbearer.assertion.private.key.passphrase"
      })
  void knows_a_secret_by_its_name(String option) {
    assertThat(Secrets.isSecret(option)).isTrue();
    assertThat(Secrets.hide(Map.of(option, "x"))).containsExactly(Map.entry(option, "(hidden)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"security.protocol", "client.id", "ssl.truststore.location", "linger.ms"})
  void shows_what_is_none(String option) {
    assertThat(Secrets.isSecret(option)).isFalse();
    assertThat(Secrets.hide(Map.of(option, "x"))).containsExactly(Map.entry(option, "x"));
  }

  @Test
  void takes_secrets_out_of_somebody_elses_message() {
    Map<String, String> options =
        Map.of(
            "sasl.jaas.config", "Login required username=\"u\" password=\"tuna\";",
            "ssl.key.password", "cod",
            "client.id", "eel");
    assertThat(Secrets.removeFrom("u with tuna, cod and eel", options))
        .isEqualTo("u with (hidden), (hidden) and eel");
    assertThat(Secrets.removeFrom("bad: " + options.get("sasl.jaas.config"), options))
        .isEqualTo("bad: (hidden)");
    assertThat(Secrets.removeFrom("flag 'cod' and 'required'", options))
        .isEqualTo("flag '(hidden)' and (hidden)");
  }
}
