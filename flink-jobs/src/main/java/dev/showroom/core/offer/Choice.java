package dev.showroom.core.offer;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The policy's offers that fit an alert, in the policy's order, which is from the cheapest to the
 * dearest. Doing nothing always competes, and is expected to bring nothing: an offer that is not
 * expected to bring more is not in the running.
 */
final class Choice {
  private static final int WHOLE = 1_000;
  private static final WeighedOffer NOTHING =
      new WeighedOffer("nothing", OfferKind.NOTHING, 0, 0, 0, 0, null);

  private final List<Alternative> alternatives;
  private final int preferCheaperMillis;
  private DecisionReason emptiedBy;

  private Choice(List<Alternative> alternatives, int preferCheaperMillis) {
    this.alternatives = alternatives;
    this.preferCheaperMillis = preferCheaperMillis;
    this.emptiedBy =
        alternatives.isEmpty() ? DecisionReason.NO_OFFER : DecisionReason.NOTHING_IS_BETTER;
  }

  static Choice of(AlertNotice alert, Standing standing, Goods goods, Policy policy) {
    List<Alternative> fitting = new ArrayList<>();
    int baseline = policy.baselineOf(alert.pattern());
    for (OfferTerms offer : policy.offers()) {
      if (fits(offer, alert, standing, goods)) {
        fitting.add(new Alternative(offer, goods, offer.upliftOf(alert.pattern()), baseline));
      }
    }
    return new Choice(fitting, policy.preferCheaperMillis());
  }

  private static boolean fits(OfferTerms offer, AlertNotice alert, Standing standing, Goods goods) {
    return offer.kind() != OfferKind.NOTHING
        && isOneOf(offer.patterns(), alert.pattern())
        && offer.isForCategory(goods.category())
        && isOneOf(offer.segments(), standing.segment())
        && (offer.priceSensitive() == null
            || offer.priceSensitive().equals(standing.priceSensitive()))
        && (offer.fromPriceMinor() <= 0
            || goods.known() && goods.priceMinor() >= offer.fromPriceMinor());
  }

  /** An empty set means any; what is not known is in no other. */
  static <T> boolean isOneOf(Set<T> wanted, T value) {
    return wanted.isEmpty() || value != null && wanted.contains(value);
  }

  /**
   * A gate takes offers out of the choice.
   *
   * @return whether it emptied it: these were the last that were better than nothing, or the last
   *     of all
   */
  boolean takeAway(DecisionReason gate, Predicate<Alternative> refused) {
    boolean competed = isAny(Alternative::competes);
    boolean took = false;
    for (Alternative alternative : alternatives) {
      if (!alternative.isRefused() && refused.test(alternative)) {
        alternative.refuse(gate);
        took = true;
      }
    }
    boolean emptied =
        took
            && (competed && !isAny(Alternative::competes)
                || !isAny(alternative -> !alternative.isRefused()));
    if (emptied) {
      emptiedBy = gate;
    }
    return emptied;
  }

  private boolean isAny(Predicate<Alternative> what) {
    return alternatives.stream().anyMatch(what);
  }

  /**
   * The offer that is expected to bring most; or the first, that is the cheapest, of those which
   * are expected to bring hardly less. Null if nothing is better.
   */
  Alternative best() {
    long most = 0;
    for (Alternative alternative : alternatives) {
      if (alternative.competes()) {
        most = Math.max(most, alternative.expectedMinor());
      }
    }
    for (Alternative alternative : alternatives) {
      if (alternative.competes()
          && (most - alternative.expectedMinor()) * WHOLE <= most * preferCheaperMillis) {
        return alternative;
      }
    }
    return null;
  }

  /**
   * Why there is no best one: the gate that emptied the choice; if none did, that no offer fits or
   * that none is better.
   */
  DecisionReason emptiedBy() {
    return emptiedBy;
  }

  /** All that was weighed, doing nothing first. */
  List<WeighedOffer> told() {
    List<WeighedOffer> told = new ArrayList<>();
    told.add(NOTHING);
    alternatives.forEach(alternative -> told.add(alternative.told()));
    return told;
  }

  /** The alternative with that id, or null. */
  Alternative named(String offerId) {
    for (Alternative alternative : alternatives) {
      if (alternative.terms().id().equals(offerId)) {
        return alternative;
      }
    }
    return null;
  }
}
