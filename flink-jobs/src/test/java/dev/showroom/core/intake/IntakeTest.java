package dev.showroom.core.intake;

import static dev.showroom.core.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTest {
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final byte[] RAW = "raw".getBytes(StandardCharsets.UTF_8);

  private final Intake intake = new Intake(TOLERANCE);

  // ---- what passes
  // ---------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(InTopic.class)
  void aValidRecordOfEachStreamPassesWithItsTimeAndBytes(InTopic topic) {
    Arrival arrival = accept(topic, Records.of(topic));

    assertThat(arrival.isDead()).isFalse();
    assertThat(arrival.time()).isEqualTo(T0);
    assertThat(arrival.raw()).isEqualTo(RAW);
    assertThat(arrival.origin()).isEqualTo("origin");
    assertThat(arrival.topic()).isEqualTo(topic);
  }

  @Test
  void aCookiesBrowsingBecomesAnAnonymousFact() {
    Envelope envelope = accept(InTopic.BROWSING, Records.browse()).envelope();

    assertThat(envelope.key()).isEqualTo("COOKIE:x");
    assertThat(envelope.anonymous()).isTrue();
    assertThat(envelope.knownAt()).isEqualTo(T0);
    assertThat(envelope.knownUntil()).isEqualTo(Envelope.FOREVER);
    assertThat(FactCodec.unpack(envelope.fact()))
        .isEqualTo(new Browse("e", T0, BrowseAction.COMPARE, "tv-1", Referrer.EMAIL, null));
  }

  @Test
  void aCustomersFactsGoToTheCustomer() {
    Envelope visit = accept(InTopic.STORE_VISITS, Records.visit()).envelope();
    assertThat(visit.key()).isEqualTo("anna");
    assertThat(visit.anonymous()).isFalse();

    Envelope profile = accept(InTopic.CUSTOMERS, Records.profile()).envelope();
    assertThat(profile.key()).isEqualTo("anna");
    assertThat(FactCodec.unpack(profile.fact()))
        .isEqualTo(new ProfileStated("e", T0, true, null, true, true, null, null, null));

    Envelope serviceCase = accept(InTopic.SERVICE_CASES, Records.serviceCase()).envelope();
    assertThat(serviceCase.key()).isEqualTo("anna");
    assertThat(FactCodec.unpack(serviceCase.fact()))
        .isEqualTo(new CaseChanged("e", T0, "k", true, null));
  }

  @Test
  void aBlankHouseholdIsNone() throws Exception {
    CustomerProfile profile =
        CustomerProfile.newBuilder((CustomerProfile) Records.profile()).build();
    for (String blank : new String[] {"", " "}) {
      profile.setHouseholdId(blank);
      assertThat(household(profile)).isNull();
    }
    profile.setHouseholdId("home");
    assertThat(household(profile)).isEqualTo("home");
  }

  private String household(CustomerProfile profile) {
    Envelope envelope = accept(InTopic.CUSTOMERS, profile).envelope();
    return ((ProfileStated) FactCodec.unpack(envelope.fact())).householdId();
  }

  @Test
  void aLinkGoesToItsActorAndAProductToTheCatalogue() {
    Envelope link = accept(InTopic.IDENTITY_LINKS, Records.link()).envelope();
    assertThat(link.key()).isEqualTo("COOKIE:x");
    assertThat(FactCodec.unpack(link.fact()))
        .isEqualTo(new LinkChanged("e", T0, "anna", true, true));

    Arrival product = accept(InTopic.PRODUCTS, Records.product());
    assertThat(product.envelope()).isNull();
    assertThat(product.announcement())
        .isEqualTo(new ProductVersion("tv-1", T0, "tv", "electronics", 0, 0));
  }

  // ---- dead letters
  // --------------------------------------------------------------------------------------------

  static Stream<Object[]> blanks() {
    return Stream.of(
        spoilt(InTopic.BROWSING, "eventId", Records.browse(), r -> r.setEventId(" ")),
        spoilt(
            InTopic.BROWSING,
            "actor.id",
            Records.browse(),
            r -> r.setActor(new Actor(ActorKind.CARD, ""))),
        spoilt(InTopic.STORE_VISITS, "storeId", Records.visit(), r -> r.setStoreId("")),
        spoilt(InTopic.PURCHASES, "orderId", Records.purchase(), r -> r.setOrderId("\t")),
        spoilt(
            InTopic.PURCHASES,
            "lines.sku",
            Records.purchase(),
            r -> r.setLines(List.of(new PurchaseLine("", 1, 1L, null)))),
        spoilt(InTopic.RETURNS, "orderId", Records.productReturn(), r -> r.setOrderId("")),
        spoilt(
            InTopic.RETURNS,
            "lines.sku",
            Records.productReturn(),
            r -> r.setLines(List.of(new ReturnLine(" ", 1, 1L)))),
        spoilt(InTopic.IDENTITY_LINKS, "customerId", Records.link(), r -> r.setCustomerId("")),
        spoilt(InTopic.CUSTOMERS, "customerId", Records.profile(), r -> r.setCustomerId("")),
        spoilt(InTopic.SERVICE_CASES, "caseId", Records.serviceCase(), r -> r.setCaseId("")),
        spoilt(
            InTopic.SERVICE_CASES, "customerId", Records.serviceCase(), r -> r.setCustomerId("")),
        spoilt(InTopic.PRODUCTS, "sku", Records.product(), r -> r.setSku("")),
        spoilt(InTopic.PRODUCTS, "family", Records.product(), r -> r.setFamily(" ")));
  }

  @ParameterizedTest
  @MethodSource("blanks")
  void aBlankFieldIsMissing(InTopic topic, String field, SpecificRecord record) {
    assertDead(accept(topic, record), DeadLetterReason.MISSING_FIELD, field);
  }

  static Stream<Object[]> invalid() {
    return Stream.of(
        spoilt(InTopic.BROWSING, "seenPriceMinor", Records.browse(), r -> r.setSeenPriceMinor(-1L)),
        spoilt(InTopic.STORE_VISITS, "seconds", Records.visit(), r -> r.setSeconds(-1)),
        spoilt(InTopic.PURCHASES, "lines", Records.purchase(), r -> r.setLines(List.of())),
        spoilt(
            InTopic.PURCHASES,
            "lines.quantity",
            Records.purchase(),
            r -> r.setLines(List.of(new PurchaseLine("tv-1", 0, 1L, null)))),
        spoilt(
            InTopic.PURCHASES,
            "lines.unitPriceMinor",
            Records.purchase(),
            r -> r.setLines(List.of(new PurchaseLine("tv-1", 1, -1L, null)))),
        spoilt(
            InTopic.PURCHASES,
            "lines.trialDays",
            Records.purchase(),
            r -> r.setLines(List.of(new PurchaseLine("tv-1", 1, 1L, -1)))),
        spoilt(InTopic.RETURNS, "lines", Records.productReturn(), r -> r.setLines(List.of())),
        spoilt(
            InTopic.RETURNS,
            "lines.refundMinor",
            Records.productReturn(),
            r -> r.setLines(List.of(new ReturnLine("tv-1", 1, -1L)))),
        spoilt(
            InTopic.IDENTITY_LINKS,
            "actor.kind",
            Records.link(),
            r -> r.setActor(new Actor(ActorKind.CUSTOMER, "anna"))),
        spoilt(InTopic.PRODUCTS, "priceMinor", Records.product(), r -> r.setPriceMinor(-1)),
        spoilt(InTopic.PRODUCTS, "costMinor", Records.product(), r -> r.setCostMinor(-1)));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void aValueThatCannotBeIsInvalid(InTopic topic, String field, SpecificRecord record) {
    assertDead(accept(topic, record), DeadLetterReason.INVALID_VALUE, field);
  }

  @Test
  void aNegativeQuantityHasAReasonOfItsOwn() {
    var purchase = Records.purchase();
    purchase.setLines(List.of(new PurchaseLine("tv-1", -1, 1L, null)));
    var back = Records.productReturn();
    back.setLines(List.of(new ReturnLine("tv-1", -2, 1L)));

    assertDead(accept(InTopic.PURCHASES, purchase), DeadLetterReason.NEGATIVE_QUANTITY, "quantity");
    assertDead(accept(InTopic.RETURNS, back), DeadLetterReason.NEGATIVE_QUANTITY, "quantity");
  }

  @Test
  void aTimeUpToTheToleranceAfterItsArrivalPassesAndAMillisecondMoreLiesInTheFuture() {
    long edge = T0 - TOLERANCE.toMillis();

    assertThat(accept(InTopic.BROWSING, Records.browse(), edge).isDead()).isFalse();
    assertDead(
        accept(InTopic.BROWSING, Records.browse(), edge - 1),
        DeadLetterReason.TIME_IN_FUTURE,
        "eventTime");
  }

  @Test
  void theYear2000IsTheEarliestTime() {
    var record = Records.browse();
    record.setEventTime(Instant.ofEpochMilli(Intake.EARLIEST));
    assertThat(accept(InTopic.BROWSING, record).isDead()).isFalse();

    record.setEventTime(Instant.ofEpochMilli(Intake.EARLIEST - 1));
    assertDead(accept(InTopic.BROWSING, record), DeadLetterReason.TIME_OUT_OF_RANGE, "eventTime");
  }

  @Test
  void whatJsonCannotBeIsNamed() {
    String valid = JsonRecords.write(Records.browse());
    assertThat(json(valid).isDead()).isFalse();

    assertDead(json("not json"), DeadLetterReason.UNDECODABLE, "");
    assertDead(json(valid + "x"), DeadLetterReason.UNDECODABLE, "");
    assertDead(json("[]"), DeadLetterReason.UNDECODABLE, "object");
    assertDead(json("{}"), DeadLetterReason.MISSING_FIELD, "eventId");
    assertDead(json(valid.replace("COMPARE", "STARE")), DeadLetterReason.UNKNOWN_ENUM, "action");
    assertDead(json(valid.replace("\"tv-1\"", "1")), DeadLetterReason.SCHEMA_VIOLATION, "sku");
    assertDead(
        json(valid.replace("2026-03-02", "2026-13-02")),
        DeadLetterReason.TIME_OUT_OF_RANGE,
        "eventTime");
  }

  @Test
  void whatAvroCannotBeIsNamed() {
    byte[] valid = avro(InTopic.BROWSING).write(Records.browse());
    byte[] otherSchema = avro(InTopic.PRODUCTS).write(Records.product());
    byte[] cut = Arrays.copyOf(valid, valid.length - 1);

    assertThat(acceptAvro(valid).isDead()).isFalse();
    assertDead(acceptAvro(otherSchema), DeadLetterReason.UNKNOWN_SCHEMA, "schema");
    assertDead(acceptAvro(cut), DeadLetterReason.UNDECODABLE, "");
    assertDead(acceptAvro(new byte[] {1, 2, 3}), DeadLetterReason.UNDECODABLE, "");
    assertDead(acceptAvro(new byte[0]), DeadLetterReason.UNDECODABLE, "");
  }

  @Test
  void aDeadLettersDetailNeverRepeatsTheRecordsValues() {
    String valid = JsonRecords.write(Records.browse());

    assertThat(json(valid.replace("COMPARE", "SECRET")).detail()).doesNotContain("SECRET");
    assertThat(json("{\"eventId\": SECRET").detail()).doesNotContain("SECRET");
  }

  // ---- garbage
  // -------------------------------------------------------------------------------------------------

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void randomBytesNeverThrow(@ForAll long seed) {
    Random random = new Random(seed);
    InTopic topic = topic(random);
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);

    assertPassesOrDies(topic, bytes);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void spoiltBytesOfAValidRecordNeverThrow(@ForAll long seed) {
    Random random = new Random(seed);
    InTopic topic = topic(random);
    SpecificRecord record = Records.of(topic);
    byte[] bytes =
        random.nextBoolean()
            ? avro(topic).write(record)
            : JsonRecords.write(record).getBytes(StandardCharsets.UTF_8);
    int spoils = 1 + random.nextInt(4);
    for (int i = 0; i < spoils && bytes.length > 0; i++) {
      bytes = spoilt(bytes, random);
    }

    assertPassesOrDies(topic, bytes);
  }

  private static byte[] spoilt(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      default -> {
        byte[] more = new byte[bytes.length + 3];
        System.arraycopy(bytes, 0, more, 0, at);
        System.arraycopy(bytes, at, more, at + 3, bytes.length - at);
        bytes = more;
      }
    }
    return bytes;
  }

  private void assertPassesOrDies(InTopic topic, byte[] bytes) {
    JsonRecords<SpecificRecord> json = new JsonRecords<>(topic.schema());
    AvroRecords<SpecificRecord> avro = avro(topic);
    assertThatCode(
            () -> {
              for (Intake.Decoder decoder : List.<Intake.Decoder>of(json::read, avro::read)) {
                Arrival arrival = intake.accept(topic, "origin", bytes, T0, decoder);
                assertThat(arrival.raw()).isEqualTo(bytes);
                assertThat(arrival.isDead()).isEqualTo(arrival.time() == Arrival.NO_TIME);
                assertThat(Arrival.unpack(arrival.pack()))
                    .usingRecursiveComparison()
                    .isEqualTo(arrival);
              }
            })
        .doesNotThrowAnyException();
  }

  // ---- helpers
  // -------------------------------------------------------------------------------------------------

  private interface Spoil<T> {
    void spoil(T record);
  }

  private static <T extends SpecificRecord> Object[] spoilt(
      InTopic topic, String field, T record, Spoil<T> spoil) {
    spoil.spoil(record);
    return new Object[] {topic, field, record};
  }

  private static InTopic topic(Random random) {
    return InTopic.of(random.nextInt(InTopic.values().length));
  }

  private static AvroRecords<SpecificRecord> avro(InTopic topic) {
    return new AvroRecords<>(topic.recordClass());
  }

  private Arrival accept(InTopic topic, SpecificRecord record) {
    return accept(topic, record, T0);
  }

  private Arrival accept(InTopic topic, SpecificRecord record, long arrivedAt) {
    return intake.accept(topic, "origin", RAW, arrivedAt, bytes -> record);
  }

  private Arrival json(String line) {
    JsonRecords<SpecificRecord> records = new JsonRecords<>(InTopic.BROWSING.schema());
    return intake.accept(
        InTopic.BROWSING, "origin", line.getBytes(StandardCharsets.UTF_8), T0, records::read);
  }

  private Arrival acceptAvro(byte[] bytes) {
    AvroRecords<SpecificRecord> records = avro(InTopic.BROWSING);
    return intake.accept(InTopic.BROWSING, "origin", bytes, T0, records::read);
  }

  private static void assertDead(Arrival arrival, DeadLetterReason reason, String inDetail) {
    assertThat(arrival.reason()).isEqualTo(reason);
    assertThat(arrival.detail()).contains(inDetail);
    assertThat(arrival.time()).isEqualTo(Arrival.NO_TIME);
    assertThat(arrival.envelope()).isNull();
    assertThat(arrival.announcement()).isNull();
  }
}
