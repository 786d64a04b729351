package dev.showroom.stream;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Facts by hand; a key with a colon in it is an anonymous actor's. */
final class Given {
  static final long T0 = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
  static final long MINUTE = Duration.ofMinutes(1).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final long DAY = Duration.ofDays(1).toMillis();
  static final String SKU = "tv-1";
  static final String FAMILY = "tv";

  private Given() {}

  static Envelope view(String key, long time) {
    return of(key, new Browse("b-" + key + "-" + time, time, BrowseAction.VIEW, SKU, null, null));
  }

  static Envelope step(String key, long time, VisitAction action) {
    boolean inspects = action != VisitAction.ENTER && action != VisitAction.EXIT;
    return of(
        key,
        new VisitStep("v-" + key + "-" + time, time, "store-1", action, inspects ? SKU : null, 90));
  }

  static Envelope bought(String key, long time) {
    return of(
        key,
        new Bought(
            "p-" + key + "-" + time,
            time,
            "o-" + key + "-" + time,
            Channel.ONLINE,
            null,
            List.of(new Bought.Line(SKU, 1, 49_900, -1))));
  }

  static Envelope link(String actor, long time, String customer, boolean link) {
    return of(actor, new LinkChanged("l-" + customer + "-" + time, time, customer, link, true));
  }

  static Envelope profile(String customer, long time, String household) {
    return of(customer, new ProfileStated("u-" + customer + "-" + time, time, false, household));
  }

  static Envelope erased(String customer, long time) {
    return of(customer, new Erased("x-" + time, time));
  }

  /** Three looks on three days, then two inspections in the shop and out again at {@code exit}. */
  static List<Envelope> showrooming(String key, long exit) {
    List<Envelope> facts = new ArrayList<>();
    for (int day = 3; day >= 1; day--) {
      facts.add(view(key, exit - day * DAY));
    }
    facts.add(step(key, exit - 30 * MINUTE, VisitAction.ENTER));
    facts.add(step(key, exit - 20 * MINUTE, VisitAction.DEMO));
    facts.add(step(key, exit - 10 * MINUTE, VisitAction.ASSIST));
    facts.add(step(key, exit, VisitAction.EXIT));
    return facts;
  }

  static ProductVersion product() {
    return new ProductVersion(SKU, T0 - 365 * DAY, FAMILY, "television", 59_900, 40_000);
  }

  static Envelope late(Envelope envelope, String origin, long watermark) {
    return envelope.late(new LateNote(origin, watermark, bytes(origin)));
  }

  static Arrival arrival(Envelope envelope) {
    return new Arrival(
        envelope.topic(),
        envelope.topic().file() + ":1",
        bytes("raw"),
        envelope.time(),
        envelope,
        null,
        null,
        null);
  }

  /** A valid record that no decision reads. */
  static Arrival unused(long time) {
    return new Arrival(
        InTopic.FEED_PROGRESS, "feed-progress.jsonl:1", bytes("raw"), time, null, null, null, null);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Envelope of(String key, Fact fact) {
    return Envelope.of(key, key.contains(":"), fact);
  }
}
