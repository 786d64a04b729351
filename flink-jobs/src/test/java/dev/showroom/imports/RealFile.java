package dev.showroom.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The retailer's whole first year, where it is at hand: in the directory that {@code SHOWROOM_DATA}
 * names (environment or system property), or in {@code shared/data} beside the repository.
 */
final class RealFile {
  private static final String FILE = "online-retail-2009-2010.csv.gz";

  private RealFile() {}

  static Optional<Path> find() {
    Path module = Path.of("").toAbsolutePath(); // the build runs tests in the module's directory
    Path root = module.getParent();
    return Stream.of(
            System.getProperty("SHOWROOM_DATA"),
            System.getenv("SHOWROOM_DATA"),
            root == null ? null : root.resolveSibling("shared").resolve("data").toString())
        .filter(Objects::nonNull)
        .map(directory -> Path.of(directory, FILE))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
