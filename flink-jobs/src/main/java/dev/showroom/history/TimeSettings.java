package dev.showroom.history;

import dev.showroom.config.RunConfig;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The settings of time that a replay depends on, as numbers for its manifest. */
final class TimeSettings {
  private static final String LATENESS = "lateness-bound.";

  private TimeSettings() {}

  /** Milliseconds by the names that the configuration has for them. */
  static Map<String, Long> toMillis(RunConfig.Time time) {
    Map<String, Long> millis = new TreeMap<>();
    millis.put("lateness-bound", time.latenessBound().toMillis());
    millis.put("correction-horizon", time.correctionHorizon().toMillis());
    millis.put("future-tolerance", time.futureTolerance().toMillis());
    millis.put("quiet-after", time.quietAfter().toMillis());
    millis.put("idle-after", time.idleAfter().toMillis());
    for (InTopic stream : InTopic.values()) {
      millis.put(LATENESS + stream.topic(), time.latenessBound(stream).toMillis());
    }
    return millis;
  }

  static RunConfig.Time ofMillis(Map<String, Long> millis) {
    Map<InTopic, Duration> lateness = new EnumMap<>(InTopic.class);
    for (InTopic stream : InTopic.values()) {
      lateness.put(stream, duration(millis, LATENESS + stream.topic()));
    }
    RunConfig.Time defaults = RunConfig.defaults().time();
    return new RunConfig.Time(
        duration(millis, "lateness-bound"),
        lateness,
        duration(millis, "correction-horizon"),
        duration(millis, "future-tolerance"),
        duration(millis, "quiet-after"),
        duration(millis, "idle-after"),
        defaults.alignmentDrift());
  }

  private static Duration duration(Map<String, Long> millis, String name) {
    return Duration.ofMillis(millis.getOrDefault(name, 0L));
  }
}
