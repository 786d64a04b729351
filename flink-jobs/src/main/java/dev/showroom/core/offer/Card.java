package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The card of a customer, or of a household: what was granted. It does not say whose it is. Times
 * are event times in epoch milliseconds.
 *
 * @param promises keys of those that are kept, of a customer's card: an erasure has to find them
 * @param erasedUntil for so long it is kept that the customer was erased, {@link Long#MIN_VALUE} if
 *     not
 * @param tidyAt when it is looked through next; {@link Long#MAX_VALUE} for never
 */
public record Card(List<Grant> grants, List<String> promises, long erasedUntil, long tidyAt) {
  /**
   * Of a lane. Somebody who was granted more is no person, or no household: what is looked up and
   * written for each offer must not grow for ever.
   */
  static final int MOST_GRANTS = 64;

  static final Card EMPTY = new Card(List.of(), List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  public Card {
    grants = List.copyOf(grants);
    promises = List.copyOf(promises);
  }

  boolean isErased(long now) {
    return now <= erasedUntil;
  }

  boolean isEmpty() {
    return grants.isEmpty() && promises.isEmpty() && erasedUntil == Long.MIN_VALUE;
  }

  /** With the grant, in the place of one with the same key; the oldest of too many is let go. */
  Card with(Grant grant) {
    List<Grant> next = new ArrayList<>(grants);
    next.removeIf(other -> other.isOf(grant.lane()) && other.key().equals(grant.key()));
    next.add(grant);
    if (next.stream().filter(other -> other.isOf(grant.lane())).count() > MOST_GRANTS) {
      next.remove(oldestOf(grant.lane(), next));
    }
    return new Card(next, promises, erasedUntil, tidyAt);
  }

  /** Whether there may have been more grants since then than are kept. */
  boolean mayHaveHadMore(String lane, long since) {
    return grants.stream().filter(grant -> grant.isOf(lane)).count() == MOST_GRANTS
        && oldestOf(lane, grants).time() >= since;
  }

  private static Grant oldestOf(String lane, List<Grant> grants) {
    return grants.stream()
        .filter(grant -> grant.isOf(lane))
        .min(Comparator.comparingLong(Grant::time))
        .orElseThrow();
  }

  Card withPromise(String key) {
    if (promises.contains(key)) {
      return this;
    }
    List<String> next = new ArrayList<>(promises);
    next.add(key);
    return new Card(grants, next, erasedUntil, tidyAt);
  }

  Card withoutPromise(String key) {
    List<String> next = new ArrayList<>(promises);
    next.remove(key);
    return new Card(grants, next, erasedUntil, tidyAt);
  }

  Card tidyAt(long time) {
    return new Card(grants, promises, erasedUntil, time);
  }

  /** All that is left of an erased customer. */
  Card erased(long until) {
    return new Card(List.of(), List.of(), until, tidyAt);
  }

  /** Without what is older than {@code oldest}, and without an erasure before {@code now}. */
  Card tidied(long oldest, long now) {
    return new Card(
        grants.stream().filter(grant -> grant.time() >= oldest).toList(),
        promises,
        isErased(now) ? erasedUntil : Long.MIN_VALUE,
        tidyAt);
  }

  public byte[] pack() {
    PackWriter out =
        new PackWriter(64).number(FORM).number(erasedUntil).number(tidyAt).number(grants.size());
    grants.forEach(grant -> grant.pack(out));
    out.number(promises.size());
    promises.forEach(out::text);
    return out.toBytes();
  }

  public static Card unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a card");
    long erasedUntil = in.number();
    long tidyAt = in.number();
    List<Grant> grants = new ArrayList<>();
    for (int left = in.integer(); left > 0; left--) {
      grants.add(Grant.unpack(in));
    }
    List<String> promises = new ArrayList<>();
    for (int left = in.integer(); left > 0; left--) {
      promises.add(in.text());
    }
    return new Card(grants, promises, erasedUntil, tidyAt);
  }
}
