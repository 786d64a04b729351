package dev.showroom.live.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushSecretTest {
  @TempDir Path directory;

  private RunConfig.Push config(String secret) throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path config = directory.resolve("run.yaml");
    Files.writeString(
        config, "push: {url: 'https://provider.example/push', secret-file: '" + file + "'}\n");
    return RunConfig.load(config, Map.of()).push();
  }

  private static String text(PushSecret secret) {
    return new String(secret.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void it_is_in_a_file_without_the_blanks_around_it() throws IOException {
    assertThat(text(PushSecret.of(config("  0123456789abcdef\n"), Map.of())))
        .isEqualTo("0123456789abcdef");
  }

  @Test
  void the_environment_goes_before_the_file() throws IOException {
    Map<String, String> environment = Map.of("SHOWROOM_PUSH_SECRET", "fedcba9876543210");
    assertThat(text(PushSecret.of(config("0123456789abcdef"), environment)))
        .isEqualTo("fedcba9876543210");
  }

  @Test
  void sixteen_bytes_are_enough_and_fifteen_are_not_and_it_is_not_told() throws IOException {
    assertThatThrownBy(() -> PushSecret.of(config("0123456789abcde"), Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is shorter than 16 bytes")
        .hasMessageNotContaining("0123456789");
    assertThatThrownBy(
            () -> PushSecret.of(config("0123456789abcdef"), Map.of(PushSecret.VARIABLE, "short!")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("SHOWROOM_PUSH_SECRET is shorter than 16 bytes")
        .hasMessageNotContaining("short!");
  }

  @Test
  void a_file_that_every_user_may_read_is_refused_and_no_path_is_told() throws IOException {
    RunConfig.Push config = config("0123456789abcdef");
    Files.setPosixFilePermissions(
        Path.of(config.secretFile()), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PushSecret.of(config, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The file with the secret of pushes is open to every user of the machine: close it with"
                + " 'chmod o= FILE'.");
    Files.delete(Path.of(config.secretFile()));
    assertThatThrownBy(() -> PushSecret.of(config, Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The file with the secret of pushes does not exist; is its path right?");
    assertThat(config.toString()).doesNotContain(config.secretFile());
  }

  @Test
  void without_any_the_job_does_not_start() {
    assertThatThrownBy(() -> PushSecret.of(PushHarness.none(), Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Coupons are pushed to 'push.url', and there is no secret to sign them with; set the"
                + " environment variable SHOWROOM_PUSH_SECRET, or name a file in"
                + " 'push.secret-file'.");
  }

  @Test
  void it_is_not_printed() throws IOException {
    assertThat(PushSecret.of(config("0123456789abcdef"), Map.of())).hasToString("(hidden)");
  }
}
