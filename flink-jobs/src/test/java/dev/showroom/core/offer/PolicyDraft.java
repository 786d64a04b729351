package dev.showroom.core.offer;

import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy by hand: lenient in everything that a test does not make strict. */
final class PolicyDraft {
  String id = "offers";
  int version = 1;
  long from = Long.MIN_VALUE;
  boolean shadow;
  Set<String> patterns = Set.of("LEAVE", "TRIAL");
  int minScoreMillis;
  String timeZone = "UTC";
  Policy.HoldOut holdOut = new Policy.HoldOut(0, "salt");
  Policy.QuietHours quietHours;
  int perFamily = 100;
  long perFamilyMillis = Duration.ofDays(30).toMillis();
  int perCustomer = 100;
  long perCustomerMillis = Duration.ofDays(30).toMillis();
  boolean household;
  int floorMillis;
  Map<String, Integer> floors = new HashMap<>();
  Policy.Abuse abuse = new Policy.Abuse(Set.of(), Set.of());
  long validForMillis = Duration.ofHours(48).toMillis();
  long attributionMillis = Duration.ofDays(7).toMillis();
  Map<String, Integer> baseline = Map.of(Policy.ANY, 0);
  int preferCheaperMillis;
  List<OfferTerms> offers = new ArrayList<>();
  List<Campaign> campaigns = new ArrayList<>();
  PointsTerms points = new PointsTerms(Long.MAX_VALUE, Duration.ofDays(365).toMillis());

  /** One coupon of that value, paid for without limit. */
  static PolicyDraft withCoupon(long amountMinor) {
    PolicyDraft draft = new PolicyDraft();
    draft.offers.add(OfferDraft.of("coupon", OfferKind.COUPON).amount(amountMinor).done());
    draft.campaigns.add(new CampaignDraft("spring").done());
    return draft;
  }

  Policy done() {
    return new Policy(
        id,
        version,
        from,
        shadow,
        patterns,
        minScoreMillis,
        timeZone,
        holdOut,
        quietHours,
        new Policy.Caps(perFamily, perFamilyMillis, perCustomer, perCustomerMillis, household),
        new Policy.MarginFloors(floorMillis, floors),
        abuse,
        validForMillis,
        attributionMillis,
        baseline,
        preferCheaperMillis,
        offers,
        campaigns,
        points);
  }

  /** One offer: it is taken to keep half of the sales that would be lost. */
  static final class OfferDraft {
    private final String id;
    private final OfferKind kind;
    int percentMillis;
    long amountMinor;
    long mostMinor = Long.MAX_VALUE;
    long costMinor;
    Map<String, Integer> uplift = Map.of(Policy.ANY, 500);
    Set<String> patterns = Set.of();
    Set<String> categories = Set.of();
    Set<Segment> segments = Set.of();
    Boolean priceSensitive;
    long fromPriceMinor;

    private OfferDraft(String id, OfferKind kind) {
      this.id = id;
      this.kind = kind;
    }

    static OfferDraft of(String id, OfferKind kind) {
      return new OfferDraft(id, kind);
    }

    OfferDraft amount(long minor) {
      amountMinor = minor;
      return this;
    }

    OfferDraft percent(int millis) {
      percentMillis = millis;
      return this;
    }

    OfferDraft cost(long minor) {
      costMinor = minor;
      return this;
    }

    OfferDraft uplift(int millis) {
      uplift = Map.of(Policy.ANY, millis);
      return this;
    }

    OfferTerms done() {
      return new OfferTerms(
          id,
          kind,
          percentMillis,
          amountMinor,
          mostMinor,
          costMinor,
          uplift,
          patterns,
          categories,
          segments,
          priceSensitive,
          fromPriceMinor);
    }
  }

  /** One campaign without limits. */
  static final class CampaignDraft {
    private final String id;
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    Set<String> offers = Set.of();
    Set<String> patterns = Set.of();
    Set<String> categories = Set.of();
    Set<String> stores = Set.of();
    long totalMinor = Long.MAX_VALUE;
    long perStoreMinor = Long.MAX_VALUE;
    long perDayMinor = Long.MAX_VALUE;
    boolean paced;
    int burstMillis;

    CampaignDraft(String id) {
      this.id = id;
    }

    CampaignDraft total(long minor) {
      totalMinor = minor;
      return this;
    }

    CampaignDraft perStore(long minor) {
      perStoreMinor = minor;
      return this;
    }

    CampaignDraft perDay(long minor) {
      perDayMinor = minor;
      return this;
    }

    CampaignDraft paced(int burst) {
      paced = true;
      burstMillis = burst;
      return this;
    }

    Campaign done() {
      return new Campaign(
          id,
          from,
          until,
          offers,
          patterns,
          categories,
          stores,
          totalMinor,
          perStoreMinor,
          perDayMinor,
          paced,
          burstMillis);
    }
  }
}
