package dev.showroom.history;

import dev.showroom.common.Build;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.codec.IsoTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a manifest asks for: exactly what was replayed then. */
public final class ManifestRequest {
  private ManifestRequest() {}

  /**
   * @param config where Kafka is; null where none is needed
   * @param warn is told what may make a difference and need not
   * @throws CommandFailure where the same cannot be replayed any more
   */
  public static ReplayRequest of(
      Path file,
      RunConfig config,
      Path output,
      String outputPrefix,
      double speed,
      int parallelism,
      Consumer<String> warn) {
    ReplayManifest manifest = ReplayManifest.read(file);
    if (!manifest.build().equals(Build.version())) {
      warn.accept(
          "the manifest was written by build '%s', and this is '%s': the results may differ."
              .formatted(manifest.build(), Build.version()));
    }
    if (!manifest.complete()) {
      warn.accept("the manifest is of a partial replay; this one goes on to the end of its input.");
    }
    ReplayManifest.Input input = manifest.input();
    boolean kafka = input.partitions() != null;
    if ((kafka || outputPrefix != null) && config == null) {
      throw new CommandFailure(
          "The manifest '" + file + "' is of topics; --config must say where Kafka is.");
    }
    if (kafka && !config.kafka().topicPrefix().equals(input.topicPrefix())) {
      throw new CommandFailure(
          "The manifest '%s' is of topics with prefix '%s', and the configuration says '%s'."
              .formatted(file, input.topicPrefix(), config.kafka().topicPrefix()));
    }
    RunConfig.Time time = TimeSettings.ofMillis(manifest.time());
    return new ReplayRequest(
        config,
        kafka ? null : Path.of(input.directory()),
        kafka ? pinned(input.partitions()) : null,
        kafka ? null : input.files(),
        output,
        outputPrefix,
        manifest.from() == null ? Long.MIN_VALUE : IsoTime.parse(manifest.from()),
        manifest.until() == null ? Long.MAX_VALUE : IsoTime.parse(manifest.until()),
        manifest.warmUp() == null ? null : Duration.parse(manifest.warmUp()),
        manifest.order().equals(ReplayOrder.ARRIVAL.title())
            ? ReplayOrder.ARRIVAL
            : ReplayOrder.EVENT_TIME,
        time,
        ReplayRules.ofText(
            ReplayManifest.text(file, manifest.rules(), "rules"), manifest.rules().only()),
        ReplayPolicies.ofText(
            ReplayManifest.text(file, manifest.policy(), "policy"), manifest.policy().only()),
        IsoTime.parse(manifest.newestPlausible()) - time.futureTolerance().toMillis(),
        speed,
        parallelism,
        manifest.savepoint() != null);
  }

  private static List<PinnedPartition> pinned(List<ReplayManifest.Partition> partitions) {
    return partitions.stream()
        .map(p -> new PinnedPartition(p.topic(), p.partition(), p.from(), p.until()))
        .toList();
  }
}
