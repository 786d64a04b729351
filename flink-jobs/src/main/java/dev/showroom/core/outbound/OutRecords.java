package dev.showroom.core.outbound;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.detect.Burst;
import dev.showroom.core.insight.Cell;
import dev.showroom.core.insight.Figure;
import dev.showroom.core.insight.Metric;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Turns what leaves into its Avro record: the one place where the graph meets the wire format of
 * its outputs.
 */
public final class OutRecords {
  private static final String FEED_BEHIND = "feed.hoursBehind";
  private static final String BURST = "bot.events";
  private static final String STORE = "store:";
  private static final double HOUR = 3_600_000;

  private final AvroRecords<Insight> insights = new AvroRecords<>(Insight.class);
  private final AvroRecords<Alert> alerts = new AvroRecords<>(Alert.class);
  private final AvroRecords<LateEvent> lateEvents = new AvroRecords<>(LateEvent.class);
  private final AvroRecords<DeadLetter> deadLetters = new AvroRecords<>(DeadLetter.class);

  public Outbound alert(AlertRevision revision) {
    Alert alert = revision.toRecord();
    return new Outbound(OutTopic.ALERTS, alert.getCustomerId(), alerts.write(alert));
  }

  /**
   * That a feed has not reported for a day or more.
   *
   * @param completeThrough up to when it has, epoch milliseconds
   * @param now when that was found, event time in epoch milliseconds
   */
  public Outbound feedBehind(String feed, long completeThrough, long now) {
    Insight insight =
        Insight.newBuilder()
            .setMetric(FEED_BEHIND)
            .setWindowStart(Instant.ofEpochMilli(completeThrough))
            .setWindowEnd(Instant.ofEpochMilli(now))
            .setStoreId(feed.startsWith(STORE) ? feed.substring(STORE.length()) : null)
            .setLabel(feed)
            .setValue((now - completeThrough) / HOUR)
            .build();
    return new Outbound(OutTopic.INSIGHTS, FEED_BEHIND + ":" + feed, insights.write(insight));
  }

  /** A figure of a window; the newest of each key holds. */
  public Outbound figure(Cell cell, Figure figure) {
    Insight insight =
        Insight.newBuilder()
            .setMetric(cell.group().shadow() ? Metric.SHADOW + figure.metric() : figure.metric())
            .setWindowStart(Instant.ofEpochMilli(cell.start()))
            .setWindowEnd(Instant.ofEpochMilli(cell.end()))
            .setStoreId(cell.group().storeId())
            .setCategory(cell.group().category())
            .setPattern(cell.group().pattern())
            .setArm(figure.arm())
            .setOffer(cell.group().offer())
            .setCampaign(cell.group().campaign())
            .setLabel(figure.label())
            .setValue(figure.value())
            .setLow(figure.low())
            .setHigh(figure.high())
            .setCount(figure.count())
            .build();
    return new Outbound(OutTopic.INSIGHTS, InsightKey.of(insight), insights.write(insight));
  }

  /** That somebody browsed at machine speed; it does not say who. */
  public Outbound burst(Burst burst) {
    Insight insight =
        Insight.newBuilder()
            .setMetric(BURST)
            .setWindowStart(Instant.ofEpochMilli(burst.from()))
            .setWindowEnd(Instant.ofEpochMilli(burst.to()))
            .setValue(burst.events())
            .build();
    return new Outbound(OutTopic.INSIGHTS, BURST, insights.write(insight));
  }

  public Outbound deadLetter(Arrival arrival) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStream(arrival.topic() == null ? "" : arrival.topic().topic())
            .setOrigin(arrival.origin())
            .setReason(arrival.reason())
            .setDetail(arrival.detail())
            .setPayload(ByteBuffer.wrap(arrival.raw()))
            .build();
    return new Outbound(OutTopic.DEAD_LETTERS, arrival.origin(), deadLetters.write(letter));
  }

  /**
   * The row about a late record of an erased customer: that it came, and nothing of what it said.
   */
  public Outbound suppressed(Envelope late) {
    LateNote note = late.late();
    return lateEvent(
        late.topic(),
        late.time(),
        new LateNote(note.origin(), note.watermark(), new byte[0]),
        LateReason.APPLIED,
        List.of());
  }

  /** The row about a rule that erred; its key is the same whichever event it erred on. */
  public Outbound ruleFailure(RuleSet set, Rule rule, String error) {
    String origin = set.id() + "@" + set.version() + "/" + rule.id();
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStream(InTopic.RULES.topic())
            .setOrigin(origin)
            .setReason(DeadLetterReason.INVALID_VALUE)
            .setDetail("the rule does not hold where it errs: " + error)
            .setPayload(ByteBuffer.wrap(new byte[0]))
            .build();
    return new Outbound(OutTopic.DEAD_LETTERS, origin, deadLetters.write(letter));
  }

  /** The row about a late record that was applied, with the revisions it caused. */
  public Outbound applied(Envelope late, List<AlertRevision> changed) {
    return lateEvent(
        late.topic(),
        late.time(),
        late.late(),
        LateReason.APPLIED,
        changed.stream().map(AlertRevision::name).toList());
  }

  public Outbound lateEvent(
      InTopic topic, long time, LateNote note, LateReason reason, List<String> changed) {
    LateEvent event =
        LateEvent.newBuilder()
            .setStream(topic.topic())
            .setOrigin(note.origin())
            .setEventTime(Instant.ofEpochMilli(time))
            .setWatermark(Instant.ofEpochMilli(note.watermark()))
            .setReason(reason)
            .setChanged(changed)
            .setPayload(ByteBuffer.wrap(note.raw()))
            .build();
    return new Outbound(OutTopic.LATE_EVENTS, note.origin(), lateEvents.write(event));
  }
}
