package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Properties of the Kafka client that stand in a file. Only their names are known here: each client
 * reads the values itself, where it is made, by Kafka's own provider of configurations, so that
 * neither the job's graph nor what Flink keeps of it holds a secret.
 *
 * @param file its whole path, or empty
 */
public record SecretProperties(String file, Set<String> names) implements Serializable {
  public static final SecretProperties NONE = new SecretProperties("", Set.of());

  private static final String PROVIDERS = "config.providers";
  private static final String PROVIDER = "showroomfile";

  public SecretProperties {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /**
   * @throws CommandFailure where the file cannot be read, is open to everybody, or holds no
   *     properties
   */
  static SecretProperties of(String file) {
    if (file.isBlank()) {
      return NONE;
    }
    String name = "The file with properties of the Kafka client";
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(SecretFile.read(file.strip(), name)));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(name + " is not written as Java's properties are.");
    }
    String path = Path.of(file.strip()).toAbsolutePath().normalize().toString();
    if (path.matches("(?s).*[:}].*")) {
      throw new CommandFailure(name + " has a colon or a brace in its path; move it.");
    }
    return new SecretProperties(path, properties.stringPropertyNames());
  }

  /** The properties and those of the file, each as a reference to it. */
  Map<String, String> over(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    if (!names.isEmpty()) {
      List<String> providers = new ArrayList<>(List.of(PROVIDER));
      Arrays.stream(properties.getOrDefault(PROVIDERS, "").split(","))
          .map(String::strip)
          .filter(provider -> !provider.isEmpty())
          .forEach(providers::add);
      all.put(PROVIDERS, String.join(",", providers));
      all.put(PROVIDERS + "." + PROVIDER + ".class", FileConfigProvider.class.getName());
      names.forEach(name -> all.put(name, "${" + PROVIDER + ":" + file + ":" + name + "}"));
    }
    return all;
  }

  /** Why these do not go with the others. */
  Optional<String> complaint(Map<String, String> others) {
    for (String name : names) {
      if (JobsOwnProperties.complaint(name).isPresent()) {
        return Optional.of(
            "The file of 'kafka.properties-file' must not set '"
                + name
                + "', which is an option of its own or the job's");
      }
      if (JobsOwnProperties.LOOKED_AT.contains(name)) {
        return Optional.of(
            "The file of 'kafka.properties-file' must not set '"
                + name
                + "', whose value is checked before a start; set it in 'kafka.properties'");
      }
      if (others.containsKey(name)) {
        return Optional.of(
            "Property '"
                + name
                + "' stands both in the file of 'kafka.properties-file' and in 'kafka.properties'");
      }
    }
    return Optional.empty();
  }

  /** Not the path, in whose place the secret may stand. */
  @Override
  public String toString() {
    return names.isEmpty() ? "" : names + " of a file (hidden)";
  }
}
