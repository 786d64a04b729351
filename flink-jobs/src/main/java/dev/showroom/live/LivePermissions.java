package dev.showroom.live;

import dev.showroom.config.RunConfig;
import dev.showroom.kafka.Permission;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the live job must be allowed to do; {@code docs/security.md} has the same as ACLs. */
final class LivePermissions {
  private static final Set<OutTopic> OF_OFFERS =
      EnumSet.of(OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES, OutTopic.COUPONS);

  private LivePermissions() {}

  static List<Permission> of(RunConfig config) {
    RunConfig.Kafka kafka = config.kafka();
    Topics topics = kafka.topics();
    List<Permission> needed = new ArrayList<>();
    topics.inputs().forEach(topic -> needed.add(Permission.read(topic)));
    needed.add(Permission.commit(kafka.consumerGroup()));
    for (OutTopic topic : OutTopic.values()) {
      if (config.coupons().enabled() || !OF_OFFERS.contains(topic)) {
        needed.add(Permission.write(topics.name(topic)));
      }
    }
    if (config.coupons().enabled()) {
      // What was sent before a crash is read again.
      needed.add(Permission.read(topics.name(OutTopic.COUPONS)));
      needed.add(Permission.transactions(LedgerTransactions.prefix(kafka)));
    }
    if (config.push().isOn()) {
      needed.add(Permission.read(topics.name(OutTopic.COUPONS)));
      needed.add(Permission.commit(kafka.consumerGroup() + "-push"));
      needed.add(Permission.write(topics.name(InTopic.COUPON_EVENTS)));
    }
    return needed;
  }
}
