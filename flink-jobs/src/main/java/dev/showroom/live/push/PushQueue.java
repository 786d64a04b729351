package dev.showroom.live.push;

import dev.showroom.core.push.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which coupon is sent when: those that wait, in the order in which they are due, no more under way
 * than allowed, none while the circuit is open or the provider wishes to be left alone. Holds ids
 * only, and is made anew from state after a crash. All times by the clock, epoch milliseconds.
 */
final class PushQueue {
  /** Nobody tells when a circuit closes; so it is asked. */
  static final long LOOK_AGAIN = 50;

  private record Waiting(String couponId, long dueAt, long number) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::dueAt).thenComparingLong(Waiting::number));

  /** Of each coupon that waits the number of the entry that holds; older ones are passed over. */
  private final Map<String, Long> newest = new HashMap<>();

  private final Set<String> underWay = new HashSet<>();
  private final Circuit circuit;
  private final int mostUnderWay;
  private long number;
  private long quietUntil;

  PushQueue(Circuit circuit, int mostUnderWay) {
    this.circuit = circuit;
    this.mostUnderWay = mostUnderWay;
  }

  /** Puts a coupon in its place, or in another one; none that is under way. */
  void add(String couponId, long dueAt) {
    newest.put(couponId, ++number);
    waiting.add(new Waiting(couponId, dueAt, number));
  }

  boolean isUnderWay(String couponId) {
    return underWay.contains(couponId);
  }

  int underWay() {
    return underWay.size();
  }

  int waiting() {
    return newest.size();
  }

  /** Who is sent now, if anybody; that it was must then be told. */
  Optional<String> next(long now) {
    Waiting first = first();
    if (first == null
        || first.dueAt() > now
        || underWay.size() >= mostUnderWay
        || now < quietUntil
        || !circuit.letsPass()) {
      return Optional.empty();
    }
    waiting.poll();
    newest.remove(first.couponId());
    underWay.add(first.couponId());
    return Optional.of(first.couponId());
  }

  private Waiting first() {
    while (!waiting.isEmpty()
        && newest.getOrDefault(waiting.peek().couponId(), 0L) != waiting.peek().number()) {
      waiting.poll();
    }
    return waiting.peek();
  }

  /** It was not sent after all: there was nothing to send any more. */
  void skipped(String couponId) {
    underWay.remove(couponId);
    circuit.saysNothing();
  }

  void answered(String couponId, Verdict verdict) {
    underWay.remove(couponId);
    quietUntil = Math.max(quietUntil, verdict.notBefore());
    if (verdict.kind() != Verdict.Kind.AGAIN) {
      circuit.wentWell();
    } else if (verdict.counts()) {
      circuit.wentWrong();
    } else {
      circuit.saysNothing();
    }
  }

  /** When to ask for the {@link #next} again, if no answer comes before. */
  Optional<Long> lookAgainAt(long now) {
    Waiting first = first();
    if (first == null || underWay.size() >= mostUnderWay) {
      return Optional.empty();
    }
    long due = Math.max(first.dueAt(), quietUntil);
    return Optional.of(due > now ? due : now + LOOK_AGAIN);
  }
}
