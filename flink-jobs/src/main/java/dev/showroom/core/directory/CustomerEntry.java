package dev.showroom.core.directory;

import dev.showroom.core.History;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.household.HouseholdNote.What;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One customer as households see them: to which household they belong from when to when, and what
 * they bought as its members. What households have been told is at any time exactly what the
 * profiles and purchases that have come so far amount to; each arrival sends the difference. Times
 * are event times in epoch milliseconds.
 */
public final class CustomerEntry {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** As long as a late link can still give or take a purchase of then. */
  private static final long KEPT_MILLIS = History.LOOK_BACK.plus(History.HORIZON).toMillis();

  /** In one household's words: a stay there, or a purchase made there. */
  private record Said(String householdId, long from, MemberBought bought) {}

  private record Purchase(MemberBought bought, long knownAt) {}

  private String customerId;
  private Erasure erasure = new Erasure();
  private Stays stays = new Stays();
  private final Map<Purchase, Long> purchases = new LinkedHashMap<>();
  private long timerAt = Long.MAX_VALUE;

  /** Takes a profile, a purchase or an erasure, and tells households what follows from it. */
  public void accept(Envelope envelope, KeyDigest digest, Consumer<HouseholdNote> toHouseholds) {
    if (erasure.isDone()) {
      return;
    }
    customerId = envelope.key();
    switch (envelope.topic()) {
      case ERASURES -> {
        erasure.ask(envelope);
        if (envelope.late() != null) {
          erase(toHouseholds);
        }
      }
      case CUSTOMERS -> {
        Map<Said, Long> before = said();
        if (stays.add((ProfileStated) FactCodec.unpack(envelope.fact()))) {
          tell(before, envelope.late(), toHouseholds);
        }
      }
      default -> {
        Map<Said, Long> before = said();
        take(envelope, digest);
        tell(before, envelope.late(), toHouseholds);
      }
    }
  }

  private void take(Envelope envelope, KeyDigest digest) {
    Bought bought = (Bought) FactCodec.unpack(envelope.fact());
    MemberBought nameless =
        new MemberBought(
            digest.of(bought.eventId()),
            bought.time(),
            bought.lines().stream().map(Bought.Line::sku).distinct().toList());
    Purchase purchase = new Purchase(nameless, envelope.knownAt());
    if (envelope.kind() == Envelope.Kind.GIVE) {
      purchases.merge(purchase, envelope.knownUntil(), Math::min);
    } else {
      purchases.remove(purchase, envelope.knownUntil());
    }
  }

  /** What households have to know, each with its end. */
  private Map<Said, Long> said() {
    Map<Said, Long> said = new LinkedHashMap<>();
    for (Stays.Stay stay : stays.all()) {
      said.put(new Said(stay.householdId(), stay.from(), null), stay.until());
    }
    purchases.forEach(
        (purchase, until) -> {
          String householdId = stays.householdAt(purchase.bought().time());
          if (householdId != null) {
            said.put(new Said(householdId, purchase.knownAt(), purchase.bought()), until);
          }
        });
    return said;
  }

  private void tell(Map<Said, Long> before, LateNote late, Consumer<HouseholdNote> toHouseholds) {
    Map<Said, Long> now = said();
    LateNote note = Erasure.nameless(late);
    before.forEach(
        (said, until) -> {
          if (!now.containsKey(said)) {
            What what = said.bought() == null ? What.NO_MEMBER : What.NOT_BOUGHT;
            toHouseholds.accept(note(said, what, until, note));
          }
        });
    now.forEach(
        (said, until) -> {
          if (!until.equals(before.get(said))) {
            What what = said.bought() == null ? What.MEMBER : What.BOUGHT;
            toHouseholds.accept(note(said, what, until, note));
          }
        });
  }

  private HouseholdNote note(Said said, What what, long until, LateNote late) {
    return new HouseholdNote(
        said.householdId(), customerId, what, said.from(), until, said.bought(), late);
  }

  /** Does what is due when the watermark is {@code now}: an erasure, and forgetting. */
  public void advance(long now, Consumer<HouseholdNote> toHouseholds) {
    if (erasure.isDue(now)) {
      erase(toHouseholds);
    }
    stays.forget(now);
    purchases.keySet().removeIf(purchase -> purchase.bought().time() < now - KEPT_MILLIS);
  }

  private void erase(Consumer<HouseholdNote> toHouseholds) {
    Set<String> households = new LinkedHashSet<>();
    stays.all().forEach(stay -> households.add(stay.householdId()));
    for (String householdId : households) {
      toHouseholds.accept(
          new HouseholdNote(householdId, customerId, What.ERASED, 0, 0, null, null));
    }
    stays = new Stays();
    purchases.clear();
    customerId = null;
    erasure.done();
  }

  /** When an erasure is due; {@link Long#MAX_VALUE} for never. */
  public long eraseAt() {
    return erasure.dueAt();
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} for never. */
  public long forgetAt() {
    long at = stays.forgetAt();
    for (Purchase purchase : purchases.keySet()) {
      at = Math.min(at, purchase.bought().time() + KEPT_MILLIS + 1);
    }
    return at;
  }

  public boolean isEmpty() {
    return stays.isEmpty() && purchases.isEmpty() && !erasure.isAsked();
  }

  /** The one timer that this customer holds here; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  /** About how many bytes it takes in memory. */
  public int weight() {
    return 800 + 400 * purchases.size();
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64 + 96 * purchases.size());
    out.number(FORM).number(timerAt).text(customerId);
    erasure.pack(out);
    stays.pack(out);
    out.number(purchases.size());
    purchases.forEach(
        (purchase, until) ->
            out.block(FactCodec.pack(purchase.bought())).number(purchase.knownAt()).number(until));
    return out.toBytes();
  }

  public static CustomerEntry unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a directory entry");
    CustomerEntry entry = new CustomerEntry();
    entry.timerAt = in.number();
    entry.customerId = in.text();
    entry.erasure = Erasure.unpack(in);
    entry.stays = Stays.unpack(in);
    for (int left = in.integer(); left > 0; left--) {
      MemberBought bought = (MemberBought) FactCodec.unpack(in.block());
      entry.purchases.put(new Purchase(bought, in.number()), in.number());
    }
    return entry;
  }
}
