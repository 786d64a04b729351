package dev.showroom.demo;

import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The simulated shops: send to Kafka what their schedule says, when simulated time is there. */
final class Feed implements AutoCloseable {
  private static final byte[] NOTHING_USEFUL = "is anybody there?".getBytes(StandardCharsets.UTF_8);

  private final Topics topics;
  private final Board board;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<InTopic, AvroRecords<SpecificRecord>> codecs = Schedule.codecs();
  private volatile Exception failure;

  Feed(String bootstrapServers, Topics topics, Board board) {
    this.topics = topics;
    this.board = board;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                // Written is enough: to wait until it is also committed has stalled on new topics.
                ProducerConfig.ACKS_CONFIG, "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
                // A broker in this process that does not answer for so long is gone.
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** One broken record to each partition: its dead letter says that all before it is read. */
  void probe(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      send(
          new ProducerRecord<>(topics.name(InTopic.BROWSING), partition, null, NOTHING_USEFUL),
          Sending.Kind.BROKEN);
    }
    producer.flush();
  }

  /** History: as fast as the broker takes it. */
  void sendAll(List<Sending> sendings) throws InterruptedException {
    for (Sending sending : sendings) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      send(sending);
    }
    producer.flush();
    if (!sendings.isEmpty()) {
      board.simulated(sendings.get(sendings.size() - 1).due());
    }
  }

  /**
   * Everything at its simulated time.
   *
   * @param from simulated time that it is now
   */
  void sendInTime(List<Sending> sendings, long from, Pace pace) throws InterruptedException {
    long begun = System.nanoTime();
    for (Sending sending : sendings) {
      long now = now(from, begun, pace);
      while (now < sending.due()) {
        board.simulated(now);
        Thread.sleep(Math.max(1, Math.min(50, wallMillis(sending.due() - now, pace))));
        now = now(from, begun, pace);
      }
      if (failure != null) {
        return;
      }
      board.simulated(sending.due());
      send(sending);
    }
    producer.flush();
  }

  private static long now(long from, long begun, Pace pace) {
    return from + pace.simulated(Duration.ofNanos(System.nanoTime() - begun)).toMillis();
  }

  private static long wallMillis(long simulatedMillis, Pace pace) {
    return simulatedMillis * pace.daySeconds() / Duration.ofDays(1).toSeconds();
  }

  private void send(Sending sending) {
    send(
        new ProducerRecord<>(
            topics.name(sending.topic()),
            sending.key().getBytes(StandardCharsets.UTF_8),
            sending.value(codecs)),
        sending.kind());
  }

  private void send(ProducerRecord<byte[], byte[]> record, Sending.Kind kind) {
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            failure = e;
          } else {
            board.sent(
                kind, metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset());
          }
        });
  }

  /** What went wrong, or null. */
  Exception failure() {
    return failure;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
