package dev.showroom.files;

import java.nio.file.Path;
import java.util.List;

/** One JSON Lines file as the input of its stream, without a look into it. */
public final class FilesOfTest {
  private FilesOfTest() {}

  public static TopicInput input(Path file) {
    String name = file.getFileName().toString();
    return new FileInput(
        List.of(
            List.of(
                new FileRef(
                    Location.of(file).toString(), name, FileFormat.JSONL, RecordReader.UNKNOWN))));
  }
}
