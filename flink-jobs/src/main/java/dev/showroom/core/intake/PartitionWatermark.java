package dev.showroom.core.intake;

import java.time.Duration;

/**
 * How far event time has come in one partition.
 *
 * <ul>
 *   <li>While records come: the newest event time less the stream's lateness bound.
 *   <li>Quiet, and event time was the time of day: it follows the clock, so that an alert that is
 *       due leaves without waiting for the next event.
 *   <li>Quiet for long otherwise (history is being loaded, or nothing has come yet): idle, so that
 *       this partition holds nobody up and no deadline is taken for passed. Long, because a
 *       partition whose backlog is being fetched may be silent for a while too, and what it brings
 *       then must not be late.
 * </ul>
 *
 * <p>The clocks are the caller's: those of the day in a live job, the times of arrival in a replay
 * of what happened.
 */
public final class PartitionWatermark {
  public static final long NONE = Long.MIN_VALUE;

  /** Event time this close to the time of day is live. */
  public static final Duration LIVE_WITHIN = Duration.ofHours(1);

  private final long quietMillis;
  private final long idleMillis;
  private long newest = NONE;
  private long bound;
  private long lastActive;
  private long watermark = NONE;
  private boolean idle;

  /**
   * @param quietMillis how long without a record is quiet
   * @param idleMillis how long without a record is idle, where event time is not the time of day
   * @param activity the clock by which quiet is measured, as it stands
   */
  public PartitionWatermark(long quietMillis, long idleMillis, long activity) {
    this.quietMillis = quietMillis;
    this.idleMillis = idleMillis;
    this.lastActive = activity;
  }

  /** A record has come; {@link #accept} in addition, if it has an event time. */
  public void active(long activity) {
    lastActive = activity;
  }

  /**
   * @param time event time
   * @param latenessMillis the bound of the record's stream
   */
  public void accept(long time, long latenessMillis) {
    if (time > newest) {
      newest = time;
      bound = latenessMillis;
    }
  }

  /** Looks at the clocks. */
  public void tick(long activity, long now) {
    long quietFor = activity - lastActive;
    boolean live = Math.max(newest, watermark) >= now - LIVE_WITHIN.toMillis();
    idle = !live && quietFor >= idleMillis;
    if (live && quietFor >= quietMillis) {
      watermark = Math.max(watermark, now - quietMillis - bound - 1);
    } else if (!idle && newest != NONE) {
      watermark = Math.max(watermark, newest - bound - 1);
    }
  }

  /** Whether it holds nobody up, as of the last {@link #tick}. */
  public boolean isIdle() {
    return idle;
  }

  /** As of the last {@link #tick}; {@link #NONE} before there is one. */
  public long watermark() {
    return watermark;
  }
}
