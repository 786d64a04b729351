package dev.showroom.core.identity;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.link;
import static dev.showroom.core.Facts.unlink;
import static dev.showroom.core.Facts.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ActorHistoryTest {
  private static final String COOKIE = "COOKIE:x";

  /** A fact's stay with a customer. */
  private record Stay(String customer, Fact fact, long knownAt, long until) {}

  /** What customers hold by what an actor has sent them, as journeys keep it. */
  private static final class Customers {
    private final Map<List<Object>, Stay> held = new LinkedHashMap<>();
    private final List<Envelope> sent = new ArrayList<>();

    void take(Envelope envelope) {
      sent.add(envelope);
      Fact fact = FactCodec.unpack(envelope.fact());
      Stay stay = new Stay(envelope.key(), fact, envelope.knownAt(), envelope.knownUntil());
      List<Object> key = List.of(stay.customer(), fact, stay.knownAt());
      if (envelope.kind() == Envelope.Kind.GIVE) {
        held.merge(key, stay, (one, other) -> one.until() <= other.until() ? one : other);
      } else {
        held.remove(key, stay);
      }
    }

    Set<Stay> stays() {
      return new HashSet<>(held.values());
    }
  }

  private final Customers customers = new Customers();
  private ActorHistory history = new ActorHistory();

  @Test
  void aLinkGivesTheFactsOfTheLookBackAsKnownFromTheLinkOn() {
    accept(view("tv-1", T0 - 30 * DAY - 1), view("tv-1", T0 - 30 * DAY), view("tv-1", T0 - HOUR));
    assertThat(customers.sent).isEmpty();

    accept(link("anna", T0));

    assertThat(customers.stays())
        .containsExactlyInAnyOrder(
            new Stay("anna", view("tv-1", T0 - 30 * DAY), T0, Envelope.FOREVER),
            new Stay("anna", view("tv-1", T0 - HOUR), T0, Envelope.FOREVER));
  }

  @Test
  void whatComesAfterTheLinkIsHandedOnAtOnce() {
    accept(link("anna", T0));
    assertThat(accept(view("tv-1", T0 + HOUR))).isTrue();

    assertThat(customers.stays())
        .containsExactly(new Stay("anna", view("tv-1", T0 + HOUR), T0 + HOUR, Envelope.FOREVER));
  }

  @Test
  void aSecondCustomerGetsWhatComesAfterHisLinkOnly() {
    accept(view("tv-1", T0), link("anna", T0 + HOUR), view("tv-1", T0 + 2 * HOUR));
    accept(link("ben", T0 + 3 * HOUR), view("tv-1", T0 + 4 * HOUR));

    assertThat(customers.stays())
        .extracting(Stay::customer, stay -> stay.fact().time())
        .containsExactlyInAnyOrder(
            tuple("anna", T0), tuple("anna", T0 + 2 * HOUR), tuple("ben", T0 + 4 * HOUR));
  }

  @Test
  void anUnlinkCutsEachGiftShortInOnePiece() {
    accept(view("tv-1", T0), link("anna", T0 + HOUR));
    customers.sent.clear();

    accept(unlink("anna", T0 + DAY));

    assertThat(customers.sent)
        .singleElement()
        .satisfies(
            envelope -> {
              assertThat(envelope.kind()).isEqualTo(Envelope.Kind.GIVE);
              assertThat(envelope.knownUntil()).isEqualTo(T0 + DAY);
            });
    assertThat(customers.stays())
        .containsExactly(new Stay("anna", view("tv-1", T0), T0 + HOUR, T0 + DAY));
  }

  @Test
  void aProbabilisticLinkTouchesNobody() {
    accept(view("tv-1", T0));

    assertThat(accept(new LinkChanged("l", T0 + HOUR, "anna", true, false))).isFalse();
    assertThat(customers.sent).isEmpty();
  }

  @Test
  void aFactThatComesTwiceIsGivenOnceByALink() {
    accept(view("tv-1", T0), view("tv-1", T0), link("anna", T0 + HOUR));

    assertThat(customers.sent).hasSize(1);
  }

  @Test
  void allThatALateLinkGivesCarriesItsNote() {
    accept(view("tv-1", T0), view("tv-2", T0 + HOUR));
    LateNote note = new LateNote("identity-links-0-7", T0 + 3 * DAY, new byte[] {7});

    history.accept(Envelope.of(COOKIE, true, link("anna", T0 + DAY)).late(note), customers::take);

    assertThat(customers.sent).hasSize(2).allMatch(envelope -> note.equals(envelope.late()));
  }

  @Test
  void aLinkAsLateAsTheHorizonFindsItsWholeLookBack() {
    accept(view("tv-1", T0 - 30 * DAY), view("tv-2", T0 - 30 * DAY - 1));
    history.forget(T0 + 14 * DAY);

    accept(link("anna", T0));

    assertThat(customers.stays()).hasSize(1);
  }

  @Test
  void factsAreForgottenWhenNoLinkCanReachThemAnyMore() {
    accept(view("tv-1", T0));
    assertThat(history.forgetAt()).isEqualTo(T0 + 44 * DAY + 1);

    history.forget(T0 + 44 * DAY);
    assertThat(history.isEmpty()).isFalse();
    history.forget(history.forgetAt());
    assertThat(history.isEmpty()).isTrue();
    assertThat(history.forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aLapsedLinkIsForgottenToo() {
    accept(view("tv-1", T0), link("anna", T0 + HOUR));

    for (int i = 0; i < 3 && !history.isEmpty(); i++) {
      history.forget(history.forgetAt());
    }

    assertThat(history.isEmpty()).isTrue();
    assertThat(history.forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void anyArrivalOrderLeavesEachCustomerWithTheSameFacts(@ForAll long seed) {
    Random random = new Random(seed);
    List<Fact> facts = randomLife(random);

    assertThat(afterAll(shuffled(facts, random), random))
        .isEqualTo(afterAll(shuffled(facts, random), random));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatCustomersHoldIsWhatTheLinksAmountTo(@ForAll long seed) {
    Random random = new Random(seed);
    List<Fact> facts = randomLife(random);
    Links links = new Links(30 * DAY);
    Set<Stay> expected = new HashSet<>();
    for (Fact fact : facts) {
      if (fact instanceof LinkChanged change) {
        links.add(change);
      }
    }
    for (Fact fact : facts) {
      if (!(fact instanceof LinkChanged)) {
        for (Links.Gift gift : links.giftsOf(fact.time())) {
          expected.add(new Stay(gift.customerId(), fact, gift.knownAt(), gift.until()));
        }
      }
    }

    assertThat(afterAll(shuffled(facts, random), random)).isEqualTo(expected);
  }

  private static List<Fact> randomLife(Random random) {
    long[] spans = {0, 1, HOUR, DAY, 7 * DAY, 29 * DAY, 30 * DAY, 30 * DAY + 1, 180 * DAY};
    List<Fact> facts = new ArrayList<>();
    long time = T0;
    int count = 2 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      time = (random.nextInt(4) == 0 ? T0 : time) + spans[random.nextInt(spans.length)];
      String customer = "c" + random.nextInt(random.nextBoolean() ? 2 : 6);
      facts.add(
          switch (random.nextInt(5)) {
            case 0, 1 -> link(customer, time);
            case 2 -> unlink(customer, time);
            default -> view("tv-" + i, time);
          });
    }
    return facts;
  }

  /** In another order, some of it twice. */
  private static List<Fact> shuffled(List<Fact> facts, Random random) {
    List<Fact> result = new ArrayList<>(facts);
    for (Fact fact : facts) {
      if (random.nextInt(4) == 0) {
        result.add(fact);
      }
    }
    Collections.shuffle(result, random);
    return result;
  }

  private static Set<Stay> afterAll(List<Fact> facts, Random random) {
    Customers customers = new Customers();
    ActorHistory history = new ActorHistory();
    for (Fact fact : facts) {
      history.accept(Envelope.of(COOKIE, true, fact), customers::take);
      if (random.nextInt(3) == 0) {
        history = restarted(history);
      }
    }
    return customers.stays();
  }

  /** As after a crash and a restore. */
  private static ActorHistory restarted(ActorHistory history) {
    return new ActorHistory(
        ActorHead.unpack(history.head().pack()),
        history.facts().stream().map(fact -> Envelope.unpack(fact.pack())).toList());
  }

  private boolean accept(Fact... facts) {
    boolean touched = false;
    for (Fact fact : facts) {
      touched |= history.accept(Envelope.of(COOKIE, true, fact), customers::take);
      history = restarted(history);
    }
    return touched;
  }
}
