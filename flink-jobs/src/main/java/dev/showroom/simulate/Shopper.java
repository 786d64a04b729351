package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.PurchaseLine;
import java.util.ArrayList;
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
  private final Interests families;
  private final Labels labels;
  private final List<DecisionMade> decisions;
  private boolean staff;
  private boolean welcomesOffers;
  private long erasedAt = Long.MAX_VALUE;
  private boolean buysNothingElse;
  private int aliases;

  /**
   * @param decisions that were made about this customer, in the order of time
   */
  Shopper(
      int number, SimulationOptions options, Catalogue catalogue, List<DecisionMade> decisions) {
    this.number = number;
    this.options = options;
    this.catalogue = catalogue;
    this.dice = new Dice(options.seed(), number);
    this.diary = new Diary(number, options.endMillis());
    this.self = new Actor(ActorKind.CUSTOMER, Ids.customer(number));
    this.labels = new Labels(customerId());
    this.household = household();
    // Who live together have families of their own.
    Predicate<Family> mine = family -> household == null || family.index() % 2 == number % 2;
    this.families = new Interests(catalogue, dice, mine);
    this.homeStore = Ids.store(dice.between(1, options.stores()));
    this.card = dice.chance(0.3) ? loyaltyCard() : null;
    this.decisions = decisions;
  }

  private Shopper(Shopper whole, String chapter) {
    this.number = whole.number;
    this.options = whole.options;
    this.catalogue = whole.catalogue;
    this.dice = new Dice(Dice.mix(options.seed() + 4), Ids.hash(whole.customerId() + chapter));
    this.diary = whole.diary.chapter(chapter);
    this.self = whole.self;
    this.labels = whole.labels;
    this.household = whole.household;
    this.families = whole.families;
    this.homeStore = whole.homeStore;
    this.card = whole.card;
    this.decisions = whole.decisions;
  }

  /**
   * The same customer in a chapter of the story that may turn out otherwise: it has dice of its
   * own, so that nothing outside of it does.
   */
  Shopper chapter(String mark) {
    return new Shopper(this, mark);
  }

  /** What the customer has come to know of offers. */
  List<DecisionMade> decisions() {
    return decisions;
  }

  Dice dice() {
    return dice;
  }

  Diary diary() {
    return diary;
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

  /** Says yes to being written to. */
  void welcomesOffers() {
    welcomesOffers = true;
  }

  /** All that they ever buy belongs to their story. */
  void buyNothingElse() {
    buysNothingElse = true;
  }

  boolean buysNothingElse() {
    return buysNothingElse;
  }

  /** Asks to be forgotten. */
  void erase(long time) {
    erasedAt = time;
    diary.erasure(time);
  }

  boolean isForgottenAt(long time) {
    return erasedAt <= time;
  }

  boolean isStaff() {
    return staff;
  }

  /** Who a couple's second member lives with. */
  Actor partner() {
    return new Actor(ActorKind.CUSTOMER, Ids.customer(number - 1));
  }

  int number() {
    return number;
  }

  int stores() {
    return options.stores();
  }

  void writeProfile() {
    CustomerProfile profile = new CustomerProfile();
    profile.setEventTime(options.start());
    profile.setConsentPersonalisation(dice.chance(0.8) | welcomesOffers);
    profile.setConsentPush(dice.chance(0.6) | welcomesOffers);
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
    boolean together = shared.chance(0.15) || Archetypes.isCouple(pair, options);
    return together ? "h-" + Ids.padded(pair, 6) : null;
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

  /** The same, but known to be the customer before the pivot. */
  Guise knownResearcher(long from, long pivot) {
    return guise(ActorKind.COOKIE, from, pivot, 55, 45, 0);
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

  boolean isOneOf(Actor actor) {
    return actor.equals(self) || actor.equals(card);
  }

  private Actor alias(ActorKind kind, String prefix) {
    return new Actor(kind, Ids.opaque(prefix, options.seed(), number, aliases++ & 0xFFF));
  }

  // ---- what they are concerned with ----------------------------------------------------------

  Family freshFamily() {
    return families.fresh(family -> true);
  }

  /** A family that this customer, and who lives with them, has nothing else to do with. */
  Family freshFamily(Predicate<Family> wanted) {
    return families.fresh(wanted);
  }

  /** An accessory of a family that was taken, to be bought; null if there is none. */
  Family accessoryOf(Family family) {
    return families.accessoryOf(family);
  }

  Family.Item item(Family family) {
    return dice.pick(family.items());
  }

  // ---- where and when ------------------------------------------------------------------------

  String store() {
    return dice.chance(0.8) ? homeStore : Ids.store(dice.between(1, options.stores()));
  }

  /** Another than the one named, if there is another. */
  String otherStore(String storeId) {
    String other = Ids.store(dice.between(1, options.stores()));
    for (int i = 0; i < 20 && other.equals(storeId); i++) {
      other = Ids.store(dice.between(1, options.stores()));
    }
    return other;
  }

  /** How far a store's clock is ahead of the phones', in milliseconds. */
  long clockSkew(String storeId) {
    // Drawn for the store, not for the customer.
    Dice clock = new Dice(Dice.mix(options.seed() + 1), storeId.hashCode());
    return clock.between(-Rates.MOST_CLOCK_SKEW_MILLIS, Rates.MOST_CLOCK_SKEW_MILLIS);
  }

  Outages outages() {
    return new Outages(options);
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

  PurchaseLine single(Family family) {
    PurchaseLine line = line(family);
    line.setQuantity(1);
    return line;
  }

  String buyAtHome(long time, Family family) {
    return diary.purchase(time, self, ownChannelAtHome(), null, List.of(line(family)));
  }

  // ---- the truth -----------------------------------------------------------------------------

  Labels labels() {
    return labels;
  }

  List<TruthLabel> truth() {
    return labels.truth();
  }

  /** Labels what the patterns' definitions find in the life that was told. */
  void settle() {
    if (staff || erasedAt < Long.MAX_VALUE) {
      labels.add(List.of());
      return;
    }
    Life life = Life.of(customerId(), diary.events(), catalogue::familyOf);
    List<Finding> findings =
        new ArrayList<>(FamilyPatterns.of(life, catalogue::accessoryForFamily));
    findings.addAll(CustomerPatterns.of(life, findings));
    // What falls behind the end of the world never happened.
    findings.removeIf(finding -> finding.knowable() >= end());
    labels.add(findings);
  }
}
