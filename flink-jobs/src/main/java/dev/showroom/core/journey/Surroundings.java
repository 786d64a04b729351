package dev.showroom.core.journey;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.Trigger;

/** What is the same for all customers: products, rules, and what the tills have reported. */
public record Surroundings(Catalogue catalogue, RuleBook rules, FeedClock feeds) {

  /** Whether some rule is asked about any browsing, so that none may be passed over. */
  public boolean allBrowsingMatters() {
    return rules.longestWatch(Trigger.BROWSE) >= 0;
  }

  /** Whether browsing of a sku can decide something about another one that is watched. */
  boolean mayConcern(String watched, String browsed) {
    return rules.heedsOtherBrowsing()
        || browsed != null && catalogue.mayShareFamily(watched, browsed);
  }
}
