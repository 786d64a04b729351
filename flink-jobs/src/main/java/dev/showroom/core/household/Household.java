package dev.showroom.core.household;

import dev.showroom.core.History;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One household: who belongs to it from when to when, and what its members have bought. Each
 * purchase is given to every other member whose stay covers the purchase's event time. What has
 * been given is at any time exactly what the stays and purchases that have come so far amount to;
 * each note sends the difference. Times are event times in epoch milliseconds.
 *
 * <p>An id that more people than live together have at once is no household, but a word for "not
 * known" in somebody's data. From the moment on at which there were too many it shares nothing and
 * keeps nothing.
 */
public final class Household {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** As long as a late link can still give or take a purchase of then. */
  static final long KEPT_MILLIS = History.LOOK_BACK.plus(History.HORIZON).toMillis();

  static final int MOST_MEMBERS = 20;

  /** Of purchases whose buyer was erased; never a customer id, as those are not blank. */
  private static final String NOBODY = "";

  private static final long ABSENT = Long.MIN_VALUE;

  private record Stay(String customerId, long from) {}

  private record Purchase(String customerId, MemberBought bought, long knownAt) {}

  private final Map<Stay, Long> stays = new LinkedHashMap<>();
  private final Map<Purchase, Long> purchases = new LinkedHashMap<>();
  private long crowdedFrom = Long.MAX_VALUE;
  private long timerAt = Long.MAX_VALUE;

  /** Takes a note, and gives to members or takes back from them what follows from it. */
  public void accept(HouseholdNote note, Consumer<Envelope> toMembers) {
    switch (note.what()) {
      case MEMBER -> stay(note, note.until(), toMembers);
      case NO_MEMBER -> stay(note, ABSENT, toMembers);
      case BOUGHT -> bought(note, note.until(), toMembers);
      case NOT_BOUGHT -> bought(note, ABSENT, toMembers);
      case ERASED -> erase(note.customerId());
    }
  }

  private void stay(HouseholdNote note, long until, Consumer<Envelope> toMembers) {
    if (note.from() >= crowdedFrom) {
      return;
    }
    String member = note.customerId();
    List<Purchase> others =
        purchases.keySet().stream().filter(one -> !one.customerId().equals(member)).toList();
    List<Purchase> had = others.stream().filter(one -> isMember(member, one)).toList();
    put(stays, new Stay(member, note.from()), until);
    for (Purchase purchase : others) {
      boolean has = had.contains(purchase);
      boolean gets = isMember(member, purchase);
      if (has != gets) {
        long known = purchases.get(purchase);
        tell(member, purchase, has ? known : ABSENT, gets ? known : ABSENT, note.late(), toMembers);
      }
    }
    endIfCrowded(note.late(), toMembers);
  }

  private void endIfCrowded(LateNote late, Consumer<Envelope> toMembers) {
    long from = crowdedFrom;
    for (Stay stay : stays.keySet()) {
      if (membersAt(stay.from()).size() > MOST_MEMBERS) {
        from = Math.min(from, stay.from());
      }
    }
    if (from == crowdedFrom) {
      return;
    }
    crowdedFrom = from;
    for (Purchase purchase : List.copyOf(purchases.keySet())) {
      if (purchase.bought().time() >= from) {
        long known = purchases.remove(purchase);
        for (String member : membersAt(purchase.bought().time())) {
          if (!member.equals(purchase.customerId())) {
            tell(member, purchase, known, ABSENT, late, toMembers);
          }
        }
      }
    }
    stays.keySet().removeIf(stay -> stay.from() >= crowdedFrom);
  }

  private Set<String> membersAt(long time) {
    Set<String> members = new LinkedHashSet<>();
    stays.forEach(
        (stay, until) -> {
          if (stay.from() <= time && time < until) {
            members.add(stay.customerId());
          }
        });
    return members;
  }

