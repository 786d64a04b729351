package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known of one customer at one moment of event time: what every rule is asked about. Each
 * kind of fact reaches back exactly as far as {@link History} says, whatever older facts happen to
 * be kept, so that no answer depends on when state was tidied.
 */
public final class Knowledge {
  /** An open service case that nobody closes excuses for half a year. */
  public static final long CASE_LIFE_MILLIS = Duration.ofDays(180).toMillis();

  private static final long LOOK_BACK = History.LOOK_BACK.toMillis();
  private static final long LONG_LOOK_BACK = History.LONG_LOOK_BACK.toMillis();

  private final String customerId;
  private final long now;
  private final Catalogue catalogue;
  private final Supplier<List<AlertEntry>> alerts;

  /** Most of all facts, and seldom asked for: unpacked only then. */
  private final List<KnownFact> browsing = new ArrayList<>();

  private final List<VisitStep> steps = new ArrayList<>();
  private final List<Bought> purchases = new ArrayList<>();
  private final List<MemberBought> memberPurchases = new ArrayList<>();
  private final List<Returned> returns = new ArrayList<>();
  private final List<ProfileStated> profiles = new ArrayList<>();
  private final List<CaseChanged> cases = new ArrayList<>();
  private List<Browse> unpackedBrowsing;
  private List<Visit> visits;
  private List<Browse> humanBrowsing;

  /**
   * @param facts of the customer, in {@link KnownFact#ORDER}
   * @param alerts those ever rightly raised, as they stand whenever it is asked
   */
  public Knowledge(
      String customerId,
      List<KnownFact> facts,
      long now,
      Catalogue catalogue,
      Supplier<List<AlertEntry>> alerts) {
    this.customerId = customerId;
    this.now = now;
    this.catalogue = catalogue;
    this.alerts = alerts;
    KnownFact last = null;
    for (KnownFact known : facts) {
      if (!known.isKnownAt(now)) {
        continue;
      }
      if (last == null || !last.isSameEvent(known)) {
        takeIfAny(last);
        last = known;
      } else if (known.outweighs(last)) {
        last = known;
      }
    }
    takeIfAny(last);
  }

  /** An event that is known in several ways, by itself and through a link, happened once. */
  private void takeIfAny(KnownFact known) {
    if (known != null) {
      take(known);
    }
  }

  private void take(KnownFact known) {
    boolean recent = known.time() >= now - LOOK_BACK;
    boolean kept = known.time() >= now - LONG_LOOK_BACK;
    switch (known.topic()) {
      case BROWSING -> {
        if (recent) {
          browsing.add(known);
        }
      }
      case STORE_VISITS -> add(recent, known, steps, VisitStep.class);
      case PURCHASES -> {
        if (kept) {
          Fact fact = known.fact();
          if (fact instanceof Bought bought) {
            purchases.add(bought);
          } else {
            memberPurchases.add((MemberBought) fact);
          }
        }
      }
      case RETURNS -> add(kept, known, returns, Returned.class);
      case CUSTOMERS -> add(true, known, profiles, ProfileStated.class);
      case SERVICE_CASES -> add(true, known, cases, CaseChanged.class);
      case ERASURES -> {
        // Nothing is decided by it but that nothing is decided any more.
      }
      default -> throw new IllegalStateException("no journey holds " + known.topic());
    }
  }

  private static <T extends Fact> void add(
      boolean wanted, KnownFact known, List<T> list, Class<T> type) {
    if (wanted) {
      list.add(type.cast(known.fact()));
    }
  }

  public String customerId() {
    return customerId;
  }

  /** The moment of event time that is asked about, epoch milliseconds. */
  public long now() {
    return now;
  }

  List<AlertEntry> alerts() {
    return alerts.get();
  }

  /** All browsing, in time order. */
  List<Browse> browsing() {
    if (unpackedBrowsing == null) {
      unpackedBrowsing = new ArrayList<>(browsing.size());
      browsing.forEach(known -> unpackedBrowsing.add((Browse) known.fact()));
    }
    return unpackedBrowsing;
  }

  /** The browsing of this very moment. */
  List<Browse> browsingNow() {
    List<Browse> found = new ArrayList<>(1);
    for (int i = browsing.size() - 1; i >= 0 && browsing.get(i).time() >= now; i--) {
      if (browsing.get(i).time() == now) {
        found.add(0, (Browse) browsing.get(i).fact());
      }
    }
    return found;
  }

  /** Browsing without what a machine did. */
  List<Browse> humanBrowsing() {
    if (humanBrowsing == null) {
      humanBrowsing = Bursts.without(browsing());
    }
    return humanBrowsing;
  }

  boolean isByMachine(Browse browse) {
    return humanBrowsing().size() < browsing.size() && !humanBrowsing().contains(browse);
  }

  List<VisitStep> steps() {
    return steps;
  }

  List<Visit> visits() {
    if (visits == null) {
      visits = Visit.of(steps);
    }
    return visits;
  }

  List<Returned> returns() {
    return returns;
  }

  List<Bought> purchases() {
    return purchases;
  }

  List<MemberBought> memberPurchases() {
    return memberPurchases;
  }

  /** What sku is as of {@code time}; a sku that no product record names is its own family. */
  String familyOf(String sku, long time) {
    if (sku == null) {
      return null;
    }
    ProductVersion version = catalogue.asOf(sku, time);
    return version == null ? sku : version.family();
  }

  /** Category of a sku as of {@code time}; null where no product record says. */
  String categoryOf(String sku, long time) {
    ProductVersion version = productOf(sku, time);
    return version == null ? null : version.category();
  }

  /** The product record in force, or null. */
  ProductVersion productOf(String sku, long time) {
    return sku == null ? null : catalogue.asOf(sku, time);
  }

  /** The newest profile, or null. */
  ProfileStated profile() {
    ProfileStated newest = null;
    for (ProfileStated profile : profiles) {
      if (profile.time() <= now) {
        newest = profile;
      }
    }
    return newest;
  }

  /** The first own purchase in the scope in the span, both ends inclusive, or null. */
  Bought purchaseIn(Scope scope, long from, long to) {
    for (Bought bought : purchases) {
      if (bought.time() >= from && bought.time() <= to && scope.holds(bought, this)) {
        return bought;
      }
    }
    return null;
  }

  /** The first purchase by another member of the household, likewise. */
  MemberBought memberPurchaseIn(Scope scope, long from, long to) {
    for (MemberBought bought : memberPurchases) {
      if (bought.time() >= from && bought.time() <= to) {
        for (String sku : bought.skus()) {
          if (scope.holds(sku, bought.time(), this)) {
            return bought;
          }
        }
      }
    }
    return null;
  }

  /**
   * Whether the newest profile of {@code time} or before says that this is one of the retailer's
   * own people.
   */
  boolean isStaff(long time) {
    boolean staff = false;
    for (ProfileStated profile : profiles) {
      if (profile.time() <= time) {
        staff = profile.staff();
      }
    }
    return staff;
  }

  /**
   * The event id of a case that is open at {@code time} and concerns the scope or no product in
   * particular, or null.
   */
  String openCase(Scope scope, long time) {
    Map<String, CaseChanged> lastOfCase = new LinkedHashMap<>();
    for (CaseChanged change : cases) {
      if (change.time() <= time) {
        lastOfCase.put(change.caseId(), change);
      }
    }
    for (CaseChanged change : lastOfCase.values()) {
      if (change.open()
          && time - change.time() <= CASE_LIFE_MILLIS
          && (change.sku() == null || scope.holds(change.sku(), change.time(), this))) {
        return change.eventId();
      }
    }
    return null;
  }
}
