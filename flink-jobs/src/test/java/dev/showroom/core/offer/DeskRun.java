package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.CouponState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A world on its way to a desk: in some order of arrival, with duplicates, late inputs and crashes.
 * After a crash the desk goes on from a checkpoint; decisions told since are undone, as a
 * transaction would undo them, and coupons stay sent, all of them or some.
 */
final class DeskRun {
  /** How a desk is put together. */
  interface Assembly {
    DeskParts of(
        DeskStore store, Function<Collection<PolicyText>, PolicyBook> reader, Consumer<Notice> out);
  }

  static final Assembly RIGHT =
      (store, reader, out) -> new DeskParts(store, reader, out, DeskObserver.NONE);

  /** An input, and when the desk took it. */
  record Taken(long time, DeskInput input) {}

  private record Arrival(DeskInput input, long time, boolean late) {}

  final DeskWorld world;

  /** As the ledger has it: without what was undone. */
  final List<Notice> told = new ArrayList<>();

  final List<Taken> taken = new ArrayList<>();

  /** Coupons that were sent before their decisions were undone, and how much was told then. */
  final Map<String, Integer> ahead = new HashMap<>();

  /** Each coupon as it was sent first, whatever was undone. */
  final Map<String, CouponNotice> sent = new HashMap<>();

  /** Coupons that were sent twice, with another content the second time. */
  final List<CouponNotice> altered = new ArrayList<>();

  private final Dice dice;
  private final Assembly assembly;
  private double lateShare;
  private int crashesLeft;
  private boolean losesSome;
  private boolean adopts = true;
  private MemoryDeskStore store = new MemoryDeskStore();
  private Desk desk;
  private long watermark = Long.MIN_VALUE;

  DeskRun(DeskWorld world, long seed, Assembly assembly) {
    this.world = world;
    this.dice = new Dice(seed);
    this.assembly = assembly;
  }

  static DeskRun punctual(DeskWorld world, long seed) {
    return new DeskRun(world, seed, RIGHT);
  }

  DeskRun late(double share) {
    lateShare = share;
    return this;
  }

  /**
   * @param some whether of the coupons told since the checkpoint only some were sent, else they
   *     were sent up to some point
   */
  DeskRun crashing(int times, boolean some) {
    crashesLeft = times;
    losesSome = some;
    return this;
  }

  DeskRun withoutAdoption() {
    adopts = false;
    return this;
  }

  DeskRun run() {
    open();
    List<Arrival> arrivals = shuffled(arrivals());
    int at = 0;
    int crashAt = crashesLeft > 0 ? dice.below(arrivals.size()) : -1;
    Checkpoint checkpoint = new Checkpoint(0);
    while (at < arrivals.size()) {
      take(arrivals.get(at++));
      if (dice.chance(0.4)) {
        advance(newestSafe(arrivals, at));
      }
      if (dice.chance(0.1)) {
        checkpoint = new Checkpoint(at);
      }
      if (at > crashAt && crashesLeft > 0) {
        crashesLeft--;
        arrivals = again(checkpoint, arrivals);
        at = 0;
        checkpoint = new Checkpoint(0);
        crashAt = arrivals.isEmpty() ? 0 : dice.below(arrivals.size());
      }
    }
    advance(DeskWorld.START + 150 * DAY);
    return this;
  }

  /** What would be restored. */
  private final class Checkpoint {
    final int arrived;
    final MemoryDeskStore held = store.copy();
    final int toldThen = told.size();
    final int takenThen = taken.size();

    Checkpoint(int arrived) {
      this.arrived = arrived;
    }
  }

  private List<Arrival> again(Checkpoint checkpoint, List<Arrival> arrivals) {
    List<Notice> undone = told.subList(checkpoint.toldThen, told.size());
    List<CouponNotice> issued =
        undone.stream()
            .filter(CouponNotice.class::isInstance)
            .map(CouponNotice.class::cast)
            .filter(coupon -> coupon.state() == CouponState.ISSUED)
            .toList();
    int sentUpTo = dice.below(issued.size() + 1);
    for (int i = 0; i < issued.size(); i++) {
      CouponNotice coupon = issued.get(i);
      boolean wasSent = losesSome ? dice.chance(0.6) : i < sentUpTo;
      if (!wasSent && ahead.get(coupon.couponId()) == null) {
        sent.remove(coupon.couponId());
      }
    }
    undone.clear();
    taken.subList(checkpoint.takenThen, taken.size()).clear();
    store = checkpoint.held.copy();
    watermark = Long.MIN_VALUE;
    open();
    if (adopts) {
      for (CouponNotice coupon : sent.values()) {
        if (store.promises().get(coupon.couponId()) == null) {
          desk.adopt(coupon, watermark);
          if (store.promises().get(coupon.couponId()) != null) {
            ahead.put(coupon.couponId(), told.size());
          }
        }
      }
    }
    return shuffled(new ArrayList<>(arrivals.subList(checkpoint.arrived, arrivals.size())));
  }

  private void open() {
    desk = new Desk(assembly.of(store, world::book, this::tell));
  }

  private void tell(Notice notice) {
    told.add(notice);
    if (notice instanceof CouponNotice coupon && coupon.state() == CouponState.ISSUED) {
      CouponNotice before = sent.putIfAbsent(coupon.couponId(), coupon);
      if (before != null && !before.equals(coupon)) {
        altered.add(coupon);
      }
    }
  }

  private void take(Arrival arrival) {
    desk.accept(arrival.input(), watermark);
  }

  private void advance(long to) {
    while (store.nextTime() <= to) {
      long now = store.nextTime();
      for (byte[] packed : store.held(now)) {
        DeskInput input = DeskInput.unpack(packed);
        if (!(input instanceof Due)) {
          taken.add(new Taken(now, input));
        }
      }
      desk.advance(now);
    }
    watermark = Math.max(watermark, to);
  }

  /** Up to which the watermark may go, as nothing punctual is to come at or behind it. */
  private long newestSafe(List<Arrival> arrivals, int from) {
    long next = Long.MAX_VALUE;
    for (Arrival arrival : arrivals.subList(from, arrivals.size())) {
      if (!arrival.late()) {
        next = Math.min(next, arrival.time());
      }
    }
    if (next == Long.MAX_VALUE) {
      return DeskWorld.START;
    }
    return next == Long.MIN_VALUE ? next : next - 1;
  }

  private List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    for (PolicyText text : world.texts()) {
      arrivals.add(new Arrival(new DeskInput.Announced(text), text.inForceFrom(), false));
    }
    for (ProductVersion product : world.products) {
      arrivals.add(new Arrival(new DeskInput.Announced(product), product.from(), false));
    }
    for (DeskInput input : world.inputs) {
      boolean late = dice.chance(lateShare);
      arrivals.add(new Arrival(input, input.time(), late));
      if (dice.chance(0.15)) {
        arrivals.add(new Arrival(input, input.time(), true));
      }
    }
    return arrivals;
  }

  private List<Arrival> shuffled(List<Arrival> arrivals) {
    long jitter = dice.of(1, HOUR, DAY);
    Map<Arrival, Long> at = new IdentityHashMap<>();
    for (Arrival arrival : arrivals) {
      long delay = arrival.late() ? dice.between(0, 5 * DAY) : dice.between(0, jitter);
      boolean always = arrival.time() == Long.MIN_VALUE;
      at.put(arrival, always ? dice.between(0, jitter) : arrival.time() + delay);
    }
    arrivals.sort(Comparator.comparing(at::get));
    return arrivals;
  }
}
