package dev.showroom.live.push;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Secrets;
import dev.showroom.config.RunConfig;
import dev.showroom.config.SecretFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What pushes are signed with. Read where the job runs, which carries only where it is; never
 * printed.
 */
public final class PushSecret {
  /** Finds the secret where an operator runs. */
  @FunctionalInterface
  interface Source extends Serializable {
    PushSecret of(RunConfig.Push config);
  }

  /** Goes before the file. */
  public static final String VARIABLE = "SHOWROOM_PUSH_SECRET";

  private static final int LEAST_BYTES = 16;

  private final String secret;

  private PushSecret(String secret) {
    this.secret = secret;
  }

  /**
   * The secret of the environment, or else of the file, without the blanks around it.
   *
   * @throws CommandFailure where there is none, or too short a one
   */
  public static PushSecret of(RunConfig.Push config, Map<String, String> environment) {
    String variable = environment.getOrDefault(VARIABLE, "").strip();
    if (!variable.isEmpty()) {
      return checked(variable, "The secret in the environment variable " + VARIABLE);
    }
    if (config.secretFile().isEmpty()) {
      throw new CommandFailure(
          "Coupons are pushed to 'push.url', and there is no secret to sign them with; set the"
              + " environment variable "
              + VARIABLE
              + ", or name a file in 'push.secret-file'.");
    }
    String name = "The file with the secret of pushes";
    return checked(SecretFile.read(config.secretFile(), name).strip(), name);
  }

  private static PushSecret checked(String secret, String where) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
      throw new CommandFailure(
          where
              + " is shorter than "
              + LEAST_BYTES
              + " bytes; make one, for example with 'openssl rand -hex 32'.");
    }
    return new PushSecret(secret);
  }

  byte[] bytes() {
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return Secrets.HIDDEN;
  }
}
