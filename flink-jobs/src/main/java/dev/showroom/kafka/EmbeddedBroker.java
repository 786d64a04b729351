package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, and the KRaft controller it needs, in this JVM: what {@code demo} and the
 * tests run against. One node, loopback only, nothing replicated and nothing secured: no broker for
 * a shop.
 *
 * <p>Both listeners are bound before the broker is configured, and handed over open, so that no
 * other process can take a port between the choice and the use of it.
 *
 * <p>Where a broker must outlive the JVM under test, {@link #main} runs one in a JVM of its own.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final boolean deleteDirectory;
  private final InetSocketAddress address;
  private final Beside beside;
  private final Map<String, InetSocketAddress> besideAddresses = new LinkedHashMap<>();
  private final Thread onExit = new Thread(this::stopOnExit, "showroom-broker-exit");

  /** Held while the broker starts and while it stops: Kafka cannot be stopped half started. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private ControllerServer controller;
  private BrokerServer broker;
  private boolean stopped;

  /**
   * What a broker has beside its plain listener, for tests of what a secured cluster asks of its
   * clients.
   *
   * @param protocols security protocols, each with a listener of its own
   * @param properties of the broker
   */
  record Beside(List<String> protocols, Map<String, String> properties) {
    static final Beside NOTHING = new Beside(List.of(), Map.of());
  }

  static EmbeddedBroker temporary(Beside beside) throws IOException {
    return new EmbeddedBroker(Files.createTempDirectory("showroom-kafka-"), true, 0, beside);
  }

  /** A broker on a free port with a temporary directory, which goes when the broker is closed. */
  public static EmbeddedBroker start() {
    try {
      return temporary(Beside.NOTHING);
    } catch (IOException e) {
      throw new CommandFailure(
          "No temporary directory for the Kafka broker can be made in "
              + System.getProperty("java.io.tmpdir")
              + ".",
          e);
    }
  }

  /**
   * A broker whose topics stay in the directory for the next one.
   *
   * @param port to listen on, 0 for any free one
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return new EmbeddedBroker(directory, false, port, Beside.NOTHING);
  }

  private EmbeddedBroker(Path directory, boolean deleteDirectory, int port, Beside beside) {
    this.beside = beside;
    this.directory = directory.toAbsolutePath();
    this.deleteDirectory = deleteDirectory;
    lifecycle.lock();
    boolean up = false;
    try (OpenListeners listeners = new OpenListeners()) {
      Runtime.getRuntime().addShutdownHook(onExit);
      address = listeners.open(port);
      beside.protocols().forEach(p -> besideAddresses.put(p, listeners.open(0)));
      InetSocketAddress controllerAddress = listeners.open(0);
      KafkaConfig config =
          EmbeddedSettings.of(
              this.directory,
              !deleteDirectory,
              address,
              besideAddresses,
              controllerAddress,
              beside.properties());
      formatOnce(config);
      startUp(config, controllerAddress, listeners);
      up = true;
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The embedded Kafka broker did not start: " + e.getMessage(), e);
    } finally {
      if (!up) {
        close();
      }
      lifecycle.unlock();
    }
  }

  /** Where clients connect, {@code host:port}. */
  public String bootstrapServers() {
    return EmbeddedSettings.hostAndPort(address);
  }

  /** Where they connect by another protocol. */
  String bootstrapServers(String protocol) {
    return EmbeddedSettings.hostAndPort(besideAddresses.get(protocol));
  }

  public Path directory() {
    return directory;
  }

  public void createTopics(int partitions, String... names) {
    createTopics(
        Arrays.stream(names).map(name -> new NewTopic(name, partitions, (short) 1)).toList());
  }

  /** Creates those that are missing and returns when each of their partitions serves requests. */
  public void createTopics(Collection<NewTopic> topics) {
    try (Cluster cluster =
        Cluster.connect(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
            CREATE_TIMEOUT,
            CREATE_TIMEOUT)) {
      new NewTopics(cluster).create(topics);
    }
  }

  /** Stops broker and controller and deletes the directory if it was a temporary one. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM is going down: the hook does the work, here or there.");
    }
    stop();
  }

  private void stop() {
    lifecycle.lock();
    try {
      if (stopped) {
        return;
      }
      stopped = true;
      // The controller last: the broker takes leave of it.
      if (broker != null) {
        broker.shutdown();
        broker.awaitShutdown();
      }
      if (controller != null) {
        controller.shutdown();
        controller.awaitShutdown();
      }
      if (deleteDirectory) {
        deleteTree(directory);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /** The JVM goes down under a broker that nobody closed, perhaps before it was up. */
  private void stopOnExit() {
    try {
      if (lifecycle.tryLock(EXIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          stop();
        } finally {
          lifecycle.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void formatOnce(KafkaConfig config) throws Exception {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(EmbeddedSettings.NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName("CONTROLLER")
        .run();
  }

  private void startUp(
      KafkaConfig config, InetSocketAddress controllerAddress, ServerSocketFactory sockets) {
    var identity = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            identity._1(),
            Time.SYSTEM,
            new Metrics(Time.SYSTEM),
            CompletableFuture.completedFuture(Map.of(EmbeddedSettings.NODE, controllerAddress)),
            List.of(controllerAddress),
            faultsThatLeaveTheJvmAlive(),
            sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), identity._2());
    broker = new BrokerServer(shared);
    controller.startup();
    broker.startup();
  }

  /** Kafka's own handler halts the JVM, and this one has more in it than a broker. */
  private static FaultHandlerFactory faultsThatLeaveTheJvmAlive() {
    return (name, fatal, action) ->
        (message, cause) -> {
          LOG.error("The embedded Kafka broker failed ({}): {}", name, message, cause);
          action.run();
          return new IllegalStateException(name + ": " + message, cause);
        };
  }

  private static void deleteTree(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // Kafka deletes old segments by itself.
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
              Files.deleteIfExists(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.warn("The embedded Kafka broker's directory {} is not wholly deleted.", root, e);
    }
  }

  /**
   * {@code EmbeddedBroker DIR PORT}: a broker in a JVM of its own, which may outlive the JVMs that
   * use it. Prints where clients connect, one line, and runs until its standard input is closed;
   * port 0 is any free one.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !args[1].matches("\\d{1,5}") || Integer.parseInt(args[1]) > 65_535) {
      System.err.println("usage: EmbeddedBroker DIR PORT");
      System.exit(2);
    }
    int status = 0;
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println(broker.bootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (CommandFailure e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }
}
