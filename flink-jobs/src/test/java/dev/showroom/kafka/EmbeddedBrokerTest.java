package dev.showroom.kafka;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.showroom.common.CommandFailure;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
  private static final Topics TOPICS = new Topics("test.");
  private static final String ERASURES = TOPICS.name(InTopic.ERASURES);

  @TempDir private Path temp;

  @Test
  void gives_back_every_record_that_was_written() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(3, ERASURES);
      KafkaIo io = new KafkaIo(broker.bootstrapServers(), TOPICS);

      List<Keyed> written = erasures(500);
      io.produce(written);

      assertThat(io.read(InTopic.ERASURES, ErasureRequest.class))
          .containsExactlyInAnyOrderElementsOf(
              written.stream().map(k -> (ErasureRequest) k.value()).toList());
      assertThat(io.readRaw(ERASURES)).extracting(r -> r.partition()).contains(0, 1, 2);
    }
  }

  @Test
  void reads_to_the_end_past_transaction_markers_and_leaves_out_what_was_aborted() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(1, "t");
      KafkaIo io = new KafkaIo(broker.bootstrapServers(), TOPICS);
      // An hour: what the broker's raised maximum allows.
      Map<String, Object> transactional =
          Map.of("transactional.id", "one", "transaction.timeout.ms", 3_600_000);
      try (KafkaProducer<byte[], byte[]> producer = io.producer(transactional)) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record("committed"));
        producer.commitTransaction();
        producer.beginTransaction();
        producer.send(record("aborted"));
        producer.flush();
        producer.abortTransaction();
      }

      assertThat(io.readRaw("t"))
          .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
          .containsExactly("committed");
    }
  }

  @Test
  void keeps_records_of_any_event_time() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(1, "t");
      KafkaIo io = new KafkaIo(broker.bootstrapServers(), TOPICS);
      long longAgo = Instant.parse("2009-12-01T08:26:00Z").toEpochMilli();
      long ahead = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();
      io.produceRaw(
          List.of(
              new ProducerRecord<>("t", 0, longAgo, null, new byte[] {1}),
              new ProducerRecord<>("t", 0, ahead, null, new byte[] {2})),
          Map.of("compression.type", "lz4"));

      assertThat(io.readRaw("t")).extracting(r -> r.timestamp()).containsExactly(longAgo, ahead);
    }
  }

  @Test
  void is_reached_by_loopback_only() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      int port = port(broker.bootstrapServers());
      assertThat(accepts(InetAddress.getByName("127.0.0.1"), port)).isTrue();
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          if (!address.isLoopbackAddress()) {
            assertThat(accepts(address, port)).as("by %s", address).isFalse();
          }
        }
      }
    }
  }

  @Test
  void leaves_nothing_behind_when_it_is_closed() throws IOException {
    // The first broker of a JVM also starts what Kafka keeps for the JVM's life.
    EmbeddedBroker.start().close();
    Set<String> threadsBefore = threads();

    EmbeddedBroker broker = EmbeddedBroker.start();
    broker.createTopics(4, "t");
    new KafkaIo(broker.bootstrapServers(), TOPICS).produceRaw(List.of(record("x")), Map.of());
    assertThat(broker.directory()).isDirectory();
    assertThat(threads()).hasSizeGreaterThan(threadsBefore.size());
    broker.close();

    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(threads()).isSubsetOf(threadsBefore));
    assertThat(broker.directory()).doesNotExist();
    assertThat(accepts(InetAddress.getByName("127.0.0.1"), port(broker.bootstrapServers())))
        .isFalse();
    broker.close(); // a second time is harmless
  }

  @Test
  void leaves_nothing_behind_when_its_port_is_taken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Set<String> threadsBefore = threads();
      assertThatThrownBy(() -> EmbeddedBroker.start(temp, other.getLocalPort()))
          .isInstanceOf(CommandFailure.class)
          .hasMessage("Port " + other.getLocalPort() + " is not free for the Kafka broker.");
      assertThat(threads()).isSubsetOf(threadsBefore);
      assertThat(temp).isEmptyDirectory();
    }
  }

  @Test
  void takes_up_the_topics_of_a_kept_directory() {
    List<Keyed> written = erasures(10);
    try (EmbeddedBroker broker = EmbeddedBroker.start(temp, 0)) {
      broker.createTopics(2, ERASURES);
      new KafkaIo(broker.bootstrapServers(), TOPICS).produce(written);
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(temp, 0)) {
      KafkaIo io = new KafkaIo(broker.bootstrapServers(), TOPICS);
      assertThat(io.read(InTopic.ERASURES, ErasureRequest.class)).hasSameSizeAs(written);
    }
  }

  @Test
  void runs_two_at_a_time() {
    try (EmbeddedBroker one = EmbeddedBroker.start();
        EmbeddedBroker other = EmbeddedBroker.start()) {
      one.createTopics(1, ERASURES);
      other.createTopics(1, ERASURES);
      new KafkaIo(one.bootstrapServers(), TOPICS).produce(erasures(3));

      assertThat(new KafkaIo(other.bootstrapServers(), TOPICS).readRaw(ERASURES)).isEmpty();
    }
  }

  @Test
  void runs_in_a_jvm_of_its_own_until_its_input_is_closed() {
    ChildBroker child = ChildBroker.start(temp, 0);
    try (child) {
      new Topics("test.").createMissing(client(child.bootstrapServers()), 2, 1);
      KafkaIo io = new KafkaIo(child.bootstrapServers(), TOPICS);
      io.produce(erasures(20));
      assertThat(io.read(InTopic.ERASURES, ErasureRequest.class)).hasSize(20);
    }
    assertThat(child.process().exitValue()).isZero();
    assertThat(temp).isNotEmptyDirectory();
  }

  @Test
  void comes_back_on_its_port_with_its_records_after_its_jvm_was_killed() throws Exception {
    String address;
    try (ChildBroker child = ChildBroker.start(temp, 0)) {
      address = child.bootstrapServers();
      new Topics("test.").createMissing(client(address), 2, 1);
      new KafkaIo(address, TOPICS).produce(erasures(20));
      child.process().destroyForcibly().waitFor();
    }
    try (ChildBroker again = ChildBroker.start(temp, port(address))) {
      assertThat(again.bootstrapServers()).isEqualTo(address);
      assertThat(new KafkaIo(address, TOPICS).read(InTopic.ERASURES, ErasureRequest.class))
          .hasSize(20);
    }
  }

  @Test
  void takes_its_temporary_directory_along_when_its_jvm_is_told_to_end() throws Exception {
    Path tmp = Files.createDirectory(temp.resolve("tmp"));
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + tmp,
                "-cp",
                System.getProperty("java.class.path"),
                Unclosed.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // The directory is formatted and the broker still on its way up.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  brokerDirectories(tmp).stream()
                      .anyMatch(d -> Files.exists(d.resolve("meta.properties"))));
      jvm.destroy();
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      jvm.destroyForcibly();
    }
    assertThat(brokerDirectories(tmp)).isEmpty();
  }

  private static List<Path> brokerDirectories(Path tmp) throws IOException {
    try (Stream<Path> entries = Files.list(tmp)) {
      return entries.filter(p -> p.getFileName().toString().startsWith("showroom-kafka-")).toList();
    }
  }

  /** A program that starts a broker and never closes it. */
  static final class Unclosed {
    public static void main(String[] args) throws InterruptedException {
      EmbeddedBroker broker = EmbeddedBroker.start();
      System.out.println(broker.bootstrapServers());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void its_connections_have_room_for_whole_requests() throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel listener = OpenListeners.listen(anywhere)) {
      assertThat(listener.getOption(StandardSocketOptions.SO_RCVBUF)).isGreaterThan(32_000);
    }
  }

  private static List<Keyed> erasures(int count) {
    List<Keyed> records = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            i ->
                records.add(
                    new Keyed(
                        InTopic.ERASURES,
                        "c" + i,
                        ErasureRequest.newBuilder()
                            .setEventId("e" + i)
                            .setEventTime(Instant.ofEpochMilli(1_700_000_000_000L + i))
                            .setCustomerId("c" + i)
                            .build())));
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(String text) {
    return new ProducerRecord<>("t", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> client(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(thread -> thread.getName() + " #" + thread.getId())
        .collect(toSet());
  }
}
