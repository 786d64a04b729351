package dev.showroom.live;

import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What tests need that kill a job and let it go on. */
final class KilledJob {
  private KilledJob() {}

  /** The newest whole checkpoint. */
  static Optional<Path> latestCheckpoint(Path directory) {
    try {
      return LatestCheckpoint.in(directory);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // Looked at while it was being tidied.
    }
  }

  /**
   * Something that happened more than a day after the last event: event time passes it, and with it
   * the moment at which customers who wait for the tills look again. What is decided in that day is
   * left out.
   */
  static List<Keyed> closing(long end, Duration lateness) {
    Instant time = Instant.ofEpochMilli(end).plus(lateness).plus(Duration.ofDays(1));
    return List.of(
        new Keyed(
            InTopic.FEED_PROGRESS,
            "store:closing",
            FeedProgress.newBuilder()
                .setEventId("closing")
                .setEventTime(time)
                .setFeed("store:closing")
                .setCompleteThrough(time)
                .build()));
  }
}
