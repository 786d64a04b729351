package dev.showroom.core.journey;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one customer at one moment of event time: the question every pattern asks.
 * Browsing and visits reach back over the look-back exactly, whatever older facts happen to be
 * kept, so that the answer does not depend on when state was tidied.
 */
final class Knowledge {
  /** An open service case that nobody closes excuses for half a year. */
  static final long CASE_LIFE_MILLIS = Duration.ofDays(180).toMillis();

  private final String customerId;
  private final long now;
  private final Catalogue catalogue;
  private final List<KnownFact> browsing = new ArrayList<>();
  private final List<Bought> purchases = new ArrayList<>();
  private final List<Returned> returns = new ArrayList<>();
  private final List<ProfileStated> profiles = new ArrayList<>();
  private final List<CaseChanged> cases = new ArrayList<>();
  private final List<Visit> visits;

  /**
   * @param facts of the customer, in {@link KnownFact#ORDER}
   */
  Knowledge(
      String customerId,
      List<KnownFact> facts,
      long now,
      long lookBackMillis,
      Catalogue catalogue) {
    this.customerId = customerId;
    this.now = now;
    this.catalogue = catalogue;
    List<VisitStep> steps = new ArrayList<>();
    for (KnownFact known : facts) {
      if (!known.isKnownAt(now)) {
        continue;
      }
      boolean inLookBack = known.time() >= now - lookBackMillis;
      switch (known.topic()) {
        case BROWSING -> {
          if (inLookBack) {
            browsing.add(known);
          }
        }
        case STORE_VISITS -> {
          if (inLookBack) {
            steps.add((VisitStep) known.fact());
          }
        }
        case PURCHASES -> {
          if (known.fact() instanceof Bought bought) {
            purchases.add(bought);
          }
        }
        case RETURNS -> returns.add((Returned) known.fact());
        case CUSTOMERS -> profiles.add((ProfileStated) known.fact());
        case SERVICE_CASES -> cases.add((CaseChanged) known.fact());
        case ERASURES -> {
          // Takes effect outside of decisions.
        }
        default -> throw new IllegalStateException("no journey holds " + known.topic());
      }
    }
    this.visits = Visit.of(steps);
  }

  String customerId() {
    return customerId;
  }

  /** The moment of event time that is asked about, epoch milliseconds. */
  long now() {
    return now;
  }

  /** How many events of browsing are known, of any kind. */
  int browsingCount() {
    return browsing.size();
  }

  List<Visit> visits() {
    return visits;
  }

  List<Returned> returns() {
    return returns;
  }

  List<Bought> purchases() {
    return purchases;
  }

  String familyOf(String sku, long time) {
    return sku == null ? null : catalogue.familyOf(sku, time);
  }

  /** List price of a sku as of {@code time}, minor units; 0 where no product record says. */
  long priceOf(String sku, long time) {
    ProductVersion version = sku == null ? null : catalogue.asOf(sku, time);
    return version == null ? 0 : version.priceMinor();
  }

  /** Research of the family from {@code from} (inclusive) to {@code to} (exclusive). */
  List<Browse> research(String family, long from, long to) {
    List<Browse> result = new ArrayList<>();
    for (KnownFact known : browsing) {
      if (known.time() >= from && known.time() < to) {
        Browse browse = (Browse) known.fact();
        if (browse.isResearch() && family.equals(familyOf(browse.sku(), browse.time()))) {
          result.add(browse);
        }
      }
    }
    return result;
  }

  /**
   * The first own purchase of the family from {@code from} to {@code to}, both inclusive, or null.
   */
  Bought purchaseOf(String family, long from, long to) {
    for (Bought bought : purchases) {
      if (bought.time() >= from && bought.time() <= to && holds(bought, family)) {
        return bought;
      }
    }
    return null;
  }

  /** Time of the last own purchase of the family before {@code time}, or {@link Long#MIN_VALUE}. */
  long lastPurchaseBefore(String family, long time) {
    long last = Long.MIN_VALUE;
    for (Bought bought : purchases) {
      if (bought.time() < time && holds(bought, family)) {
        last = bought.time();
      }
    }
    return last;
  }

  /** How many own orders fall from {@code from} (inclusive) to {@code to} (exclusive). */
  int ordersBetween(long from, long to) {
    int count = 0;
    for (Bought bought : purchases) {
      if (bought.time() >= from && bought.time() < to) {
        count++;
      }
    }
    return count;
  }

  private boolean holds(Bought bought, String family) {
    for (Bought.Line line : bought.lines()) {
      if (family.equals(familyOf(line.sku(), bought.time()))) {
        return true;
      }
    }
    return false;
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
   * The event id of a case that is open at {@code time} and concerns the family or no product in
   * particular, or null.
   */
  String openCase(String family, long time) {
    Map<String, CaseChanged> lastOfCase = new LinkedHashMap<>();
    for (CaseChanged change : cases) {
      if (change.time() <= time) {
        lastOfCase.put(change.caseId(), change);
      }
    }
    for (CaseChanged change : lastOfCase.values()) {
      if (change.open()
          && time - change.time() <= CASE_LIFE_MILLIS
          && (change.sku() == null || family.equals(familyOf(change.sku(), change.time())))) {
        return change.eventId();
      }
    }
    return null;
  }
}
