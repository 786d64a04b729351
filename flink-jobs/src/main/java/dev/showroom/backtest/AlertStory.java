package dev.showroom.backtest;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import java.util.List;

/**
 * What became of one alert.
 *
 * @param revisions oldest first
 */
record AlertStory(List<Alert> revisions) {
  /** As it was when it was raised: its score and reasons are those of that moment. */
  Alert raised() {
    for (Alert revision : revisions) {
      if (revision.getStatus() != AlertStatus.RETRACTED) {
        return revision;
      }
    }
    return revisions.get(0);
  }

  Alert last() {
    return revisions.get(revisions.size() - 1);
  }

  /** The newest revision that says why. */
  Alert content() {
    for (int i = revisions.size() - 1; i >= 0; i--) {
      if (revisions.get(i).getStatus() != AlertStatus.RETRACTED) {
        return revisions.get(i);
      }
    }
    return last();
  }

  boolean stands() {
    return last().getStatus() != AlertStatus.RETRACTED;
  }
}
