package dev.showroom.diff;

import dev.showroom.core.History;
import dev.showroom.diff.Row.Verdict;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.IsoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Compares by alert: what its last revision says. How many revisions led to it may differ only
 * where something was late.
 */
final class Comparing {
  private static final String REVISION = "revision";
  private static final List<String> WHEN = List.of("decidedAt");

  /** What is not here, such as a profile or a link, holds until something else is said. */
  private static final Map<String, Duration> LOOK_BACK =
      Map.of(
          InTopic.BROWSING.topic(), History.LOOK_BACK,
          InTopic.STORE_VISITS.topic(), History.LOOK_BACK,
          InTopic.PURCHASES.topic(), History.LONG_LOOK_BACK,
          InTopic.RETURNS.topic(), History.LONG_LOOK_BACK);

  private static final Duration AS_LONG_AS_IT_HOLDS = Duration.ofDays(36_500);

  private final Side live;
  private final Side replay;
  private final List<Row> rows = new ArrayList<>();

  private Comparing(Side live, Side replay) {
    this.live = live;
    this.replay = replay;
  }

  static Difference of(Side live, Side replay) {
    return new Comparing(live, replay).compare();
  }

  private Difference compare() {
    TreeSet<String> ids = new TreeSet<>(live.lives().keySet());
    ids.addAll(replay.lives().keySet());
    for (String id : ids) {
      AlertLife one = live.lives().get(id);
      AlertLife other = replay.lives().get(id);
      if (one == null) {
        addMissing(other, replay, live);
      } else if (other == null) {
        addMissing(one, live, replay);
      } else {
        addDiffering(one, other);
      }
    }
    rows.sort(Comparator.comparing(Row::verdict).thenComparing(Row::alertId));
    return new Difference(
        live.lives().size(),
        replay.lives().size(),
        live.copies(),
        replay.copies(),
        ids.size() - rows.size(),
        List.copyOf(rows));
  }

  // ---- on one side only

  private void addMissing(AlertLife life, Side has, Side lacks) {
    Alert last = life.last();
    Instant raised = life.first().getDecidedAt();
    LateEvent cause = has.causeOf(last.getAlertId(), life.standsSince());
    if (raised.isAfter(lacks.end())) {
      add(life, has, Verdict.OPEN, open(lacks));
    } else if (last.getStatus() == AlertStatus.RETRACTED && cause != null) {
      add(life, has, Verdict.EXPLAINED, "raised and taken back: " + late(cause));
    } else {
      LateEvent refused = refusedOf(raised, last);
      if (refused != null) {
        add(life, has, Verdict.EXPLAINED, late(refused));
      } else {
        add(life, has, Verdict.UNEXPLAINED, "the " + lacks.name() + " has no such alert");
      }
    }
  }

  private void add(AlertLife life, Side has, Verdict verdict, String reason) {
    String words = words(life);
    rows.add(
        row(life.last(), has == live ? words : "-", has == live ? "-" : words, List.of(), verdict)
            .apply(reason));
  }

  // ---- on both sides

  private void addDiffering(AlertLife one, AlertLife other) {
    List<String> fields = differing(one.last(), other.last());
    boolean sameLife = List.copyOf(one.all()).equals(List.copyOf(other.all()));
    if (sameLife) {
      return;
    }
    LateEvent cause = causeOf(one.last().getAlertId(), one.differsFrom(other));
    boolean sameStatus = one.last().getStatus() == other.last().getStatus();
    if (fields.isEmpty()) {
      // The end is the same, and the way to it is not.
      List<String> what = List.of("revisions");
      if (cause != null) {
        add(one, other, what, Verdict.EXPLAINED, "the same in the end: " + late(cause));
      } else {
        add(one, other, what, Verdict.UNEXPLAINED, "other revisions, and nothing was late");
      }
      return;
    }
    Side early = endedBefore(one.last(), other.last());
    LateEvent refused =
        refusedOf(
            earlier(one.first(), other.first()).getDecidedAt(), later(one.last(), other.last()));
    LateEvent report = fields.equals(WHEN) ? reportBehind(one.last(), other.last()) : null;
    if (early != null) {
      add(one, other, fields, Verdict.OPEN, open(early));
    } else if (sameStatus && cause != null) {
      add(one, other, fields, Verdict.EXPLAINED, late(cause));
    } else if (sameStatus && report != null) {
      add(one, other, fields, Verdict.EXPLAINED, "a till's report came late: " + late(report));
    } else if (refused != null) {
      add(one, other, fields, Verdict.EXPLAINED, late(refused));
    } else {
      add(
          one,
          other,
          fields,
          Verdict.UNEXPLAINED,
          sameStatus ? "no late event names it" : "another last status");
    }
  }

