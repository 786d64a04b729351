package dev.showroom.traffic;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the simulated shops have still to send: a schedule, and what shoppers do about offers, which
 * adds to it and takes away from it while it is being sent. For use by several threads.
 */
public final class Agenda {
  private final Deque<Sending> planned;
  private final PriorityQueue<Sending> added =
      new PriorityQueue<>(Comparator.comparingLong(Sending::due));
  private final Set<SpecificRecord> withdrawn = new HashSet<>();
  private long now = Long.MIN_VALUE;

  /**
   * @param planned in the order in which they are due
   */
  public Agenda(List<Sending> planned) {
    this.planned = new ArrayDeque<>(planned);
  }

  /** The next that is due at {@code time}, which it is now; null if there is none. */
  synchronized Sending takeDueBy(long time) {
    now = Math.max(now, time);
    Sending next = first();
    return next == null || next.due() > time ? null : remove(next);
  }

  /** When the next is due; {@link Long#MAX_VALUE} if nothing is left. */
  synchronized long nextDue() {
    Sending next = first();
    return next == null ? Long.MAX_VALUE : next.due();
  }

  /** Simulated time that it was last asked for. */
  synchronized long now() {
    return now;
  }

  /**
   * What a shopper does otherwise than was planned.
   *
   * @param more to be sent; what is due already is sent at once
   * @param not records that are not to be sent, unless they were
   */
  synchronized void change(Collection<Sending> more, Collection<SpecificRecord> not) {
    withdrawn.addAll(not);
    added.removeIf(sending -> withdrawn.remove(sending.record()));
    for (Sending sending : more) {
      // What was taken back, and stands in the plan yet, is just not taken back any more.
      if (!withdrawn.remove(sending.record())) {
        added.add(sending);
      }
    }
  }

  private Sending first() {
    while (!planned.isEmpty() && isWithdrawn(planned.peek())) {
      planned.remove();
    }
    Sending plan = planned.peek();
    Sending more = added.peek();
    return plan == null || more != null && more.due() < plan.due() ? more : plan;
  }

  private boolean isWithdrawn(Sending sending) {
    return sending.record() != null && !withdrawn.isEmpty() && withdrawn.remove(sending.record());
  }

  private Sending remove(Sending next) {
    return next == planned.peek() ? planned.remove() : added.remove();
  }
}
