package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.IsoTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a live job takes over from a replay that ended in a savepoint: the state, and from where on
 * the topics have what is not in it. Behind a replay of topics that is the very next offset of each
 * partition. Behind a replay of files it is a moment before the newest event in them, by the
 * brokers' stamps: what is in both is told apart by its id, as any duplicate.
 *
 * @param savepoint directory of Flink's
 */
public record Seam(Path savepoint, OffsetsInitializer offsets) {
  /** What a job must know however old it is; rules and policies it reads whole in any case. */
  private static final List<InTopic> STANDING =
      List.of(InTopic.PRODUCTS, InTopic.CUSTOMERS, InTopic.IDENTITY_LINKS, InTopic.ERASURES);

  /**
   * @param directory output of a replay with {@code --savepoint}
   * @param warn is told a sentence where something published long ago will not be known
   * @throws CommandFailure where it has none that this deployment can go on from
   */
  public static Seam of(Path directory, RunConfig config, Consumer<String> warn) {
    Path file = directory.resolve(ReplayManifest.FILE);
    ReplayManifest manifest = ReplayManifest.read(file);
    if (manifest.savepoint() == null) {
      throw new CommandFailure(
          "The replay in '" + directory + "' ended without a savepoint; give it --savepoint.");
    }
    Path savepoint = directory.toAbsolutePath().resolve(manifest.savepoint()).normalize();
    if (!Files.exists(savepoint.resolve("_metadata"))) {
      throw new CommandFailure("The savepoint " + savepoint + " is not there, or is not whole.");
    }
    ReplayManifest.Input input = manifest.input();
    if (input.partitions() == null) {
      if (manifest.reached() == null) {
        throw new CommandFailure(
            "No record of the replay in '"
                + directory
                + "' could be read, so there is no time to go on from; start without its"
                + " savepoint.");
      }
      List<String> unknown = notIn(input);
      if (!unknown.isEmpty()) {
        warn.accept(
            "the files of the replay hold no "
                + String.join(", ", unknown)
                + "; of those in Kafka, what is older than the newest event of the files is not"
                + " read.");
      }
      long from = IsoTime.parse(manifest.reached()) - config.time().futureTolerance().toMillis();
      return new Seam(savepoint, OffsetsInitializer.timestamp(from));
    }
    if (!input.topicPrefix().equals(config.kafka().topicPrefix())) {
      throw new CommandFailure(
          "The savepoint is of topics with prefix '%s', and the configuration says '%s'."
              .formatted(input.topicPrefix(), config.kafka().topicPrefix()));
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    input
        .partitions()
        .forEach(p -> offsets.put(new TopicPartition(p.topic(), p.partition()), p.until()));
    return new Seam(savepoint, OffsetsInitializer.offsets(offsets, OffsetResetStrategy.EARLIEST));
  }

  private static List<String> notIn(ReplayManifest.Input input) {
    return STANDING.stream()
        .map(InTopic::topic)
        .filter(
            stream ->
                input.files().stream()
                    .noneMatch(
                        file ->
                            file.name().startsWith(stream + ".")
                                || file.name().startsWith(stream + "/")))
        .toList();
  }
}
