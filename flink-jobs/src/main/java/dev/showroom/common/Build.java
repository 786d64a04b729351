package dev.showroom.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of the program this is. */
public final class Build {
  private static final String FILE = "/showroom-build.properties";

  /** System property that the launcher sets to what git says of the checkout. */
  private static final String COMMIT = "showroom.commit";

  private Build() {}

  /** Version and, where it was built from a checkout, what git describes it as. */
  public static String version() {
    Properties build = new Properties();
    try (InputStream in = Build.class.getResourceAsStream(FILE)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of our own cannot be read", e);
    }
    String version = known(build.getProperty("version"));
    String commit = System.getProperty(COMMIT, "");
    return commit.isEmpty() ? version : (version + " " + commit).strip();
  }

  /** A build without Maven leaves the placeholders. */
  private static String known(String value) {
    return value == null || value.startsWith("${") ? "" : value;
  }
}
