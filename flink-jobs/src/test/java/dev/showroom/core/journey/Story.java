package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.assist;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.boughtWithCoupon;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.journey;

import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** For each pattern the shortest story that raises one alert of it, about televisions, at T0. */
enum Story {
  RESEARCH_INSPECT_LEAVE(
      view("tv-1", T0 - DAY),
      view("tv-1", T0 - 2 * DAY),
      view("tv-1", T0 - 3 * DAY),
      demo("s1", "tv-1", 120, T0 - HOUR),
      exit("s1", T0)),
  IN_STORE_PRICE_CHECK(
      demo("s1", "tv-1", 0, T0 - MINUTE), browse(BrowseAction.COMPARE, "tv-1", T0)),
  STORE_HOP(
      demo("s1", "tv-1", 0, T0 - DAY),
      exit("s1", T0 - DAY + HOUR),
      demo("s2", "tv-1", 0, T0 - MINUTE),
      exit("s2", T0)),
  TRIAL_AT_RISK(
      bought("o", Channel.STORE, "tv-1", T0 - 5 * DAY),
      browse(BrowseAction.COMPARE, "tv-1", T0 - 2 * HOUR),
      view("tv-1", T0 - HOUR),
      view("tv-1", T0)),
  TRIAL_RETURN(trial("tv", T0)),
  SERIAL_RETURNER(
      trial("tv", T0),
      trial("cam", T0 - 40 * DAY),
      trial("radio", T0 - 80 * DAY),
      bought("k1", Channel.ONLINE, "mic-1", T0 - 90 * DAY),
      bought("k2", Channel.ONLINE, "mic-1", T0 - 91 * DAY)),
  ADVICE_DRAIN(
      assist("s1", "tv-1", 900, T0 - 2 * DAY),
      exit("s1", T0 - 2 * DAY + HOUR),
      assist("s1", "tv-1", 900, T0 - DAY),
      exit("s1", T0 - DAY + HOUR),
      assist("s1", "tv-1", 900, T0 - HOUR),
      exit("s1", T0)),
  ACCESSORY_TRACE(demo("s1", "tv-1", 0, T0 - DAY), bought("c", Channel.ONLINE, "case-tv", T0)),
  COUPON_FISHING(
      boughtWithCoupon("1", "tv-1", T0 - 2 * DAY),
      boughtWithCoupon("2", "tv-1", T0 - DAY),
      boughtWithCoupon("3", "tv-1", T0));

  private final List<Fact> facts = new ArrayList<>();

  /**
   * @param facts facts, and arrays of these
   */
  Story(Object... facts) {
    for (Object fact : facts) {
      if (fact instanceof Fact[] several) {
        Collections.addAll(this.facts, several);
      } else {
        this.facts.add((Fact) fact);
      }
    }
  }

  Fact[] facts() {
    return facts.toArray(Fact[]::new);
  }

  /** What is told of the pattern, given these facts too, once all is over. */
  List<String> told(Fact... more) {
    TestJourney journey = journey(rules()).with(facts()).with(more);
    journey.advanceTo(T0 + 100 * DAY);
    return journey.told(name());
  }

  /** The patterns that have to be judged for this one to be. */
  String[] rules() {
    return this == SERIAL_RETURNER
        ? new String[] {TRIAL_RETURN.name(), name()}
        : new String[] {name()};
  }

  /** How {@link TestJourney#told()} names what the alert is about. */
  String about() {
    return switch (this) {
      case SERIAL_RETURNER, ADVICE_DRAIN, COUPON_FISHING -> "null";
      default -> "tv";
    };
  }

  /** Bought in a store five days before, looked for online, and brought back used. */
  static Fact[] trial(String family, long time) {
    String sku = family + "-1";
    return new Fact[] {
      bought(family, Channel.STORE, sku, time - 5 * DAY),
      returned(family, family, time, ReturnReason.OTHER, ReturnCondition.USED, back(sku, 1)),
      view(sku, time - HOUR)
    };
  }
}
