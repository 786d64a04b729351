package dev.showroom.history;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.core.intake.Encoding;
import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.EventTimeGlance;
import dev.showroom.kafka.ClientSettings;
import dev.showroom.kafka.Headway;
import dev.showroom.kafka.Permission;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.replay.AvroGlance;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.replay.spool.SpoolWriter;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.KnownSchemas;
import dev.showroom.schemas.codec.WriterSchemas;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a range of the deployment's topics onto this machine's disk. Partitions are assigned by
 * hand and no group is joined, so that nothing is committed and a live job is not disturbed; only
 * what was committed by its writer is seen.
 *
 * <p>The end of each partition is known before reading begins, and is reached by position: markers
 * of transactions take offsets, too, and are never delivered.
 */
public final class KafkaHistory implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final RunConfig config;
  private final long futureTolerance;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KnownSchemas registered = new KnownSchemas();
  private final WriterSchemas writers;

  /**
   * @param config where Kafka is
   * @param futureTolerance how far a time may lie past the record's arrival; a replay that is done
   *     again has its own, not the configuration's
   * @throws CommandFailure where the client cannot be made
   */
  public KafkaHistory(RunConfig config, Duration futureTolerance) {
    this.config = config;
    this.futureTolerance = futureTolerance.toMillis();
    this.writers = registered.remembering(SchemaRegistry.writers(config.kafka()).open());
    Properties properties = new Properties();
    properties.putAll(config.kafka().clientProperties());
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    try {
      this.consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Which offsets a window is, as of now. Its beginning is looked up by the stamps of the records,
   * with slack for clocks: nothing is reported before it happens.
   *
   * @throws CommandFailure where a topic is missing, or the cluster does not answer
   */
  public List<PinnedPartition> pin(Collection<InTopic> streams, Window window) {
    // To a consumer, a topic that is missing is an empty one.
    Topics.require(
        config.kafka().clientProperties(),
        streams.stream().map(config.kafka().topics()::name).map(Permission::read).toList());
    try {
      List<PinnedPartition> pinned = new ArrayList<>();
      for (InTopic stream : streams) {
        pinned.addAll(pin(stream, window));
      }
      return pinned;
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private List<PinnedPartition> pin(InTopic stream, Window window) {
    String topic = config.kafka().topics().name(stream);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, PATIENCE).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
            .toList();
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> from =
        window.from() == Long.MIN_VALUE || AlwaysKnown.contains(stream)
            ? first
            : atTime(partitions, window.from() - futureTolerance, end);
    // What happened before the end may have come long after it: history that was loaded, say.
    Map<TopicPartition, Long> until =
        window.cutByArrival() && window.until() != Long.MAX_VALUE
            ? atTime(partitions, window.until() + 1, end)
            : end;
    List<PinnedPartition> pinned = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long last = Math.min(until.get(partition), end.get(partition));
      pinned.add(
          new PinnedPartition(
              topic, partition.partition(), Math.min(from.get(partition), last), last));
    }
    return pinned;
  }

  /** The first offset whose stamp is not before the time. */
  private Map<TopicPartition, Long> atTime(
      List<TopicPartition> partitions, long time, Map<TopicPartition, Long> otherwise) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, time)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp offset = found.get(partition);
      offsets.put(partition, offset == null ? otherwise.get(partition) : offset.offset());
    }
    return offsets;
  }

  /** Where reading stands, partition by partition. */
  private static final class Feed {
    final InTopic stream;
    final int number;
    final PinnedPartition pinned;
    long newest = RawLine.NONE;
    long arrived = Long.MIN_VALUE;

    Feed(InTopic stream, int number, PinnedPartition pinned) {
      this.stream = stream;
      this.number = number;
      this.pinned = pinned;
    }
  }

  /**
   * Reads what is pinned into the spool.
   *
   * @param pinnedAt when it was pinned, epoch milliseconds: nothing in it came later
   * @param stopped whether to stop reading
   * @param progress is told how many offsets are left
   * @return whether records behind the window were left out
   * @throws CommandFailure where some of it is gone, or the cluster does not answer
   */
  public boolean read(
      List<PinnedPartition> pinned,
      Window window,
      ReplayOrder order,
      long pinnedAt,
      SpoolWriter spool,
      BooleanSupplier stopped,
      LongConsumer progress)
      throws IOException {
    Map<TopicPartition, Feed> feeds = new HashMap<>();
    for (PinnedPartition partition : pinned) {
      InTopic stream = config.kafka().topics().input(partition.topic()).orElseThrow();
      feeds.put(
          new TopicPartition(partition.topic(), partition.partition()),
          new Feed(stream, feeds.size(), partition));
    }
    Topics.require(
        config.kafka().clientProperties(),
        pinned.stream().map(PinnedPartition::topic).distinct().map(Permission::read).toList());
    try {
      requireThere(feeds);
      return readAll(feeds, window, order, pinnedAt, spool, stopped, progress);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private void requireThere(Map<TopicPartition, Feed> feeds) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(feeds.keySet(), PATIENCE);
    Map<TopicPartition, Long> end = consumer.endOffsets(feeds.keySet(), PATIENCE);
    feeds.forEach(
        (partition, feed) -> {
          PinnedPartition pinned = feed.pinned;
          if (pinned.from() < pinned.until() && first.get(partition) > pinned.from()) {
            throw new CommandFailure(
                ("Partition %s has lost records of the replay's range: it begins at offset %d, the"
                        + " range at %d. Its retention has taken them.")
                    .formatted(partition, first.get(partition), pinned.from()));
          }
          if (end.get(partition) < pinned.until()) {
            throw new CommandFailure(
                ("Partition %s ends at offset %d, before the replay's range does at %d: it is not"
                        + " the one that was pinned.")
                    .formatted(partition, end.get(partition), pinned.until()));
          }
        });
  }

  private boolean readAll(
      Map<TopicPartition, Feed> feeds,
      Window window,
      ReplayOrder order,
      long pinnedAt,
      SpoolWriter spool,
      BooleanSupplier stopped,
      LongConsumer progress)
      throws IOException {
    boolean leftOut = false;
    Set<TopicPartition> open = new HashSet<>(feeds.keySet());
    open.removeIf(partition -> isEmpty(feeds.get(partition).pinned));
    consumer.assign(open);
    open.forEach(partition -> consumer.seek(partition, feeds.get(partition).pinned.from()));
    Headway headway = new Headway(PATIENCE);
    while (!open.isEmpty() && !stopped.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Feed feed = feeds.get(new TopicPartition(record.topic(), record.partition()));
        if (record.offset() < feed.pinned.until()) {
          leftOut |= !take(record, feed, window, order, pinnedAt, spool);
        }
      }
      long left = 0;
      for (TopicPartition partition : Set.copyOf(open)) {
        long behind = feeds.get(partition).pinned.until() - consumer.position(partition, PATIENCE);
        if (behind <= 0) {
          open.remove(partition);
          consumer.pause(List.of(partition));
        }
        left += Math.max(0, behind);
      }
      progress.accept(left);
      if (!open.isEmpty() && headway.isStuck(left)) {
        throw new CommandFailure(
            "The history cannot be read: Kafka at %s has not answered for %d s."
                .formatted(
                    String.join(", ", config.kafka().bootstrapServers()), PATIENCE.toSeconds()));
      }
    }
    return leftOut;
  }

  private static boolean isEmpty(PinnedPartition pinned) {
    return pinned.from() >= pinned.until();
  }

  /** Whether the record is not behind the window. */
  private boolean take(
      ConsumerRecord<byte[], byte[]> record,
      Feed feed,
      Window window,
      ReplayOrder order,
      long pinnedAt,
      SpoolWriter spool)
      throws IOException {
    // The broker's stamp is the time of arrival; a producer's may be anything.
    long arrivedAt =
        record.timestampType() == TimestampType.LOG_APPEND_TIME
            ? record.timestamp()
            : Math.min(record.timestamp(), pinnedAt);
    feed.arrived = Math.max(feed.arrived, arrivedAt);
    byte[] bytes = record.value() == null ? new byte[0] : record.value();
    long time = AvroGlance.at(feed.stream, bytes, writers);
    boolean plausible = time != EventTimeGlance.UNKNOWN && time <= arrivedAt + futureTolerance;
    if (plausible) {
      feed.newest = Math.max(feed.newest, time);
    } else {
      time = feed.newest;
    }
    if (time != RawLine.NONE && window.isBehind(time)) {
      return false;
    }
    if (time == RawLine.NONE || window.begins(feed.stream, time)) {
      spool.add(
          order == ReplayOrder.EVENT_TIME ? time : feed.arrived,
          new HistoryRecord(
              feed.stream,
              feed.number,
              record.topic() + "-" + record.partition() + "-" + record.offset(),
              Encoding.AVRO,
              bytes,
              time,
              arrivedAt,
              RawLine.NONE));
    }
    return true;
  }

  /** What the schema registry has said of the records that were read. */
  public KnownSchemas registered() {
    return registered;
  }

  private CommandFailure failure(KafkaException e) {
    return new CommandFailure(
        "The history cannot be read from Kafka at "
            + String.join(", ", config.kafka().bootstrapServers())
            + ": "
            + ClientSettings.clean(Causes.root(e), config.kafka().clientProperties())
            + ".",
        e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
