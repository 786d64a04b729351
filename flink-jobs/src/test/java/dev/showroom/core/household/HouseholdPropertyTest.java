package dev.showroom.core.household;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.schemas.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Directory and household together against a plain computation. */
class HouseholdPropertyTest {
  private static final KeyDigest DIGEST = new KeyDigest();

  private record Gift(String customer, Fact fact, long knownAt, long until) {}

  private final Map<String, CustomerEntry> entries = new HashMap<>();
  private final Map<String, Household> households = new HashMap<>();
  private final Map<List<Object>, Gift> held = new HashMap<>();

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatMembersHoldIsWhatAPlainLookAtTheHistoryGives(@ForAll long seed) {
    entries.clear();
    households.clear();
    held.clear();
    Random random = new Random(seed);
    List<Envelope> history = randomHistory(random);
    List<Envelope> arrivals = new ArrayList<>(history);
    for (Envelope envelope : history) {
      if (random.nextInt(4) == 0) {
        arrivals.add(envelope);
      }
    }
    Collections.shuffle(arrivals, random);
    // Something that was given by mistake, and is taken back in the end.
    List<Envelope> mistakes = randomHistory(random).stream().filter(this::isPurchase).toList();
    for (Envelope mistake : mistakes) {
      arrivals.add(random.nextInt(arrivals.size() + 1), mistake);
    }
    arrivals.forEach(one -> accept(one, random));
    for (Envelope mistake : mistakes) {
      accept(takenBack(mistake), random);
    }

    assertThat(new HashSet<>(held.values())).isEqualTo(expected(history));
  }

  private void accept(Envelope envelope, Random random) {
    CustomerEntry entry = entries.computeIfAbsent(envelope.key(), key -> new CustomerEntry());
    entry.accept(envelope, DIGEST, note -> tell(HouseholdNote.unpack(note.pack())));
    if (random.nextInt(3) == 0) {
      entries.put(envelope.key(), CustomerEntry.unpack(entry.pack()));
      households.replaceAll((id, household) -> Household.unpack(household.pack()));
    }
  }

  private void tell(HouseholdNote note) {
    households.computeIfAbsent(note.householdId(), id -> new Household()).accept(note, this::hold);
  }

  /** As journeys do. */
  private void hold(Envelope envelope) {
    Fact fact = FactCodec.unpack(envelope.fact());
    Gift gift = new Gift(envelope.key(), fact, envelope.knownAt(), envelope.knownUntil());
    List<Object> key = List.of(gift.customer(), fact, gift.knownAt());
    if (envelope.kind() == Envelope.Kind.GIVE) {
      held.merge(key, gift, (one, other) -> one.until() <= other.until() ? one : other);
    } else {
      assertThat(held.remove(key, gift)).as("only what was given is taken back").isTrue();
    }
  }

  private Set<Gift> expected(List<Envelope> history) {
    Set<String> customers = new HashSet<>();
    history.forEach(one -> customers.add(one.key()));
    Set<Gift> gifts = new HashSet<>();
    for (Envelope one : history) {
      if (FactCodec.unpack(one.fact()) instanceof Bought bought) {
        String home = householdOf(one.key(), bought.time(), history);
        MemberBought told =
            new MemberBought(DIGEST.of(bought.eventId()), bought.time(), List.of("tv-1"));
        for (String customer : customers) {
          if (home != null
              && !customer.equals(one.key())
              && home.equals(householdOf(customer, bought.time(), history))) {
            gifts.add(new Gift(customer, told, one.knownAt(), one.knownUntil()));
          }
        }
      }
    }
    return gifts;
  }

  private static String householdOf(String customer, long time, List<Envelope> history) {
    ProfileStated last = null;
    for (Envelope one : history) {
      if (one.key().equals(customer)
          && one.time() <= time
          && FactCodec.unpack(one.fact()) instanceof ProfileStated profile
          && (last == null
              || profile.time() > last.time()
              || profile.time() == last.time()
                  && profile.eventId().compareTo(last.eventId()) > 0)) {
        last = profile;
      }
    }
    return last == null ? null : last.householdId();
  }

  private boolean isPurchase(Envelope envelope) {
    return FactCodec.unpack(envelope.fact()) instanceof Bought;
  }

  private static Envelope takenBack(Envelope gift) {
    return new Envelope(
        gift.key(),
        false,
        Envelope.Kind.TAKE_BACK,
        gift.topic(),
        gift.time(),
        gift.knownAt(),
        gift.knownUntil(),
        gift.fact(),
        null);
  }

  private List<Envelope> randomHistory(Random random) {
    long[] spans = {0, 1, HOUR, DAY, 10 * DAY};
    String[] homes = {"home", "home", "away", null};
    List<Envelope> history = new ArrayList<>();
    long time = T0;
    int count = 2 + random.nextInt(16);
    for (int i = 0; i < count; i++) {
      time += spans[random.nextInt(spans.length)];
      String customer = "c" + random.nextInt(4);
      String id = "e" + random.nextInt(1_000_000);
      if (random.nextInt(5) < 3) {
        ProfileStated profile =
            new ProfileStated(id, time, false, homes[random.nextInt(homes.length)]);
        history.add(Envelope.of(customer, false, profile));
      } else {
        Bought.Line line = new Bought.Line("tv-1", 1, 100, -1);
        Bought bought = new Bought(id, time, "o" + id, Channel.APP, null, List.of(line));
        Envelope own = Envelope.of(customer, false, bought);
        long knownAt = time + spans[random.nextInt(spans.length)];
        long until = random.nextInt(3) == 0 ? knownAt + DAY : Envelope.FOREVER;
        history.add(
            random.nextBoolean()
                ? own
                : new Envelope(
                    customer,
                    false,
                    own.kind(),
                    own.topic(),
                    time,
                    knownAt,
                    until,
                    own.fact(),
                    null));
      }
    }
    return history;
  }
}
