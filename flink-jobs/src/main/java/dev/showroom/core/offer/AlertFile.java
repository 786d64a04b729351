package dev.showroom.core.offer;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What the desk knows of one alert: which revisions it has seen, what the newest said, and in which
 * lanes it was decided. It does not say whose alert it is.
 */
public record AlertFile(
    List<Integer> seen, int newest, AlertStatus status, RetractReason reason, List<String> lanes) {
  static final AlertFile NEW = new AlertFile(List.of(), 0, null, null, List.of());

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final AlertStatus[] STATUSES = AlertStatus.values();
  private static final RetractReason[] REASONS = RetractReason.values();

  public AlertFile {
    seen = List.copyOf(seen);
    lanes = List.copyOf(lanes);
  }

  boolean hasSeen(AlertNotice revision) {
    return seen.contains(revision.revision());
  }

  boolean isRetracted() {
    return status == AlertStatus.RETRACTED;
  }

  boolean isDecided(Lane lane) {
    return lanes.contains(lane.name());
  }

  AlertFile with(AlertNotice revision) {
    List<Integer> more = new ArrayList<>(seen);
    more.add(revision.revision());
    return revision.revision() > newest
        ? new AlertFile(
            more, revision.revision(), revision.status(), revision.retractReason(), lanes)
        : new AlertFile(more, newest, status, reason, lanes);
  }

  AlertFile decidedIn(Lane lane) {
    List<String> more = new ArrayList<>(lanes);
    more.add(lane.name());
    return new AlertFile(seen, newest, status, reason, more);
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(32).number(FORM).number(seen.size());
    seen.forEach(out::number);
    out.number(newest).constant(status).constant(reason).number(lanes.size());
    lanes.forEach(out::text);
    return out.toBytes();
  }

  public static AlertFile unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an alert");
    List<Integer> seen = new ArrayList<>();
    for (int left = in.integer(); left > 0; left--) {
      seen.add(in.integer());
    }
    int newest = in.integer();
    AlertStatus status = in.constant(STATUSES);
    RetractReason reason = in.constant(REASONS);
    List<String> lanes = new ArrayList<>();
    for (int left = in.integer(); left > 0; left--) {
      lanes.add(in.text());
    }
    return new AlertFile(seen, newest, status, reason, lanes);
  }
}
