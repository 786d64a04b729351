package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.PurchaseLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * One customer while their story is told: who they are, what they act under, which families they
 * have been concerned with. Each stretch of life takes families of its own, so that everyday noise
 * cannot turn a trap into the real thing or the other way round.
 */
final class Shopper {
  private final SimulationOptions options;
  private final Catalogue catalogue;
  private final Dice dice;
  private final Diary diary;
  private final int number;
  private final Actor self;
  private final Actor card;
  private final String household;
  private final String homeStore;
  private final BitSet taken = new BitSet();
  private final List<TruthLabel> truth = new ArrayList<>(1);
  private boolean staff;
  private int aliases;

  Shopper(int number, SimulationOptions options, Catalogue catalogue) {
    this.number = number;
    this.options = options;
    this.catalogue = catalogue;
    this.dice = new Dice(options.seed(), number);
    this.diary = new Diary(number, options.endMillis());
    this.self = new Actor(ActorKind.CUSTOMER, Ids.customer(number));
    this.household = household();
    this.homeStore = Ids.store(dice.between(1, options.stores()));
    this.card = dice.chance(0.3) ? loyaltyCard() : null;
  }

  Dice dice() {
    return dice;
  }

  Diary diary() {
    return diary;
  }

  List<TruthLabel> truth() {
    return truth;
  }

  /** When the first can happen: catalogue, profiles and cards are known by then. */
  long begin() {
    return options.startMillis() + 2 * Times.HOUR;
  }

  long end() {
    return options.endMillis();
  }

  String customerId() {
    return self.getId();
  }

  // ---- who they are --------------------------------------------------------------------------

  void becomeStaff() {
    staff = true;
  }

  void writeProfile() {
    CustomerProfile profile = new CustomerProfile();
    profile.setEventTime(options.start());
    profile.setConsentPersonalisation(dice.chance(0.8));
    profile.setConsentPush(dice.chance(0.6));
    profile.setTimeZone(dice.chance(0.9) ? "Europe/London" : null);
    profile.setStaff(staff);
    profile.setHouseholdId(household);
    profile.setSegment(
        switch (dice.weighted(10, 15, 60, 3, 12)) {
          case 0 -> dev.showroom.schemas.Segment.MOST_VALUABLE;
          case 1 -> dev.showroom.schemas.Segment.MOST_GROWABLE;
          case 2 -> dev.showroom.schemas.Segment.ORDINARY;
          case 3 -> dev.showroom.schemas.Segment.BELOW_ZERO;
          default -> null;
        });
    profile.setPriceSensitive(dice.chance(0.4) ? (Boolean) dice.chance(0.5) : null);
    diary.profile(profile);
  }

  /** Some neighbours in number live together; both work it out alone and come to the same. */
  private String household() {
    int pair = (number + 1) / 2;
    Dice shared = new Dice(Dice.mix(options.seed()), pair);
    return shared.chance(0.15) ? "h-" + Ids.padded(pair, 6) : null;
  }

  private Actor loyaltyCard() {
    Actor actor = alias(ActorKind.CARD, "cd");
    diary.link(
        options.startMillis() + dice.time(Times.MINUTE, Times.HOUR),
        actor,
        LinkConfidence.DETERMINISTIC);
    return actor;
  }

  // ---- what they act under -------------------------------------------------------------------

  /** Signed in. */
  Guise signedIn() {
    return new Guise(self, Long.MIN_VALUE);
  }

  /** Who the till knows: a loyalty card or the account. */
  Actor payer() {
    return card != null && dice.chance(0.5) ? card : self;
  }

  /** An id that nothing ties to the customer. */
  Actor stranger(ActorKind kind) {
    return switch (kind) {
      case COOKIE -> alias(kind, "ck");
      case DEVICE -> alias(kind, "dv");
      case WIFI -> alias(kind, "wf");
      default -> throw new IllegalArgumentException("not an anonymous id: " + kind);
    };
  }

  /** An anonymous id and the link that gives it away at {@code linkTime}. */
  Guise linkedLater(ActorKind kind, long linkTime) {
    Actor actor = stranger(kind);
    diary.link(linkTime, actor, LinkConfidence.DETERMINISTIC);
    return new Guise(actor, linkTime);
  }

  /**
   * How the research before a visit, or around a return, is seen: signed in, under a cookie linked
   * before the pivot, or under one linked within days after it.
   */
  Guise researcher(long from, long pivot) {
    return guise(dice.chance(0.85) ? ActorKind.COOKIE : ActorKind.DEVICE, from, pivot, 45, 38, 17);
  }

  /** How a visit is seen: checked in, or by the store's Wi-Fi or the app's device id. */
  Guise visitor(long from, long pivot) {
    return guise(dice.chance(0.8) ? ActorKind.WIFI : ActorKind.DEVICE, from, pivot, 60, 25, 15);
  }

