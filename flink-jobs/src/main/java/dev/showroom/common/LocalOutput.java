package dev.showroom.common;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps apart this disk and the addresses that the JDK would make folders of, such as "s3:". */
public final class LocalOutput {
  private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]+):/+(.*)");

  private LocalOutput() {}

  /**
   * @param kind what it has to be, such as "directory"
   * @throws CommandFailure where it is an address such as s3://bucket/key
   */
  public static void require(Path output, String kind) {
    Matcher address = ADDRESS.matcher(output.toString());
    if (address.matches()) {
      throw new CommandFailure(
          "The output must be a local %s; '%s://%s' is not."
              .formatted(kind, address.group(1), address.group(2)));
    }
  }
}
