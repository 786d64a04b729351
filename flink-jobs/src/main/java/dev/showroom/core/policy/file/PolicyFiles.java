package dev.showroom.core.policy.file;

import dev.showroom.core.policy.Policy;
import dev.showroom.core.yaml.Checked;
import dev.showroom.core.yaml.VersionFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of the coupon policy: YAML, one document for each version of a policy. */
public final class PolicyFiles {
  /** Of a policy whose file names no time: from the first event on, epoch milliseconds. */
  public static final long ALWAYS = Long.MIN_VALUE;

  private static final String SHIPPED = "/dev/showroom/policy/policy.yaml";
  private static final VersionFile<Policy> FILE =
      new VersionFile<>(
          "policy", (document, source, problems) -> new PolicyReader(problems).read(document));

  private PolicyFiles() {}

  /**
   * @throws dev.showroom.core.yaml.InvalidFileException where anything is wrong
   */
  public static List<Policy> read(String yaml) {
    return FILE.read(yaml);
  }

  /** Reads as far as it can, and never throws for the sake of the text. */
  public static Checked<Policy> check(String yaml) {
    return FILE.check(yaml);
  }

  /** The text of the policy that is in force where no other is given. */
  public static String shippedText() {
    try (InputStream in = PolicyFiles.class.getResourceAsStream(SHIPPED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The policy that is in force where no other is given. */
  public static Policy shipped() {
    return read(shippedText()).get(0);
  }
}
