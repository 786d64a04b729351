package dev.showroom.replay.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.TextFiles;
import dev.showroom.files.InputDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a replay was made of and what came of it: enough to do exactly the same again.
 *
 * @param format of this file
 * @param build version of the program
 * @param complete whether all of the input was replayed
 * @param reached event time of the newest record that was replayed, ISO-8601, or null
 * @param input files with their sizes and digests, or partitions with their offsets
 * @param from as asked for, ISO-8601, or null
 * @param until likewise
 * @param warmUp how long before {@code from} reading began, as asked for, or null
 * @param order {@code event-time}, {@code arrival} or {@code file}
 * @param newestPlausible what was dated after this could not have happened yet, ISO-8601
 * @param time lateness bounds and other settings of time, in milliseconds
 * @param rules the rule set that it began with
 * @param policy the coupon policy that it began with
 * @param output where the records went: {@code files}, or the prefix of topics
 * @param savepoint directory beside this file, or null
 * @param counts records in and out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayManifest(
    int format,
    String build,
    boolean complete,
    String reached,
    Input input,
    String from,
    String until,
    String warmUp,
    String order,
    String newestPlausible,
    Map<String, Long> time,
    Text rules,
    Text policy,
    String output,
    String savepoint,
    Map<String, Long> counts) {
  public static final int FORMAT = 1;
  public static final String FILE = "replay-manifest.json";

  /** One of {@code directory} with {@code files} and {@code partitions} is set. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Input(
      String directory,
      List<InputDigests.Digest> files,
      String topicPrefix,
      String pinnedAt,
      List<Partition> partitions) {}

  /** A partition of the input: offsets from the first up to, but without, the last. */
  public record Partition(String topic, int partition, long from, long until) {}

  /**
   * @param file copy beside the manifest
   * @param only whether versions that were published were left out
   */
  public record Text(String file, String sha256, boolean only) {}

  private static ObjectMapper json() {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  }

  /**
   * Reads one, which must be of this format.
   *
   * @throws CommandFailure where it is not one
   */
  public static ReplayManifest read(Path file) {
    try {
      ReplayManifest manifest =
          json().readValue(TextFiles.read(file, "manifest"), ReplayManifest.class);
      if (manifest.format() != FORMAT) {
        throw new CommandFailure(
            "The manifest '%s' is of format %d; this program knows format %d."
                .formatted(file, manifest.format(), FORMAT));
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          "The manifest '" + file + "' is none: " + e.getOriginalMessage() + ".", e);
    }
  }

  /** Writes it into the directory of the results. */
  public void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), json().writeValueAsString(this) + "\n");
  }

  /** The text of a rule set or policy beside the manifest, as it was then. */
  public static String text(Path manifest, Text text, String what) {
    Path copy = manifest.toAbsolutePath().resolveSibling(text.file());
    String yaml = TextFiles.read(copy, "copy of the " + what);
    if (!digest(yaml).equals(text.sha256())) {
      throw new CommandFailure(
          ("The %s in '%s' is not the one of the replay any more; a replay by another one needs no"
                  + " manifest.")
              .formatted(what, copy));
    }
    return yaml;
  }

  /** SHA-256 of a text, in hexadecimal digits. */
  public static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
