package dev.showroom.core.offer;

import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.AlertNotice;
import java.time.Duration;

/** Knows each alert for 60 days after it was raised, so that none is decided twice. */
class AlertFiles {
  static final long KEPT_MILLIS = Duration.ofDays(60).toMillis();

  private final DeskStore store;
  private final KeyDigest digest = new KeyDigest();

  AlertFiles(DeskStore store) {
    this.store = store;
  }

  AlertFile of(AlertNotice alert) {
    AlertFile file = store.alerts().get(digest.of(alert.alertId()));
    return file == null ? AlertFile.NEW : file;
  }

  /**
   * Takes note of a revision.
   *
   * @return false for one that was seen before
   */
  boolean take(AlertNotice revision, long now) {
    String key = digest.of(revision.alertId());
    AlertFile file = store.alerts().get(key);
    if (file == null) {
      if (isHistory(revision, now)) {
        return true;
      }
      file = AlertFile.NEW;
      Due forget = Due.after(revision.raisedAt() + KEPT_MILLIS, Due.Chore.FORGET_ALERT, key);
      store.hold(Math.max(forget.time(), now + 1), forget);
    } else if (file.hasSeen(revision)) {
      return false;
    }
    store.alerts().put(key, file.with(revision));
    return true;
  }

  /** Whether it may have been decided and forgotten since: it is decided no more. */
  boolean isHistory(AlertNotice alert, long now) {
    return alert.raisedAt() + KEPT_MILLIS < now;
  }

  void decided(AlertNotice alert, Lane lane) {
    store.alerts().put(digest.of(alert.alertId()), of(alert).decidedIn(lane));
  }

  void forget(String key) {
    store.alerts().remove(key);
  }
}
