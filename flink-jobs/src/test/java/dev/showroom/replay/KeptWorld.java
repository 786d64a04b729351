package dev.showroom.replay;

import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events that a savepoint was taken in the middle of, as lines of stream, time and JSON: kept
 * beside it, for a later release's simulator makes up another world. An empty line is where the
 * savepoint was taken.
 */
record KeptWorld(List<Given> before, List<Given> after) {
  /** One event. */
  record Given(InTopic topic, long time, SpecificRecord record) {}

  private static final Instant NEVER = Instant.parse("2099-01-01T00:00:00Z");

  /** Something for every state to hold. */
  static KeptWorld simulated(int customers, int days, long seed) {
    List<SimulatedEvent> events =
        new Simulation(SimulationOptions.of(customers, days, seed)).world().events();
    int half = events.size() * 2 / 3;
    List<Given> all = new ArrayList<>();
    events.forEach(event -> all.add(new Given(event.topic(), event.eventTime(), event.record())));
    List<Given> before = new ArrayList<>(all.subList(0, half));
    long now = before.get(half - 1).time();
    Instant at = Instant.ofEpochMilli(now);
    before.add(
        new Given(
            InTopic.RULES,
            now,
            new RuleSetVersion(
                "rs-1", at, "showroom", 2, NEVER, "id: showroom\nversion: 2\nrules: []")));
    before.add(
        new Given(
            InTopic.COUPON_POLICY,
            now,
            new CouponPolicyVersion(
                "pol-1",
                at,
                "later",
                2,
                NEVER,
                "id: later\nversion: 2\nactOn: {patterns: [STORE_HOP]}\n"
                    + "timeZone: Europe/Berlin\nmarginFloor: {default: 10%}\n"
                    + "offers: [{id: guide, kind: INFORMATION, uplift: 2%}]")));
    before.add(
        new Given(
            InTopic.COUPON_EVENTS,
            now,
            CouponEvent.newBuilder()
                .setEventId("ce-1")
                .setEventTime(at)
                .setCouponId("cp-unknown")
                .setChange(CouponChange.VIEWED)
                .build()));
    return new KeptWorld(before, List.copyOf(all.subList(half, all.size())));
  }

  long end() {
    return after.get(after.size() - 1).time() + Duration.ofDays(60).toMillis();
  }

  void write(Path file) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      write(out, before);
      out.write('\n');
      write(out, after);
    }
  }

  private static void write(Writer out, List<Given> events) throws IOException {
    for (Given event : events) {
      out.write(event.topic().topic() + ' ' + event.time() + ' ');
      out.write(JsonRecords.write(event.record()) + '\n');
    }
  }

  static KeptWorld read(Path file) throws Exception {
    List<Given> before = new ArrayList<>();
    List<Given> after = new ArrayList<>();
    List<Given> now = before;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          now = after;
        } else {
          String[] parts = line.split(" ", 3);
          InTopic topic = InTopic.byTopic(parts[0]).orElseThrow();
          SpecificRecord record =
              new JsonRecords<>(topic.schema()).read(parts[2].getBytes(StandardCharsets.UTF_8));
          now.add(new Given(topic, Long.parseLong(parts[1]), record));
        }
      }
    }
    return new KeptWorld(before, after);
  }
}