  private Guise guise(ActorKind kind, long from, long pivot, int signedIn, int before, int after) {
    return switch (dice.weighted(signedIn, before, after)) {
      case 0 -> signedIn();
      case 1 -> linkedLater(kind, dice.time(from, pivot));
      default -> {
        // A link behind the end of the world would be lost, and the truth with it.
        long latest = Math.min(pivot + 5 * Times.DAY, end() - Times.MINUTE);
        yield linkedLater(kind, dice.time(Math.min(pivot + 15 * Times.MINUTE, latest), latest));
      }
    };
  }

  private Actor alias(ActorKind kind, String prefix) {
    return new Actor(kind, Ids.opaque(prefix, options.seed(), number, aliases++ & 0xFFF));
  }

  // ---- what they are concerned with ----------------------------------------------------------

  Family freshFamily() {
    return freshFamily(family -> true);
  }

  /** A family that this customer, and who lives with them, has nothing else to do with. */
  Family freshFamily(Predicate<Family> wanted) {
    for (int i = 0; i < 64; i++) {
      Family family = catalogue.anyFamily(dice);
      if (isFree(family) && wanted.test(family)) {
        return take(family);
      }
    }
    for (Family family : catalogue.families()) {
      if (isFree(family) && wanted.test(family)) {
        return take(family);
      }
    }
    return null;
  }

  /** Its accessories go with it: buying one would be evidence. */
  private Family take(Family family) {
    taken.set(family.index());
    family.accessories().forEach(taken::set);
    return family;
  }

  /** An accessory of a family that was taken. */
  Family accessoryOf(Family family) {
    return family.accessories().isEmpty() ? null : catalogue.family(family.accessories().get(0));
  }

  private boolean isFree(Family family) {
    boolean mine = household == null || family.index() % 2 == number % 2;
    return mine && !taken.get(family.index());
  }

  Family.Item item(Family family) {
    return dice.pick(family.items());
  }

  // ---- where and when ------------------------------------------------------------------------

  String store() {
    return dice.chance(0.8) ? homeStore : Ids.store(dice.between(1, options.stores()));
  }

  Channel ownChannelAtHome() {
    return switch (dice.weighted(68, 27, 5)) {
      case 0 -> Channel.ONLINE;
      case 1 -> Channel.APP;
      default -> Channel.PHONE;
    };
  }

  /** A time when stores are open, if there is one in the range. */
  long storeTime(long from, long until) {
    return timeOfDay(from, until, 9.5, 9.0);
  }

  /** A time when people are awake, most of them in the evening. */
  long homeTime(long from, long until) {
    return dice.chance(0.6) ? timeOfDay(from, until, 17, 6) : timeOfDay(from, until, 7, 10);
  }

  /** A time for a visit with so much room before and after it as the world allows. */
  long visitTime(long lead, long tail) {
    long earliest = begin() + lead;
    long latest = end() - tail;
    if (latest - earliest < Times.DAY) {
      earliest = begin() + (long) ((end() - begin()) * ((double) lead / (lead + tail)) / 2);
      latest = earliest + (end() - earliest) / 4;
    }
    return storeTime(earliest, latest);
  }

  private long timeOfDay(long from, long until, double firstHour, double hours) {
    for (int i = 0; i < 12; i++) {
      long day = Math.floorDiv(dice.time(from, until), Times.DAY) * Times.DAY;
      long time = day + Times.hours(firstHour + hours * dice.unit());
      if (time >= from && time < until) {
        return time;
      }
    }
    return dice.time(from, until);
  }

  // ---- what they buy -------------------------------------------------------------------------

  PurchaseLine line(Family family) {
    Family.Item item = item(family);
    Integer trialDays = dice.chance(0.3) ? (Integer) 14 : null;
    return new PurchaseLine(item.sku(), dice.geometric(1.15), item.priceMinor(), trialDays);
  }

  String buyAtHome(long time, Family family) {
    return diary.purchase(time, self, ownChannelAtHome(), null, List.of(line(family)));
  }

  // ---- the truth -----------------------------------------------------------------------------

  boolean isPositive() {
    return truth.stream().anyMatch(TruthLabel::positive);
  }

  /** Nothing about this customer calls for an alert. */
  void isInnocent(String label) {
    truth.add(new TruthLabel(customerId(), label, false, null, null, null, null, null, false));
  }

  /**
   * A trap.
   *
   * @param retracted whether an alert may be raised for a while
   */
  void onlyLooksLike(String label, Pattern pattern, Family family, long anchor, boolean retracted) {
    truth.add(
        new TruthLabel(
            customerId(),
            label,
            false,
            pattern.name(),
            family == null ? null : family.id(),
            Instant.ofEpochMilli(anchor),
            null,
            null,
            retracted));
  }

  /** The real thing. */
  void is(
      String label, Pattern pattern, Family family, long anchor, long knownFrom, long deadline) {
    truth.add(
        new TruthLabel(
            customerId(),
            label,
            true,
            pattern.name(),
            family.id(),
            Instant.ofEpochMilli(anchor),
            Instant.ofEpochMilli(Math.max(anchor, knownFrom)),
            Instant.ofEpochMilli(deadline),
            false));
  }
}
