package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.directory.LinkEnds;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.CouponChanged;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Intake;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.type.Packings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeGateTest {
  private static final long WATERMARK = T0;
  private static final long HORIZON = 14 * DAY;

  private OneInputStreamOperatorTestHarness<Arrival, Envelope> gate;

  @BeforeEach
  void open() throws Exception {
    gate = create();
    gate.open();
    gate.processWatermark(WATERMARK);
  }

  private static OneInputStreamOperatorTestHarness<Arrival, Envelope> create() throws Exception {
    OneInputStreamOperatorTestHarness<Arrival, Envelope> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new IntakeGate(Duration.ofMillis(HORIZON))));
    harness.setup(
        Packings.ENVELOPE
            .as(Envelope.class)
            .createSerializer(new ExecutionConfig().getSerializerConfig()));
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @Test
  void a_record_after_the_watermark_is_punctual() throws Exception {
    Envelope punctual = Given.view("anna", WATERMARK + 1);
    take(Given.arrival(punctual));

    assertThat(main()).singleElement().satisfies(one -> assertThat(one.late()).isNull());
    assertThat(main().get(0).fact()).isEqualTo(punctual.fact());
    assertNothingIn(IntakeGate.ANONYMOUS);
    assertNothingIn(IntakeGate.ANNOUNCEMENTS);
    assertNothingIn(IntakeGate.ASIDE);
  }

  @Test
  void a_record_at_the_watermark_is_late_and_goes_on_with_a_note_of_it() throws Exception {
    take(Given.arrival(Given.view("anna", WATERMARK)));

    assertThat(main())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.late()).isNotNull();
              assertThat(one.late().origin()).isEqualTo("browsing.jsonl:1");
              assertThat(one.late().watermark()).isEqualTo(WATERMARK);
              assertThat(one.late().raw()).isEqualTo(Given.bytes("raw"));
            });
    // What it changed is told by who applies it.
    assertNothingIn(IntakeGate.ASIDE);
  }

  @Test
  void exactly_at_the_horizon_a_record_is_applied() throws Exception {
    take(Given.arrival(Given.view("anna", WATERMARK - HORIZON)));

    assertThat(main()).singleElement().satisfies(one -> assertThat(one.late()).isNotNull());
    assertNothingIn(IntakeGate.ASIDE);
  }

  @Test
  void a_millisecond_beyond_the_horizon_a_record_is_refused_and_nothing_of_it_goes_on()
      throws Exception {
    long time = WATERMARK - HORIZON - 1;
    take(Given.arrival(Given.view("anna", time)));
    take(Given.arrival(Given.view("COOKIE:c", time)));
    take(Given.unused(time));
    take(product(time));

    assertThat(main()).isEmpty();
    assertNothingIn(IntakeGate.ANONYMOUS);
    assertNothingIn(IntakeGate.ANNOUNCEMENTS);
    List<LateEvent> refused = Told.lateEvents(side(IntakeGate.ASIDE));
    assertThat(refused)
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.getReason()).isEqualTo(LateReason.REFUSED_BEYOND_HORIZON);
              assertThat(row.getChanged()).isEmpty();
              assertThat(row.getEventTime()).isEqualTo(Instant.ofEpochMilli(time));
              assertThat(row.getWatermark()).isEqualTo(Instant.ofEpochMilli(WATERMARK));
              assertThat(row.getPayload()).isEqualTo(ByteBuffer.wrap(Given.bytes("raw")));
            });
    assertThat(refused)
        .extracting(LateEvent::getStream)
        .containsExactly("browsing", "browsing", "feed-progress", "products");
  }

  @Test
  void before_the_first_watermark_nothing_is_late() throws Exception {
    gate.close();
    gate = create();
    gate.open();
    take(Given.arrival(Given.view("anna", 0)));

    assertThat(main()).singleElement().satisfies(one -> assertThat(one.late()).isNull());
    assertNothingIn(IntakeGate.ASIDE);
  }

  @Test
  void a_link_goes_to_its_customer_who_hands_it_on_to_the_actor() throws Exception {
    Envelope link = Given.link("COOKIE:c", WATERMARK + 2, "anna", true);
    take(Given.arrival(link));

    assertThat(side(IntakeGate.LINKS))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo("anna");
              assertThat(LinkEnds.turned(one)).usingRecursiveComparison().isEqualTo(link);
            });
    assertThat(main()).isEmpty();
    assertNothingIn(IntakeGate.ANONYMOUS);
    assertNothingIn(IntakeGate.DIRECTORY);
  }

  @Test
  void the_directory_gets_what_customers_buy_and_are_and_no_browsing() throws Exception {
    take(Given.arrival(Given.bought("anna", WATERMARK + 1)));
    take(Given.arrival(Given.profile("anna", WATERMARK + 1, "home")));
    take(Given.arrival(Given.view("anna", WATERMARK + 1)));
    take(Given.arrival(Given.bought("COOKIE:c", WATERMARK + 1)));

    assertThat(side(IntakeGate.DIRECTORY))
        .extracting(Envelope::topic)
        .containsExactly(InTopic.PURCHASES, InTopic.CUSTOMERS);
    assertThat(main()).hasSize(3);
    assertNothingIn(IntakeGate.LINKS);
  }

  @Test
  void an_erasure_goes_to_all_that_know_the_customer() throws Exception {
    take(Given.arrival(Given.erased("anna", WATERMARK + 1)));

    assertThat(main()).hasSize(1);
    assertThat(side(IntakeGate.LINKS)).hasSize(1);
    assertThat(side(IntakeGate.DIRECTORY)).hasSize(1);
    assertThat(side(IntakeGate.OFFERS)).hasSize(1);
  }

  @Test
  void news_of_a_coupon_goes_to_the_offer_desk_alone_and_is_told_of_when_late() throws Exception {
    take(Given.arrival(news(WATERMARK + 1)));
    assertNothingIn(IntakeGate.ASIDE);
    take(Given.arrival(news(WATERMARK)));

    assertThat(side(IntakeGate.OFFERS)).hasSize(2).allMatch(one -> one.late() == null);
    assertThat(Told.lateEvents(side(IntakeGate.ASIDE)))
        .extracting(LateEvent::getReason)
        .containsExactly(LateReason.APPLIED);
    assertThat(main()).isEmpty();
  }

  private static Envelope news(long time) {
    return Envelope.of(
        "k-1", false, new CouponChanged("e-" + time, time, "k-1", CouponChange.DELIVERED, null));
  }

  @Test
  void of_orders_the_offer_desk_gets_those_with_a_coupon_whoever_paid() throws Exception {
    take(Given.arrival(order("anna", false, List.of())));
    assertNothingIn(IntakeGate.OFFERS);
    take(Given.arrival(order("anna", false, List.of("k-1"))));
    take(Given.arrival(order("CARD:c", true, List.of("k-2"))));

    assertThat(side(IntakeGate.OFFERS))
        .extracting(one -> ((Bought) FactCodec.unpack(one.fact())).couponIds())
        .containsExactly(List.of("k-1"), List.of("k-2"));
    assertThat(main()).hasSize(2);
    assertThat(side(IntakeGate.ANONYMOUS)).hasSize(1);
  }

  private static Envelope order(String payer, boolean anonymous, List<String> coupons) {
    return Envelope.of(
        payer,
        anonymous,
        new Bought(
            "p-1",
            WATERMARK + 1,
            "o-1",
            Channel.ONLINE,
            null,
            List.of(new Bought.Line("tv-1", 1, 100, -1)),
            coupons));
  }

  @Test
  void an_anonymous_actors_facts_go_to_identity_and_nowhere_else() throws Exception {
    take(Given.arrival(Given.view("COOKIE:c", WATERMARK + 1)));
    take(Given.arrival(Given.view("COOKIE:c", WATERMARK)));

    assertThat(side(IntakeGate.ANONYMOUS))
        .extracting(one -> one.late() != null)
        .containsExactly(false, true);
    assertThat(main()).isEmpty();
    assertNothingIn(IntakeGate.ASIDE);
  }

  @Test
  void a_product_goes_to_the_catalogue_and_a_late_one_is_told_of_too() throws Exception {
    take(product(WATERMARK + 1));
    assertNothingIn(IntakeGate.ASIDE);
    take(product(WATERMARK));

    assertThat(side(IntakeGate.ANNOUNCEMENTS)).hasSize(2);
    assertThat(Told.lateEvents(side(IntakeGate.ASIDE)))
        .singleElement()
        .satisfies(row -> assertThat(row.getReason()).isEqualTo(LateReason.APPLIED));
    assertThat(main()).isEmpty();
  }

  @Test
  void a_record_that_no_decision_reads_leaves_a_trace_only_when_late() throws Exception {
    take(Given.unused(WATERMARK + 1));
    assertNothingIn(IntakeGate.ASIDE);
    take(Given.unused(WATERMARK));

    assertThat(Told.lateEvents(side(IntakeGate.ASIDE)))
        .extracting(LateEvent::getReason)
        .containsExactly(LateReason.APPLIED);
    assertThat(main()).isEmpty();
  }

  @Test
  void a_dead_letter_keeps_its_bytes_its_origin_and_its_reason_and_is_never_late()
      throws Exception {
    byte[] bytes = {(byte) 0xFF, 0, 'x'};
    take(
        Intake.dead(
            InTopic.PURCHASES,
            "purchases.jsonl:7",
            bytes,
            DeadLetterReason.UNKNOWN_ENUM,
            "field 'channel' is none of them"));

    DeadLetter letter = Told.deadLetters(side(IntakeGate.ASIDE)).get(0);
    assertThat(letter.getStream()).isEqualTo("purchases");
    assertThat(letter.getOrigin()).isEqualTo("purchases.jsonl:7");
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_ENUM);
    assertThat(letter.getDetail()).isEqualTo("field 'channel' is none of them");
    assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(side(IntakeGate.ASIDE)).hasSize(1);
    assertThat(main()).isEmpty();
  }

  @Test
  void a_dead_letter_of_an_unknown_stream_is_told_too() throws Exception {
    take(
        Intake.dead(
            null, "x-0-1", Given.bytes("x"), DeadLetterReason.UNKNOWN_SCHEMA, "no such stream"));

    assertThat(Told.deadLetters(side(IntakeGate.ASIDE)))
        .extracting(DeadLetter::getStream)
        .containsExactly("");
  }

  @Test
  void after_a_crash_the_late_are_still_late_and_the_refused_still_refused() throws Exception {
    take(Given.unused(WATERMARK + 2));
    OperatorSubtaskState state = gate.snapshot(1, 1);
    gate.close();
    gate = create();
    gate.initializeState(state);
    gate.open();
    take(Given.arrival(Given.view("anna", WATERMARK - HORIZON - 1)));
    take(Given.arrival(Given.view("anna", WATERMARK)));
    take(Given.arrival(Given.view("anna", WATERMARK + 1)));

    assertThat(main()).extracting(one -> one.late() != null).containsExactly(true, false);
    assertThat(Told.lateEvents(side(IntakeGate.ASIDE)))
        .extracting(LateEvent::getReason)
        .containsExactly(LateReason.REFUSED_BEYOND_HORIZON);
  }

  @Test
  void after_a_rescaling_the_slowest_gate_that_saw_anything_says_what_is_late() throws Exception {
    OperatorSubtaskState fast = snapshotAt(WATERMARK);
    OperatorSubtaskState slow = snapshotAt(WATERMARK - DAY);
    OperatorSubtaskState unused = snapshotAt(Long.MIN_VALUE);
    gate.close();
    gate = create();
    gate.initializeState(AbstractStreamOperatorTestHarness.repackageState(fast, slow, unused));
    gate.open();
    take(Given.arrival(Given.view("anna", WATERMARK - DAY)));
    take(Given.arrival(Given.view("anna", WATERMARK - DAY + 1)));

    assertThat(main()).extracting(one -> one.late() != null).containsExactly(true, false);
  }

  private static OperatorSubtaskState snapshotAt(long watermark) throws Exception {
    try (OneInputStreamOperatorTestHarness<Arrival, Envelope> other = create()) {
      other.open();
      if (watermark != Long.MIN_VALUE) {
        other.processWatermark(watermark);
        other.processElement(new StreamRecord<>(Given.unused(watermark + 1)));
      }
      return other.snapshot(1, 1);
    }
  }

  private static Arrival product(long time) {
    return new Arrival(
        InTopic.PRODUCTS,
        "products.jsonl:1",
        Given.bytes("raw"),
        time,
        null,
        new ProductVersion(Given.SKU, time, Given.FAMILY, "television", 1, 1),
        null,
        null);
  }

  private void take(Arrival arrival) throws Exception {
    gate.processElement(new StreamRecord<>(arrival));
  }

  private List<Envelope> main() {
    return gate.extractOutputValues();
  }

  private <T> List<T> side(OutputTag<T> tag) {
    var records = gate.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private void assertNothingIn(OutputTag<?> tag) {
    assertThat((List<?>) side(tag)).isEmpty();
  }
}
