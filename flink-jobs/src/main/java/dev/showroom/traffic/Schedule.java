package dev.showroom.traffic;

import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * When the simulated shops send what: each event when it happens, but for a few that a till sends
 * hours or days later, and a few records that are broken.
 *
 * @param sendings in the order in which they are due
 * @param headStart so many of them are history when the clock begins to decide
 */
public record Schedule(List<Sending> sendings, int headStart) {
  private static final double LATE = 0.001;
  private static final double BROKEN = 0.002;
  private static final Duration LEAST_DELAY = Duration.ofHours(12);
  private static final Duration MOST_DELAY = Duration.ofDays(4);

  /** What people do may be reported late; what the retailer knows is just there. */
  private static final Set<InTopic> MAY_BE_LATE =
      EnumSet.of(InTopic.BROWSING, InTopic.STORE_VISITS, InTopic.PURCHASES, InTopic.RETURNS);

  /**
   * @param paced the simulated time from which on the clock decides what is sent when
   */
  public static Schedule of(SimulatedWorld world, long paced, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<InTopic, AvroRecords<SpecificRecord>> codecs = codecs();
    List<Sending> sendings = new ArrayList<>(world.events().size() + 1_000);
    for (SimulatedEvent event : world.events()) {
      boolean late =
          event.eventTime() >= paced
              && MAY_BE_LATE.contains(event.topic())
              && random.nextDouble() < LATE;
      long delay = late ? random.nextLong(LEAST_DELAY.toMillis(), MOST_DELAY.toMillis()) : 0;
      sendings.add(
          new Sending(
              event.eventTime() + delay,
              event.topic(),
              event.key(),
              event.record(),
              null,
              late ? Sending.Kind.LATE : Sending.Kind.ORDERLY));
      if (event.eventTime() >= paced && random.nextDouble() < BROKEN) {
        sendings.add(broken(event, random.nextInt(4), codecs));
      }
    }
    sendings.sort(Comparator.comparingLong(Sending::due));
    int headStart = 0;
    while (headStart < sendings.size() && sendings.get(headStart).due() < paced) {
      headStart++;
    }
    return new Schedule(sendings, headStart);
  }

  /** Each event when it happens: nothing is late, nothing is broken. */
  static Schedule orderly(SimulatedWorld world) {
    return of(world, Long.MAX_VALUE, 0);
  }

  /**
   * When a world begins that is wholly in the past: what lies ahead of the clock would be a dead
   * letter, and a simulated day that happened to be today would be taken for live.
   */
  public static Instant startOfWorld(Instant now, int days) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days + 1L));
  }

  static Map<InTopic, AvroRecords<SpecificRecord>> codecs() {
    Map<InTopic, AvroRecords<SpecificRecord>> codecs = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      codecs.put(topic, new AvroRecords<>(topic.recordClass()));
    }
    return codecs;
  }

  private static Sending broken(
      SimulatedEvent event, int way, Map<InTopic, AvroRecords<SpecificRecord>> codecs) {
    byte[] good = codecs.get(event.topic()).write(event.record());
    byte[] bytes =
        switch (way) {
          case 0 -> "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8);
          case 1 -> Arrays.copyOf(good, good.length / 2);
          case 2 -> impossible(event.record(), good);
          default -> unknownSchema(good);
        };
    return new Sending(
        event.eventTime(), event.topic(), event.key(), null, bytes, Sending.Kind.BROKEN);
  }

  /** Well-formed, but nothing that can have happened. */
  private static byte[] impossible(SpecificRecord record, byte[] good) {
    if (record instanceof VisitEvent visit) {
      return new AvroRecords<>(VisitEvent.class)
          .write(VisitEvent.newBuilder(visit).setSeconds(-1).build());
    }
    if (record instanceof Purchase purchase) {
      return new AvroRecords<>(Purchase.class)
          .write(Purchase.newBuilder(purchase).setLines(List.of()).build());
    }
    return Arrays.copyOf(good, 1);
  }

  private static byte[] unknownSchema(byte[] good) {
    byte[] bytes = good.clone();
    bytes[2] ^= 0x55; // In the fingerprint of the writer's schema.
    return bytes;
  }
}
