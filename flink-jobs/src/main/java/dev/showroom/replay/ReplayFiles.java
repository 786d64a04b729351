package dev.showroom.replay;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Finds the streams' files in a directory. */
public final class ReplayFiles {
  private ReplayFiles() {}

  public static Map<InTopic, Path> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure("The input directory " + directory + " does not exist.");
    }
    Map<InTopic, Path> files = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      Path plain = directory.resolve(topic.file());
      Path packed = directory.resolve(topic.file() + ".gz");
      if (Files.exists(plain) && Files.exists(packed)) {
        throw new CommandFailure(
            "Both " + plain + " and " + packed + " exist; take one of them away.");
      }
      Path file = Files.exists(plain) ? plain : packed;
      if (Files.exists(file)) {
        if (!Files.isReadable(file)) {
          throw new CommandFailure("The file " + file + " cannot be read.");
        }
        requireOpens(topic, file);
        files.put(topic, file);
      }
    }
    if (files.isEmpty()) {
      throw new CommandFailure(
          "The input directory "
              + directory
              + " holds none of the streams' files, such as "
              + InTopic.PURCHASES.file()
              + ".");
    }
    return files;
  }

  /** Said before anything starts: a job that fails while it starts does not always say why. */
  private static void requireOpens(InTopic topic, Path file) {
    try (LineFile opened = new LineFile(topic, file)) {
      opened.topic();
    } catch (IOException e) {
      throw new CommandFailure("The input cannot be read: " + Causes.of(e) + ".", e);
    }
  }
}
