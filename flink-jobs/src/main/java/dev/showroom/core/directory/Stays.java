package dev.showroom.core.directory;

import dev.showroom.core.History;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Where a customer lived when, by the profiles: each holds from its own time on until the next. A
 * pure function of the set of profiles. Times are event times in epoch milliseconds.
 */
final class Stays {
  /** Longer than any household keeps a stay, which tidies up every other day at least. */
  static final long KEPT_MILLIS =
      History.LOOK_BACK.plus(History.HORIZON).plus(Duration.ofDays(4)).toMillis();

  /** A time in one household; {@code until} is exclusive. */
  record Stay(String householdId, long from, long until) {}

  private record At(long time, String eventId) {}

  private static final Comparator<At> ORDER =
      Comparator.comparingLong(At::time).thenComparing(At::eventId);

  /** Households; empty for none. */
  private final TreeMap<At, String> profiles = new TreeMap<>(ORDER);

  /** Takes a profile; false for a duplicate. */
  boolean add(ProfileStated profile) {
    String household = profile.householdId() == null ? "" : profile.householdId();
    return profiles.putIfAbsent(new At(profile.time(), profile.eventId()), household) == null;
  }

  /** In the order of time. Profiles that only repeat the household make no new stay. */
  List<Stay> all() {
    List<Stay> stays = new ArrayList<>();
    String household = "";
    long from = 0;
    for (var profile : profiles.entrySet()) {
      long time = profile.getKey().time();
      if (!profile.getValue().equals(household)) {
        add(stays, household, from, time);
        household = profile.getValue();
        from = time;
      }
    }
    add(stays, household, from, Long.MAX_VALUE);
    return stays;
  }

  private static void add(List<Stay> stays, String household, long from, long until) {
    if (!household.isEmpty() && from < until) {
      stays.add(new Stay(household, from, until));
    }
  }

  /** The household as of {@code time}, or null. */
  String householdAt(long time) {
    for (Stay stay : all()) {
      if (stay.from() <= time && time < stay.until()) {
        return stay.householdId();
      }
    }
    return null;
  }

  /**
   * Forgets, without changing what stays begin and end, the profiles that were superseded so long
   * before {@code now} that no purchase of then is kept.
   */
  void forget(long now) {
    At inForce = profiles.floorKey(new At(now - KEPT_MILLIS, "\uffff"));
    if (inForce == null) {
      return;
    }
    String household = profiles.get(inForce);
    At first = inForce;
    for (var earlier : profiles.headMap(inForce, false).descendingMap().entrySet()) {
      if (!earlier.getValue().equals(household)) {
        break;
      }
      first = earlier.getKey();
    }
    profiles.headMap(inForce, true).clear();
    if (!household.isEmpty()) {
      profiles.put(first, household);
    }
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} for never. */
  long forgetAt() {
    if (profiles.isEmpty()) {
      return Long.MAX_VALUE;
    }
    var first = profiles.firstEntry();
    At next = first.getValue().isEmpty() ? first.getKey() : profiles.higherKey(first.getKey());
    return next == null ? Long.MAX_VALUE : next.time() + KEPT_MILLIS + 1;
  }

  boolean isEmpty() {
    return profiles.isEmpty();
  }

  void pack(PackWriter out) {
    out.number(profiles.size());
    profiles.forEach((at, household) -> out.number(at.time()).text(at.eventId()).text(household));
  }

  static Stays unpack(PackReader in) {
    Stays stays = new Stays();
    for (int left = in.integer(); left > 0; left--) {
      stays.profiles.put(new At(in.number(), in.text()), in.text());
    }
    return stays;
  }
}
