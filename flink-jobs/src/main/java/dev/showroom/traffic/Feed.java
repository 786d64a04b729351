package dev.showroom.traffic;

import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.WireForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The simulated shops: send to Kafka what their schedule says, when simulated time is there. */
public final class Feed implements AutoCloseable {
  private static final byte[] NOTHING_USEFUL = "is anybody there?".getBytes(StandardCharsets.UTF_8);

  /** Is told how far the shops are, on any thread. */
  public interface Listener {
    /** Simulated time that it is now. */
    void simulated(long time);

    /**
     * @param origin where the broker put it, {@code topic-partition-offset}
     */
    void sent(Sending.Kind kind, String origin);
  }

  private final Topics topics;
  private final WireForm form;
  private final Listener listener;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<InTopic, AvroRecords<SpecificRecord>> codecs = Schedule.codecs();
  private final AtomicLong handed = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private volatile Exception failure;

  /**
   * @param client properties of the producer, {@code bootstrap.servers} among them
   */
  public Feed(Map<String, ?> client, Topics topics, WireForm form, Listener listener) {
    this.topics = topics;
    this.form = form;
    this.listener = listener;
    this.producer =
        new KafkaProducer<>(
            Map.copyOf(client), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One broken record to each partition: its dead letter says that all before it is read. */
  public void probe(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      send(
          new ProducerRecord<>(topics.name(InTopic.BROWSING), partition, null, NOTHING_USEFUL),
          Sending.Kind.BROKEN);
    }
    producer.flush();
  }

  /** History: as fast as the broker takes it. */
  public void sendAll(List<Sending> sendings) throws InterruptedException {
    for (Sending sending : sendings) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      send(sending);
    }
    producer.flush();
    if (!sendings.isEmpty()) {
      listener.simulated(sendings.get(sendings.size() - 1).due());
    }
  }

  /**
   * Everything at its simulated time.
   *
   * @param from simulated time that it is now
   */
  public void sendInTime(Agenda agenda, long from, Pace pace) throws InterruptedException {
    long begun = System.nanoTime();
    while (agenda.nextDue() < Long.MAX_VALUE) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      long now = now(from, begun, pace);
      listener.simulated(now);
      Sending next = agenda.takeDueBy(now);
      if (next == null) {
        // Not for longer: something that is due sooner may be added.
        Thread.sleep(Math.max(1, Math.min(50, wallMillis(agenda.nextDue() - now, pace))));
      } else if (failure != null) {
        return;
      } else {
        send(next);
      }
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
            sending.value(codecs, form)),
        sending.kind());
  }

  private void send(ProducerRecord<byte[], byte[]> record, Sending.Kind kind) {
    handed.incrementAndGet();
    producer.send(
        record,
        (metadata, e) -> {
          answered.incrementAndGet();
          if (e != null) {
            failure = e;
          } else {
            listener.sent(
                kind, metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset());
          }
        });
  }

  /** So many records were to be sent until now. */
  long handed() {
    return handed.get();
  }

  /** Of so many of them it is known what became of them. */
  long answered() {
    return answered.get();
  }

  /** What went wrong, or null. */
  public Exception failure() {
    return failure;
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(2));
  }

  /** Waits so long for what is still under way to the broker. */
  void close(Duration patience) {
    producer.close(patience);
  }
}
