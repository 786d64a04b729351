package dev.showroom.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.schemas.codec.InTopic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a world as JSON Lines files, one for each stream that has events, with {@code truth.jsonl}
 * and, where garbage was asked for, {@code garbage.jsonl}; the last two are never compressed.
 */
public final class WorldWriter {
  public static final String TRUTH_FILE = "truth.jsonl";
  public static final String GARBAGE_FILE = "garbage.jsonl";

  private static final int LINES_AT_ONCE = 16_384;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileOptions options;
  private final LongConsumer progress;
  private final List<String> garbage = new ArrayList<>();
  private long written;

  /**
   * @param progress told now and then how many lines are written
   */
  public WorldWriter(FileOptions options, LongConsumer progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * @param directory must exist, and should be empty
   */
  public void write(SimulatedWorld world, Path directory) throws IOException {
    for (Map.Entry<InTopic, List<SimulatedEvent>> stream : byTopic(world).entrySet()) {
      InTopic topic = stream.getKey();
      String file = topic.file() + (options.gzip() ? ".gz" : "");
      write(
          directory.resolve(file), LinePlan.of(topic, stream.getValue(), options, world.options()));
    }
    writeText(
        directory.resolve(TRUTH_FILE), world.truth().stream().map(TruthLabel::toJson).toList());
    if (options.garbage() > 0) {
      writeText(directory.resolve(GARBAGE_FILE), garbage);
    }
  }

  private static Map<InTopic, List<SimulatedEvent>> byTopic(SimulatedWorld world) {
    Map<InTopic, List<SimulatedEvent>> topics = new EnumMap<>(InTopic.class);
    for (SimulatedEvent event : world.events()) {
      topics.computeIfAbsent(event.topic(), topic -> new ArrayList<>()).add(event);
    }
    return topics;
  }

  private void write(Path file, List<LinePlan.Line> lines) throws IOException {
    try (OutputStream out = open(file)) {
      for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
        List<LinePlan.Line> some =
            lines.subList(from, Math.min(from + LINES_AT_ONCE, lines.size()));
        // Formatting is the slow part; the order of the list is kept.
        for (byte[] bytes : some.parallelStream().map(LinePlan.Line::bytes).toList()) {
          out.write(bytes);
          out.write('\n');
        }
        written += some.size();
        progress.accept(written);
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).garbage() != null) {
        note(file.getFileName() + ":" + (i + 1), lines.get(i).garbage());
      }
    }
  }

  private void note(String origin, GarbageKind kind) {
    garbage.add(
        JSON.createObjectNode()
            .put("origin", origin)
            .put("kind", kind.name())
            .put("reason", kind.reason().name())
            .toString());
  }

  private OutputStream open(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return options.gzip()
        ? new BufferedOutputStream(new GZIPOutputStream(out, 1 << 16), 1 << 16)
        : new BufferedOutputStream(out, 1 << 16);
  }

  private static void writeText(Path file, List<String> lines) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (String line : lines) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
  }
}
