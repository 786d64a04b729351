package dev.showroom.diff;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Compares the alerts of a live run with those of a replay of what it had read. */
public final class Diff {
  private Diff() {}

  /**
   * What one run left behind.
   *
   * @param alerts every revision, in any order, at least once
   */
  public record Records(List<Alert> alerts, List<LateEvent> late) {}

  /**
   * @param place directory with alerts.jsonl and late-events.jsonl, or a file of alerts
   * @param late file of late events; null for the one beside the alerts, if there is one
   * @throws dev.showroom.common.CommandFailure where something cannot be read
   */
  public static Records read(Path place, Path late) {
    return new Records(
        AlertFiles.alerts(place),
        late == null ? AlertFiles.lateBeside(place) : AlertFiles.late(late));
  }

  /**
   * @param liveUntil when the live run ended, event time; null for the newest moment that it tells
   *     of
   * @param until the same of the replay
   */
  public static Difference of(Records live, Records replay, Instant liveUntil, Instant until) {
    return Comparing.of(
        Side.of("live run", live.alerts(), live.late(), liveUntil),
        Side.of("replay", replay.alerts(), replay.late(), until));
  }

  /**
   * @param live directory with alerts.jsonl, or such a file
   * @param late file of the live run's late events; null for the one beside its alerts
   * @param until when the replay ended, event time; null for the newest moment that it tells of
   * @throws dev.showroom.common.CommandFailure where something cannot be read
   */
  public static Difference of(Path live, Path replay, Path late, Instant until) {
    return of(read(live, late), read(replay, null), null, until);
  }
}
