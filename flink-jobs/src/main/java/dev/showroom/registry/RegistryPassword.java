package dev.showroom.registry;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** The password for the registry, read where it is used; a job's graph does not carry it. */
final class RegistryPassword {
  private RegistryPassword() {}

  /**
   * That of the environment, or else of the file, without the blanks around it.
   *
   * @throws CommandFailure where there is none; no message holds the path, which may be a password
   *     put in the wrong place
   */
  static String of(RunConfig.SchemaRegistry config, Map<String, String> environment) {
    String variable =
        environment.getOrDefault(RunConfig.SchemaRegistry.PASSWORD_VARIABLE, "").strip();
    if (!variable.isEmpty()) {
      return variable;
    }
    if (config.passwordFile().isBlank()) {
      throw new CommandFailure(
          "There is a user for the schema registry, and no password: set the environment variable "
              + RunConfig.SchemaRegistry.PASSWORD_VARIABLE
              + ", or name a file in 'kafka.schema-registry.password-file'.");
    }
    String password = read(config.passwordFile().strip());
    if (password.isEmpty()) {
      throw new CommandFailure("The file with the password of the schema registry is empty.");
    }
    return password;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailure(
          "The file with the password of the schema registry"
              + " ('kafka.schema-registry.password-file') cannot be read ("
              + e.getClass().getSimpleName()
              + ").");
    }
  }
}