  /** The side that had ended when the other one decided; null where neither had. */
  private Side endedBefore(Alert ofLive, Alert ofReplay) {
    if (ofReplay.getDecidedAt().isAfter(live.end())) {
      return live;
    }
    return ofLive.getDecidedAt().isAfter(replay.end()) ? replay : null;
  }

  private void add(
      AlertLife one, AlertLife other, List<String> fields, Verdict verdict, String reason) {
    rows.add(row(one.last(), words(one), words(other), fields, verdict).apply(reason));
  }

  private static List<String> differing(Alert one, Alert other) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : Alert.SCHEMA$.getFields()) {
      if (!field.name().equals(REVISION)
          && !Objects.equals(one.get(field.pos()), other.get(field.pos()))) {
        fields.add(field.name());
      }
    }
    return fields;
  }

  // ---- reasons

  /** What is the same on both sides before something differs was said of by other events. */
  private LateEvent causeOf(String alertId, int fromRevision) {
    LateEvent cause = live.causeOf(alertId, fromRevision);
    return cause == null ? replay.causeOf(alertId, fromRevision) : cause;
  }

  /**
   * A till's report that was there in time for the one side's decision and came after it on the
   * other: "did not buy" waits for the tills, so that the other decided later. Such a record is
   * about no customer, and names no alert.
   */
  private LateEvent reportBehind(Alert ofLive, Alert ofReplay) {
    boolean liveIsLater = ofLive.getDecidedAt().isAfter(ofReplay.getDecidedAt());
    Instant first = (liveIsLater ? ofReplay : ofLive).getDecidedAt();
    for (LateEvent event : (liveIsLater ? live : replay).late()) {
      if (event.getStream().equals(InTopic.FEED_PROGRESS.topic())
          && !event.getEventTime().isAfter(first)
          && !event.getWatermark().isBefore(first)) {
        return event;
      }
    }
    return null;
  }

  private static Alert later(Alert one, Alert other) {
    return one.getDecidedAt().isAfter(other.getDecidedAt()) ? one : other;
  }

  private static Alert earlier(Alert one, Alert other) {
    return later(one, other) == one ? other : one;
  }

  /**
   * A record that was refused on one side, and not on the other, names the alert's customer, and is
   * of a time that the alert's decisions look back to.
   */
  private LateEvent refusedOf(Instant raised, Alert last) {
    LateEvent refused = refusedOf(raised, last, live, replay);
    return refused == null ? refusedOf(raised, last, replay, live) : refused;
  }

  private static LateEvent refusedOf(Instant raised, Alert last, Side here, Side there) {
    for (LateEvent event : here.late()) {
      if (isRefused(event)
          && !event.getEventTime().isAfter(last.getDecidedAt())
          && !event.getEventTime().isBefore(raised.minus(lookBack(event)))
          && Naming.of(event.getPayload(), last.getCustomerId())
          && there.late().stream().noneMatch(other -> isRefused(other) && isSame(event, other))) {
        return event;
      }
    }
    return null;
  }

  /** How long before an alert what such a record says can count. */
  private static Duration lookBack(LateEvent event) {
    return LOOK_BACK.getOrDefault(event.getStream(), AS_LONG_AS_IT_HOLDS);
  }

  private static boolean isRefused(LateEvent event) {
    return event.getReason() == LateReason.REFUSED_BEYOND_HORIZON;
  }

  private static boolean isSame(LateEvent one, LateEvent other) {
    return one.getStream().equals(other.getStream())
        && one.getEventTime().equals(other.getEventTime())
        && one.getPayload().equals(other.getPayload());
  }

  private static String late(LateEvent event) {
    return "late event %s of %s%s"
        .formatted(
            event.getOrigin(),
            IsoTime.format(event.getEventTime().toEpochMilli()),
            event.getReason() == LateReason.REFUSED_BEYOND_HORIZON
                ? ", refused beyond the horizon"
                : "");
  }

  private static String open(Side side) {
    return "open: the %s ends before, at %s"
        .formatted(side.name(), IsoTime.format(side.end().toEpochMilli()));
  }

  private static String words(AlertLife life) {
    Alert last = life.last();
    return "%s%s %s, revision %d"
        .formatted(
            last.getStatus(),
            last.getRetractReason() == null ? "" : " " + last.getRetractReason(),
            IsoTime.format(last.getDecidedAt().toEpochMilli()),
            last.getRevision());
  }

  private static java.util.function.Function<String, Row> row(
      Alert alert, String live, String replay, List<String> fields, Verdict verdict) {
    return reason ->
        new Row(
            alert.getAlertId(),
            alert.getPattern(),
            alert.getCustomerId(),
            live,
            replay,
            fields,
            verdict,
            reason);
  }
}
