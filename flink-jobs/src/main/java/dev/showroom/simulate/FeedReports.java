package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.codec.InTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Every till and channel says each night how far its sales are in; some nights one does not, and
 * one that is cut off cannot vouch for more than it has sent.
 */
final class FeedReports {
  private static final String STORE = "store:";

  private FeedReports() {}

  static List<SimulatedEvent> of(SimulationOptions options) {
    List<String> feeds = new ArrayList<>();
    for (int store = 1; store <= options.stores(); store++) {
      feeds.add(STORE + Ids.store(store));
    }
    for (Channel channel : List.of(Channel.ONLINE, Channel.APP, Channel.PHONE)) {
      feeds.add("channel:" + channel);
    }
    List<SimulatedEvent> reports = new ArrayList<>();
    for (int i = 0; i < feeds.size(); i++) {
      // No customer has a number below one: these draws are the feed's own.
      report(feeds.get(i), i, new Dice(options.seed(), -1L - i), options, reports);
    }
    return reports;
  }

  private static void report(
      String feed, int number, Dice dice, SimulationOptions options, List<SimulatedEvent> out) {
    long start = options.startMillis();
    List<Outages.Outage> outages =
        feed.startsWith(STORE)
            ? new Outages(options).of(feed.substring(STORE.length()))
            : List.of();
    out.add(event(feed, number, 0, start + Times.SECOND, start));
    for (int day = 1; day < options.days(); day++) {
      long midnight = start + day * Times.DAY;
      long time = midnight + dice.time(20 * Times.MINUTE, 6 * Times.HOUR);
      if (dice.chance(0.97)) {
        out.add(event(feed, number, day, time, Math.min(midnight, sentBy(outages, time))));
      }
    }
  }

  /** Up to when everything has been sent, as seen at {@code now}. */
  private static long sentBy(List<Outages.Outage> outages, long now) {
    return outages.stream()
        .filter(outage -> outage.covers(now))
        .mapToLong(Outages.Outage::from)
        .findFirst()
        .orElse(now);
  }

  private static SimulatedEvent event(
      String feed, int number, int day, long time, long completeThrough) {
    String id = "f-" + Ids.padded(number, 3) + "-" + Ids.padded(day, 4);
    return new SimulatedEvent(
        InTopic.FEED_PROGRESS,
        time,
        feed,
        new FeedProgress(
            id, Instant.ofEpochMilli(time), feed, Instant.ofEpochMilli(completeThrough)));
  }
}
