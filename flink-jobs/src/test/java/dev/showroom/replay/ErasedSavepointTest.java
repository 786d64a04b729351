package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What savepoints hold of a customer who asked to be forgotten: one taken before, one after, and
 * one of a job that went on from the latter and was told more of the same id.
 */
@Timeout(180)
class ErasedSavepointTest {
  private static final long T0 = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final long ERASED = T0 + 9 * DAY;

  private static final String HER = "erika-4711";
  private static final String BEN = "ben-0815";
  private static final Actor SHE = new Actor(ActorKind.CUSTOMER, HER);
  private static final Actor HE = new Actor(ActorKind.CUSTOMER, BEN);
  private static final Actor COOKIE = new Actor(ActorKind.COOKIE, "cookie-of-hers");
  private static final Actor DEVICE = new Actor(ActorKind.DEVICE, "device-of-hers");
  private static final Actor NEW_COOKIE = new Actor(ActorKind.COOKIE, "new-cookie-of-hers");

  /** Hers first, then ben's: his name may stay. */
  private static final Actor HANDED_ON = new Actor(ActorKind.COOKIE, "handed-on");

  private static final Actor KIOSK = new Actor(ActorKind.DEVICE, "kiosk");

  @TempDir static Path home;

  /** What names her: ids of hers, of her things, and of all that she did. */
  private static final Set<String> HERS =
      new LinkedHashSet<>(List.of(HER, COOKIE.getId(), DEVICE.getId()));

  /** What of it there was before the erasure. */
  private static Set<String> hersBefore;

  private static int events;
  private static SteeredJob job;

  private static Path before;
  private static Path after;
  private static Path later;
  private static List<Alert> herAlerts;
  private static List<Alert> herAlertsLater;
  private static List<Alert> hisAlerts;

  @BeforeAll
  static void run() throws Exception {
    try (SteeredJob first = SteeredJob.start(null)) {
      job = first;
      live();
      hersBefore = Set.copyOf(HERS);
      before = job.watermark(ERASED - 1).savepoint(home);
      give(
          InTopic.ERASURES,
          ERASED,
          new ErasureRequest(event(SHE), Instant.ofEpochMilli(ERASED), HER));
      after = job.watermark(ERASED + HOUR).savepoint(home);
      herAlerts = SteeredJob.alerts(HER);
      hisAlerts = SteeredJob.alerts(BEN);
    }
    try (SteeredJob restored = SteeredJob.start(after)) {
      job = restored;
      liveOn();
      later = job.watermark(ERASED + 5 * DAY).savepoint(home);
      herAlertsLater = SteeredJob.alerts(HER);
    }
  }

  @Test
  void before_the_erasure_the_same_scan_finds_all_of_it() throws IOException {
    assertThat(hersBefore).hasSizeGreaterThan(20);
    assertThat(SavepointScan.found(before, HERS)).isEqualTo(new TreeSet<>(hersBefore));
  }

