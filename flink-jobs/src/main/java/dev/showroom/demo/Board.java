package dev.showroom.demo;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Insight;
import dev.showroom.traffic.Feed;
import dev.showroom.traffic.Sending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of the demo so far. Every thread writes what it knows, the screen reads. */
final class Board implements Feed.Listener {
  private static final int NEWEST = 200;
  private static final long RATE_NANOS = 3_000_000_000L;

  private record Sample(long nanos, long in) {}

  private final long begun = System.nanoTime();
  private final Deque<Alert> newest = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Set<String> sentLate = new HashSet<>();
  private final Set<String> late = new HashSet<>();
  private final Offers offers = new Offers();
  private String phase = "starting";
  private long simulated;
  private long in;
  private long alerts;
  private long sentBroken;
  private long dead;
  private long firstAlert;

  /**
   * @param simulated time, 0 before there is any
   * @param unintended records that came late although they were sent in time
   * @param newest alerts, the newest first
   * @param firstAlertSeconds after the start of the demo, negative before there is one
   */
  record Snapshot(
      String phase,
      long simulated,
      long in,
      long alerts,
      int late,
      int unintended,
      long dead,
      long sentBroken,
      double perSecond,
      List<Alert> newest,
      Offers.Snapshot offers,
      double firstAlertSeconds) {}

  synchronized void phase(String text) {
    phase = text;
  }

  @Override
  public synchronized void simulated(long time) {
    simulated = Math.max(simulated, time);
  }

  @Override
  public synchronized void sent(Sending.Kind kind, String origin) {
    in++;
    if (kind == Sending.Kind.LATE) {
      sentLate.add(origin);
    } else if (kind == Sending.Kind.BROKEN) {
      sentBroken++;
    }
  }

  synchronized void alert(Alert alert) {
    if (alerts++ == 0) {
      firstAlert = System.nanoTime();
    }
    newest.addFirst(alert);
    if (newest.size() > NEWEST) {
      newest.removeLast();
    }
  }

  synchronized void decision(CouponDecision decision) {
    offers.decision(decision);
  }

  synchronized void figure(Insight figure) {
    offers.figure(figure);
  }

  synchronized void late(String origin) {
    late.add(origin);
  }

  synchronized void dead() {
    dead++;
  }

  synchronized long deadLetters() {
    return dead;
  }

  synchronized Snapshot snapshot() {
    Set<String> unintended = new HashSet<>(late);
    unintended.removeAll(sentLate);
    return new Snapshot(
        phase,
        simulated,
        in,
        alerts,
        late.size(),
        unintended.size(),
        dead,
        sentBroken,
        perSecond(),
        new ArrayList<>(newest),
        offers.snapshot(),
        alerts == 0 ? -1 : (firstAlert - begun) / 1e9);
  }

  /** Over the last seconds. */
  private double perSecond() {
    long now = System.nanoTime();
    samples.addLast(new Sample(now, in));
    while (samples.size() > 2 && now - samples.peekFirst().nanos() > RATE_NANOS) {
      samples.removeFirst();
    }
    Sample oldest = samples.peekFirst();
    return now == oldest.nanos() ? 0 : (in - oldest.in()) * 1e9 / (now - oldest.nanos());
  }
}
