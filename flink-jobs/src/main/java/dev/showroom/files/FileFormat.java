package dev.showroom.files;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a file is, by the end of its name. */
public enum FileFormat {
  JSONL(".jsonl", ".jsonl.gz", ".jsonl.zst"),
  AVRO(".avro"),
  PARQUET(".parquet");

  private final List<String> endings;

  FileFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /** The ends of names, the plain one first. */
  public List<String> endings() {
    return endings;
  }

  static Optional<FileFormat> of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.endings.stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /** Every end of a name that is read, for a sentence. */
  static String known() {
    return String.join(
        ", ", Arrays.stream(values()).flatMap(format -> format.endings.stream()).toList());
  }
}