  @Test
  void she_had_an_open_alert_and_it_is_retracted() {
    assertThat(herAlerts)
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.SUSPECTED, AlertStatus.RETRACTED);
    assertThat(herAlerts.get(1).getRetractReason()).isEqualTo(RetractReason.ERASED);
  }

  @Test
  void the_household_had_been_told_what_she_bought() {
    assertThat(hisAlerts)
        .extracting(Alert::getRetractReason)
        .containsExactly(null, RetractReason.SALE_KEPT);
  }

  @Test
  void after_the_erasure_no_byte_of_her_is_left() throws IOException {
    assertThat(SavepointScan.found(after, HERS)).isEmpty();
    assertThat(SavepointScan.found(after, Set.of(BEN, "handed-on"))).as("others are").hasSize(2);
  }

  @Test
  void after_a_restore_nothing_that_comes_for_her_id_stays_or_is_judged() throws IOException {
    assertThat(SavepointScan.found(later, HERS)).isEmpty();
    assertThat(herAlertsLater).isEmpty();
    assertThat(SavepointScan.found(later, Set.of("order-of-his-later")))
        .as("of others it does")
        .hasSize(1);
  }

  private static void live() {
    product("tv-1", "tv");
    product("lamp-1", "lamp");
    profile(SHE, T0);
    profile(HE, T0);
    // Before and after the link: what was given to her at once, and what was in hindsight.
    for (int day = 1; day <= 3; day++) {
      browse(COOKIE, "tv-1", T0 + day * DAY);
      browse(HE, "lamp-1", T0 + day * DAY);
    }
    link(COOKIE, HER, T0 + 3 * DAY + HOUR);
    browse(COOKIE, "tv-1", T0 + 3 * DAY + 2 * HOUR);
    link(DEVICE, HER, T0 + 3 * DAY);
    browse(DEVICE, "tv-1", T0 + 4 * DAY);
    bought(DEVICE, "order-of-hers-0", "cable-1", T0 + 4 * DAY);
    link(HANDED_ON, HER, T0 + DAY);
    herOwn(HANDED_ON, T0 + DAY + HOUR);
    link(HANDED_ON, BEN, T0 + 2 * DAY);
    browse(HANDED_ON, "tv-1", T0 + 2 * DAY + HOUR);
    link(KIOSK, HER, T0 + DAY);
    for (int i = 0; i < 4; i++) {
      link(KIOSK, "stranger-" + i, T0 + 2 * DAY + i);
    }
    visit(SHE, "tv-1", T0 + 5 * DAY);
    visit(HE, "lamp-1", T0 + 5 * DAY);
    bought(SHE, "order-of-hers-1", "lamp-1", T0 + 6 * DAY);
    give(
        InTopic.RETURNS,
        T0 + 7 * DAY,
        ProductReturn.newBuilder()
            .setEventId(event(SHE))
            .setEventTime(Instant.ofEpochMilli(T0 + 7 * DAY))
            .setActor(SHE)
            .setOrderId("order-of-hers-1")
            .setChannel(Channel.STORE)
            .setLines(List.of(new ReturnLine("lamp-1", 1, 9_900L)))
            .setReason(ReturnReason.DEFECTIVE)
            .setCondition(ReturnCondition.OPENED)
            .build());
    HERS.add("case-of-hers");
    give(
        InTopic.SERVICE_CASES,
        T0 + 7 * DAY,
        ServiceCase.newBuilder()
            .setEventId(event(SHE))
            .setEventTime(Instant.ofEpochMilli(T0 + 7 * DAY))
            .setCustomerId(HER)
            .setCaseId("case-of-hers")
            .setChange(CaseChange.OPENED)
            .setSku("lamp-1")
            .build());
    job.watermark(T0 + 8 * DAY);
    // Not yet decided by: it is still in the inbox when she is erased.
    browse(COOKIE, "tv-1", ERASED - HOUR);
    bought(COOKIE, "order-of-hers-2", "cable-1", ERASED - HOUR);
  }

  /** Of the same id, after it was erased: in time, late, by name, and by things old and new. */
  private static void liveOn() {
    HERS.add(NEW_COOKIE.getId());
    bought(SHE, "order-of-hers-late", "tv-1", ERASED - HOUR);
    link(DEVICE, HER, ERASED - HOUR);
    bought(SHE, "order-of-hers-later", "tv-1", ERASED + 2 * DAY);
    profile(SHE, ERASED + 2 * DAY);
    link(COOKIE, HER, ERASED + 2 * DAY);
    link(NEW_COOKIE, HER, ERASED + 2 * DAY);
    for (int i = 1; i < 4; i++) {
      browse(SHE, "tv-1", ERASED + 2 * DAY + i * HOUR);
    }
    visit(SHE, "tv-1", ERASED + 3 * DAY);
    bought(HE, "order-of-his-later", "tv-1", ERASED + 3 * DAY);
    give(
        InTopic.ERASURES,
        ERASED + 4 * DAY,
        new ErasureRequest(event(SHE), Instant.ofEpochMilli(ERASED + 4 * DAY), HER));
  }

  private static void give(InTopic topic, long time, SpecificRecord one) {
    job.give(topic, time, one);
  }

  /** The id of the next event, which is noted where it is hers or of a thing of hers. */
  private static String event(Actor actor) {
    boolean hers = Set.of(SHE, COOKIE, DEVICE, NEW_COOKIE).contains(actor);
    String id = "event-" + (hers ? "of-hers-" : "of-others-") + ++events + ".";
    if (hers) {
      HERS.add(id);
    }
    return id;
  }

  /** Browsing by a thing that was hers then. */
  private static void herOwn(Actor actor, long time) {
    String id = event(SHE);
    give(InTopic.BROWSING, time, browse(id, actor, "tv-1", time));
  }

  private static void browse(Actor actor, String sku, long time) {
    give(InTopic.BROWSING, time, browse(event(actor), actor, sku, time));
  }

  private static BrowseEvent browse(String id, Actor actor, String sku, long time) {
    return BrowseEvent.newBuilder()
        .setEventId(id)
        .setEventTime(Instant.ofEpochMilli(time))
        .setActor(actor)
        .setAction(BrowseAction.VIEW)
        .setSku(sku)
        .build();
  }

  private static void visit(Actor actor, String sku, long exit) {
    VisitAction[] actions = {
      VisitAction.ENTER, VisitAction.DEMO, VisitAction.ASSIST, VisitAction.EXIT
    };
    for (int i = 0; i < actions.length; i++) {
      long time = exit - (actions.length - 1 - i) * HOUR / 6;
      boolean inspects = actions[i] == VisitAction.DEMO || actions[i] == VisitAction.ASSIST;
      give(
          InTopic.STORE_VISITS,
          time,
          new VisitEvent(
              event(actor),
              Instant.ofEpochMilli(time),
              actor,
              "store-1",
              actions[i],
              inspects ? sku : null,
              90));
    }
  }

  private static void bought(Actor actor, String order, String sku, long time) {
    if (order.contains("of-hers")) {
      HERS.add(order);
    }
    give(
        InTopic.PURCHASES,
        time,
        new Purchase(
            event(actor),
            Instant.ofEpochMilli(time),
            actor,
            order,
            Channel.ONLINE,
            null,
            List.of(new PurchaseLine(sku, 1, 9_900L, null)),
            List.of()));
  }

  private static void link(Actor actor, String customer, long time) {
    give(
        InTopic.IDENTITY_LINKS,
        time,
        new IdentityLink(
            event(customer.equals(HER) ? SHE : actor),
            Instant.ofEpochMilli(time),
            actor,
            customer,
            LinkChange.LINK,
            LinkConfidence.DETERMINISTIC));
  }

  private static void profile(Actor customer, long time) {
    give(
        InTopic.CUSTOMERS,
        time,
        CustomerProfile.newBuilder()
            .setEventId(event(customer))
            .setEventTime(Instant.ofEpochMilli(time))
            .setCustomerId(customer.getId())
            .setConsentPersonalisation(true)
            .setConsentPush(true)
            .setStaff(false)
            .setHouseholdId("home")
            .build());
  }

  private static void product(String sku, String family) {
    give(
        InTopic.PRODUCTS,
        T0 - DAY,
        new Product(
            event(KIOSK),
            Instant.ofEpochMilli(T0 - DAY),
            sku,
            family,
            "things",
            null,
            9_900L,
            5_000L,
            List.of()));
  }
}
