package dev.showroom.live;

import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Customers who enter a store and leave it again, each once, as a broker hears of them. */
final class Visits {
  private static final long STAY_MILLIS = 10;
  private static final int AT_ONCE = 5;
  private static final long PAUSE_MILLIS = 50;

  private final KafkaIo kafka;
  private final Map<String, Long> exits = new LinkedHashMap<>();

  Visits(KafkaIo kafka) {
    this.kafka = kafka;
  }

  /** When each customer left the store, event time. */
  Map<String, Long> exits() {
    return Collections.unmodifiableMap(exits);
  }

  void visit(String customer, long exit) {
    kafka.produce(steps(customer, exit));
  }

  /** One customer after the other comes and goes, at the time of day, until that time is over. */
  void last(Duration time, String prefix) throws InterruptedException {
    long end = System.currentTimeMillis() + time.toMillis();
    for (int i = 0; System.currentTimeMillis() <= end; i++) {
      List<Keyed> steps = new ArrayList<>();
      for (int j = 0; j < AT_ONCE; j++) {
        steps.addAll(steps(prefix + i + "-" + j, System.currentTimeMillis() - j));
      }
      kafka.produce(steps);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  List<Keyed> steps(String customer, long exit) {
    exits.put(customer, exit);
    return List.of(
        step(customer, VisitAction.ENTER, exit - STAY_MILLIS),
        step(customer, VisitAction.EXIT, exit));
  }

  private static Keyed step(String customer, VisitAction action, long time) {
    return new Keyed(
        InTopic.STORE_VISITS,
        customer,
        new VisitEvent(
            customer + "-" + action,
            Instant.ofEpochMilli(time),
            new Actor(ActorKind.CUSTOMER, customer),
            "s-1",
            action,
            null,
            null));
  }
}