  private void bought(HouseholdNote note, long until, Consumer<Envelope> toMembers) {
    if (note.bought().time() >= crowdedFrom) {
      return;
    }
    Purchase purchase = new Purchase(note.customerId(), note.bought(), note.from());
    Long before = purchases.get(purchase);
    put(purchases, purchase, until);
    for (String member : membersAt(purchase.bought().time())) {
      if (!member.equals(purchase.customerId())) {
        long was = before == null ? ABSENT : before;
        tell(member, purchase, was, until, note.late(), toMembers);
      }
    }
  }

  private static <K> void put(Map<K, Long> map, K key, long until) {
    if (until == ABSENT) {
      map.remove(key);
    } else {
      map.put(key, until);
    }
  }

  private boolean isMember(String customerId, Purchase purchase) {
    return membersAt(purchase.bought().time()).contains(customerId);
  }

  /** The step from a gift known until {@code was} to one known until {@code is}. */
  private static void tell(
      String member,
      Purchase purchase,
      long was,
      long is,
      LateNote late,
      Consumer<Envelope> toMembers) {
    // A gift that only ends earlier is cut short by the new one, in one piece.
    if (was != ABSENT && (is == ABSENT || is > was)) {
      toMembers.accept(gift(member, purchase, Envelope.Kind.TAKE_BACK, was, late));
    }
    if (is != ABSENT && is != was) {
      toMembers.accept(gift(member, purchase, Envelope.Kind.GIVE, is, late));
    }
  }

  private static Envelope gift(
      String member, Purchase purchase, Envelope.Kind kind, long until, LateNote late) {
    MemberBought bought = purchase.bought();
    return new Envelope(
        member,
        false,
        kind,
        InTopic.PURCHASES,
        bought.time(),
        purchase.knownAt(),
        until,
        FactCodec.pack(bought),
        late);
  }

  /** Others keep what they were given; that it was this customer's is forgotten. */
  private void erase(String customerId) {
    stays.keySet().removeIf(stay -> stay.customerId().equals(customerId));
    Map<Purchase, Long> renamed = new LinkedHashMap<>();
    purchases.forEach(
        (purchase, until) ->
            renamed.put(
                purchase.customerId().equals(customerId)
                    ? new Purchase(NOBODY, purchase.bought(), purchase.knownAt())
                    : purchase,
                until));
    purchases.clear();
    purchases.putAll(renamed);
  }

  /**
   * Forgets purchases that nobody can give or take any more, {@code now} being the watermark, and
   * stays that ended before them.
   */
  public void forget(long now) {
    long oldest = now - KEPT_MILLIS;
    purchases.keySet().removeIf(purchase -> purchase.bought().time() < oldest);
    stays.values().removeIf(until -> until < oldest);
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} for never. */
  public long forgetAt() {
    long oldest = Long.MAX_VALUE;
    for (Purchase purchase : purchases.keySet()) {
      oldest = Math.min(oldest, purchase.bought().time());
    }
    for (long until : stays.values()) {
      oldest = Math.min(oldest, until);
    }
    return oldest == Long.MAX_VALUE ? oldest : oldest + KEPT_MILLIS + 1;
  }

  public boolean isEmpty() {
    return stays.isEmpty() && purchases.isEmpty();
  }

  /** The one timer that this household holds; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(32 + 32 * stays.size() + 96 * purchases.size());
    out.number(FORM).number(timerAt).number(crowdedFrom).number(stays.size());
    stays.forEach((stay, until) -> out.text(stay.customerId()).number(stay.from()).number(until));
    out.number(purchases.size());
    purchases.forEach(
        (purchase, until) ->
            out.text(purchase.customerId())
                .block(FactCodec.pack(purchase.bought()))
                .number(purchase.knownAt())
                .number(until));
    return out.toBytes();
  }

  public static Household unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a household");
    Household household = new Household();
    household.timerAt = in.number();
    household.crowdedFrom = in.number();
    for (int left = in.integer(); left > 0; left--) {
      household.stays.put(new Stay(in.text(), in.number()), in.number());
    }
    for (int left = in.integer(); left > 0; left--) {
      Purchase purchase =
          new Purchase(in.text(), (MemberBought) FactCodec.unpack(in.block()), in.number());
      household.purchases.put(purchase, in.number());
    }
    return household;
  }
}
