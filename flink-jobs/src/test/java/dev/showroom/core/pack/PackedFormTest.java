package dev.showroom.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Contribution;
import dev.showroom.core.alert.Level;
import dev.showroom.core.alert.RuleRef;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.directory.LinkedActors;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.feed.WatchedFeed;
import dev.showroom.core.household.Household;
import dev.showroom.core.identity.ActorHead;
import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.journey.Journey;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.core.journey.Surroundings;
import dev.showroom.core.offer.Card;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.push.CouponPush;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.Segment;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What is written into state or onto the wire comes back the same. */
class PackedFormTest {
  /** A coupon that waits for its third try. */
  private static final String PUSH =
      "02020001013a0863702d3100d00fd08c01b81716636f75706f6e732f3040" + "3704c30101000406a01fd08c01";

  private static final RuleBook SHIPPED = RuleBooks.shipped();

  @Property(tries = 1_000)
  void numbersTextsFlagsAndBlocks(
      @ForAll long number, @ForAll int integer, @ForAll String text, @ForAll byte[] block) {
    byte[] packed =
        new PackWriter(0)
            .number(number)
            .number(integer)
            .text(text)
            .text(null)
            .flag(true)
            .flag(false)
            .block(block)
            .constant(Channel.APP)
            .constant(null)
            .toBytes();

    PackReader in = new PackReader(packed);
    assertThat(in.number()).isEqualTo(number);
    assertThat(in.integer()).isEqualTo(integer);
    // A lone surrogate has no UTF-8 form; no stream can bring one.
    String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(in.text()).isEqualTo(utf8);
    assertThat(in.text()).isNull();
    assertThat(in.flag()).isTrue();
    assertThat(in.flag()).isFalse();
    assertThat(in.block()).isEqualTo(block);
    assertThat(in.constant(Channel.values())).isEqualTo(Channel.APP);
    assertThat(in.constant(Channel.values())).isNull();
    assertThat(in.hasMore()).isFalse();
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void facts(@ForAll long seed) {
    Fact fact = new Some(seed).fact();

    assertThat(FactCodec.unpack(FactCodec.pack(fact))).isEqualTo(fact);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void envelopes(@ForAll long seed) {
    Envelope envelope = new Some(seed).envelope();

    assertThat(Envelope.unpack(envelope.pack())).usingRecursiveComparison().isEqualTo(envelope);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void arrivals(@ForAll long seed) {
    Arrival arrival = new Some(seed).arrival();

    assertThat(Arrival.unpack(arrival.pack())).usingRecursiveComparison().isEqualTo(arrival);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void alertEntries(@ForAll long seed) {
    AlertEntry entry = new Some(seed).alertEntry();

    assertThat(AlertEntry.unpack(entry.pack())).isEqualTo(entry);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void productHistories(@ForAll long seed) {
    Some some = new Some(seed);
    ProductHistory history = ProductHistory.empty();
    List<ProductVersion> versions = new ArrayList<>();
    for (int i = 0; i < some.random.nextInt(6); i++) {
      versions.add(some.product());
      history = history.with(versions.get(i));
    }

    ProductHistory back = ProductHistory.unpack(history.pack());

    assertThat(back.pack()).isEqualTo(history.pack());
    for (ProductVersion version : versions) {
      assertThat(back.asOf(version.from())).isEqualTo(history.asOf(version.from())).isNotNull();
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void journeys(@ForAll long seed) {
    Some some = new Some(seed);
    Journey journey = new Journey();
    JourneyFold fold = new JourneyFold(Observer.NONE);
    Surroundings surroundings = new Surroundings((sku, time) -> null, SHIPPED, FeedClock.unused());
    for (int i = 0; i < some.random.nextInt(8); i++) {
      Envelope envelope = some.envelope();
      if (envelope.topic() != InTopic.IDENTITY_LINKS) {
        journey.accept(envelope, false);
      }
      if (some.random.nextInt(3) == 0) {
        fold.advance("anna", journey, some.time(), surroundings);
      }
      journey.head().timerAt(some.time());
    }

    JourneyHead head = JourneyHead.unpack(journey.head().pack());
    JourneyBody body = JourneyBody.unpack(journey.body().pack());

    assertThat(head.pack()).isEqualTo(journey.head().pack());
    assertThat(head.nextStep()).isEqualTo(journey.nextStep());
    assertThat(head.forgetAt()).isEqualTo(journey.forgetAt());
    assertThat(head.timerAt()).isEqualTo(journey.head().timerAt());
    assertThat(body.pack()).isEqualTo(journey.body().pack());
    assertThat(body.isEmpty()).isEqualTo(journey.body().isEmpty());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void actorHistories(@ForAll long seed) {
    Some some = new Some(seed);
    ActorHistory history = new ActorHistory();
    for (int i = 0; i < some.random.nextInt(8); i++) {
      history.accept(Envelope.of("COOKIE:x", true, some.fact()), any -> {});
      history.head().timerAt(some.time());
    }

    ActorHead back = ActorHead.unpack(history.head().pack());

    assertThat(back.pack()).isEqualTo(history.head().pack());
    assertThat(back.forgetAt()).isEqualTo(history.forgetAt());
    assertThat(back.timerAt()).isEqualTo(history.head().timerAt());
  }

  @Test
  void aFormOfANewerReleaseIsRefusedAndNotMisread() {
    byte[] newer = new PackWriter().number(99).text("id").number(1).toBytes();

    assertThatThrownBy(() -> FactCodec.unpack(newer)).hasMessageContaining("newer release");
    assertThatThrownBy(() -> JourneyBody.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> JourneyHead.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> ActorHead.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> LinkedActors.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> CustomerEntry.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> Household.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> OutcomeBook.unpack(newer)).hasMessageContaining("form 99");
    assertThatThrownBy(() -> WatchedFeed.unpack(newer)).hasMessageContaining("form 99");
  }

  @Test
  void everything_that_is_kept_refuses_another_form() {
    byte[] newer = new PackWriter().number(99).text("id").number(1).toBytes();
    Map<String, Function<byte[], ?>> kept = new LinkedHashMap<>();
    kept.put("an event", Envelope::unpack);
    kept.put("a product", ProductHistory::unpack);
    kept.put("a feed's reports", FeedHistory::unpack);
    kept.put("a rule set", RuleSetText::unpack);
    kept.put("a policy", PolicyText::unpack);
    kept.put("an input of the desk", DeskInput::unpack);
    kept.put("a push", CouponPush::unpack);
    kept.put("a card", Card::unpack);

    kept.forEach(
        (what, unpack) ->
            assertThatThrownBy(() -> unpack.apply(newer))
                .hasMessage(
                    "state holds " + what + " of form 99, which only a newer release can read"));
    assertThatThrownBy(() -> ActorHead.unpack(new PackWriter().number(1).toBytes()))
        .hasMessage("state holds an actor of form 1, which only an older release can read");
  }

  /** Written by hand, as the first development versions wrote it; no consent, no segment. */
  @Test
  void a_profile_of_the_form_before_consent_is_still_read() {
    byte[] older =
        new PackWriter().number(6).text("u-1").number(1_000).flag(true).text("home").toBytes();

    assertThat(FactCodec.unpack(older)).isEqualTo(new ProfileStated("u-1", 1_000, true, "home"));
  }

  /** These bytes are in savepoints of 0.1.0; the kept savepoint has no push lane. */
  @Test
  void a_push_of_release_0_1_0_is_read() {
    CouponPush push = CouponPush.unpack(HexFormat.of().parseHex(PUSH));

    PushOrder order = push.next();
    assertThat(order.couponId()).isEqualTo("cp-1");
    assertThat(order.origin()).isEqualTo("coupons/0@7");
    assertThat(push.tries()).isEqualTo(2);
    assertThat(push.usableUntil()).isEqualTo(9_000);
    assertThat(HexFormat.of().formatHex(push.pack())).isEqualTo(PUSH);
  }

  /** Random values, absent ones among them. */
  private static final class Some {
    final Random random;

    Some(long seed) {
      random = new Random(seed);
    }

    long time() {
      return 1_700_000_000_000L + random.nextInt();
    }

    String text() {
      String[] texts = {"", "a", "tv-1", "häß 漢字 🛒", "x".repeat(200)};
      return texts[random.nextInt(texts.length)] + random.nextInt(10);
    }

    <T> T maybe(Supplier<T> value) {
      return random.nextInt(3) == 0 ? null : value.get();
    }

    <T> T one(T[] values) {
      return values[random.nextInt(values.length)];
    }

    byte[] bytes() {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      return bytes;
    }

    <T> List<T> list(Supplier<T> element) {
      List<T> list = new ArrayList<>();
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        list.add(element.get());
      }
      return List.copyOf(list);
    }

    Fact fact() {
      String id = text();
      long time = time();
      return switch (random.nextInt(7)) {
        case 0 ->
            new Browse(
                id,
                time,
                one(BrowseAction.values()),
                maybe(this::text),
                maybe(() -> one(Referrer.values())),
                maybe(this::text));
        case 1 ->
            new VisitStep(
                id, time, text(), one(VisitAction.values()), maybe(this::text), random.nextInt());
        case 2 ->
            new Bought(
                id,
                time,
                text(),
                one(Channel.values()),
                maybe(this::text),
                list(
                    () ->
                        new Bought.Line(
                            text(), random.nextInt(), random.nextLong(), random.nextInt(30) - 1)));
        case 3 ->
            new Returned(
                id,
                time,
                text(),
                maybe(this::text),
                list(() -> new Returned.Line(text(), random.nextInt(), random.nextLong())),
                one(ReturnReason.values()),
                one(ReturnCondition.values()));
        case 4 -> new LinkChanged(id, time, text(), random.nextBoolean(), random.nextBoolean());
        case 5 ->
            new ProfileStated(
                id,
                time,
                random.nextBoolean(),
                maybe(this::text),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(this::text),
                maybe(() -> Segment.values()[random.nextInt(Segment.values().length)]),
                maybe(random::nextBoolean));
        default -> new CaseChanged(id, time, text(), random.nextBoolean(), maybe(this::text));
      };
    }

    Envelope envelope() {
      Fact fact = fact();
      long knownAt = fact.time() + random.nextInt(1_000);
      return new Envelope(
          text(),
          random.nextBoolean(),
          one(Envelope.Kind.values()),
          fact.topic(),
          fact.time(),
          knownAt,
          random.nextBoolean() ? Envelope.FOREVER : knownAt + 1 + random.nextInt(1_000_000),
          FactCodec.pack(fact),
          maybe(() -> new LateNote(text(), time(), bytes())));
    }

    ProductVersion product() {
      return new ProductVersion(
          text(), time(), text(), text(), random.nextLong(), random.nextLong());
    }

    Arrival arrival() {
      InTopic topic = maybe(() -> one(InTopic.values()));
      return switch (random.nextInt(3)) {
        case 0 -> new Arrival(topic, text(), bytes(), time(), envelope(), null, null, null);
        case 1 -> new Arrival(topic, text(), bytes(), time(), null, product(), null, null);
        default ->
            new Arrival(
                topic,
                text(),
                bytes(),
                Arrival.NO_TIME,
                null,
                null,
                one(DeadLetterReason.values()),
                text());
      };
    }

    AlertEntry alertEntry() {
      Supplier<Contribution> contribution =
          () ->
              new Contribution(
                  text(),
                  random.nextDouble() * 100,
                  maybe(random::nextDouble),
                  random.nextInt(2_000) - 1_000);
      Suspicion suspicion =
          new Suspicion(
              text(),
              text(),
              new RuleRef(text(), text(), random.nextInt(), random.nextBoolean()),
              subject(),
              terms(),
              list(contribution),
              list(contribution),
              list(this::text),
              list(this::text),
              random.nextLong());
      Supplier<Transition> transition =
          () ->
              new Transition(
                  one(AlertStatus.values()),
                  maybe(() -> one(RetractReason.values())),
                  time(),
                  maybe(this::text));
      return new AlertEntry(suspicion, list(transition), random.nextInt(10), time());
    }

    private Subject subject() {
      return new Subject(
          one(Level.values()),
          text(),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          text(),
          time(),
          time(),
          time());
    }

    private Terms terms() {
      return new Terms(
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          maybe(() -> one(RetractReason.values())),
          time(),
          time(),
          random.nextBoolean(),
          random.nextInt(1_000_000),
          Set.of(text()));
    }
  }
}
