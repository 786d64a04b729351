package dev.showroom.core.yaml;

import dev.showroom.core.Versioned;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** A kind of file: YAML, one document for each version of something. */
public final class VersionFile<T extends Versioned> {
  private static final int MAX_LENGTH = 200_000;

  private final String what;
  private final Reader<T> reader;

  /** Reads one document. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Null where anything is wrong, which it has told. */
    T read(Node document, Source source, Problems problems);
  }

  /**
   * @param what a document is a version of, such as "rule set"
   */
  public VersionFile(String what, Reader<T> reader) {
    this.what = what;
    this.reader = reader;
  }

  /**
   * @throws InvalidFileException where anything is wrong
   */
  public List<T> read(String yaml) {
    Checked<T> checked = check(yaml);
    if (!checked.isRight()) {
      throw new InvalidFileException(checked.problems());
    }
    return checked.versions();
  }

  /** Reads as far as it can, and never throws for the sake of the text. */
  public Checked<T> check(String yaml) {
    Problems problems = new Problems();
    List<T> versions = new ArrayList<>();
    if (yaml.length() > MAX_LENGTH) {
      problems.add(new Place(1, 1), "The file is longer than " + MAX_LENGTH + " characters.");
      return new Checked<>(List.of(), problems.all(), List.of());
    }
    Source source = new Source(yaml);
    for (Node node : Documents.of(yaml, what, problems)) {
      T version = reader.read(node, source, problems);
      if (version != null) {
        if (versions.stream().anyMatch(other -> other.key().equals(version.key()))) {
          problems.add(
              Source.place(node),
              "Version %d of '%s' stands in the file twice."
                  .formatted(version.version(), version.id()));
        }
        versions.add(version);
      }
    }
    return new Checked<>(List.copyOf(versions), problems.all(), problems.hints());
  }
}
