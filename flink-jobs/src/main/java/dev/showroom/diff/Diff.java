package dev.showroom.diff;

import dev.showroom.schemas.LateEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Compares the alerts of a live run with those of a replay of what it had read. */
public final class Diff {
  private Diff() {}

  /**
   * @param live directory with alerts.jsonl, or such a file
   * @param late file of the live run's late events; null for the one beside its alerts
   * @param until when the replay ended, event time; null for the newest moment that it tells of
   * @throws dev.showroom.common.CommandFailure where something cannot be read
   */
  public static Difference of(Path live, Path replay, Path late, Instant until) {
    List<LateEvent> lateInLive = new ArrayList<>(AlertFiles.lateBeside(live));
    if (late != null) {
      lateInLive = AlertFiles.late(late);
    }
    return Comparing.of(
        Side.of("live run", AlertFiles.alerts(live), lateInLive, null),
        Side.of("replay", AlertFiles.alerts(replay), AlertFiles.lateBeside(replay), until));
  }
}
