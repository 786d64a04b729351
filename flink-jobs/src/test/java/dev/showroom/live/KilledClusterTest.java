package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Transactions;
import dev.showroom.kafka.Transactions.End;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.SimulationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of processes under load whose TaskManagers, JobManager and broker are killed again and
 * again: at random moments, and at the worst, when a checkpoint has just become whole and what it
 * promises is not committed.
 */
@Tag("faults")
class KilledClusterTest {
  private static final int KILLS = Integer.getInteger("showroom.faults.kills", 50);
  private static final long SEED = Long.getLong("showroom.faults.seed", 7);
  private static final int CUSTOMERS = Integer.getInteger("showroom.faults.customers", 6_000);

  /** Seconds that a recovery may take; on a machine that has nothing else to do. */
  private static final int WITHIN = Integer.getInteger("showroom.faults.within", 15);

  private static final int DAYS = 12;
  private static final List<String> VICTIMS =
      List.of("taskmanager-1", "taskmanager-2", "jobmanager", "broker");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** For the ledger to get something: a share of the world may have nothing for it. */
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(5);

  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  private final Random random = new Random(SEED);

  /**
   * A SIGKILL.
   *
   * @param worst when a checkpoint had just become whole
   * @param seconds until the first checkpoint that was begun after it was whole
   * @param timeline what came in between
   */
  private record Kill(String victim, boolean worst, double seconds, String timeline) {
    String kind() {
      return victim.replaceFirst("-\\d+$", "") + (worst ? ", worst moment" : ", random moment");
    }
  }

  @Test
  void a_cluster_that_is_killed_again_and_again_says_what_an_undisturbed_run_says()
      throws Exception {
    long began = System.nanoTime();
    ClusterWorld world =
        new ClusterWorld(SimulationOptions.of(CUSTOMERS, DAYS, SEED), KILLS, directory);
    assertThat(world.decisions).hasSizeGreaterThan(100);
    ExecutorService feeder = Executors.newSingleThreadExecutor();
    try (TestCluster cluster =
        TestCluster.start(directory.resolve("cluster"), "  restart-reset-after: 1s")) {
      KafkaIo kafka = cluster.createTopics(2);
      readHistory(world, cluster, kafka);
      cluster.idleAfter(Duration.ofSeconds(1));
      long before = cluster.whole();
      cluster.submit(2);
      cluster.awaitWholeAfter(before, PATIENCE);

      List<Kill> kills = new ArrayList<>();
      int between = 0;
      for (int i = 0; i < KILLS; i++) {
        List<Keyed> share = world.share(i);
        Future<?> fed = feeder.submit(() -> feed(kafka, share));
        String victim = VICTIMS.get(i % VICTIMS.size());
        boolean worst = i / VICTIMS.size() % 2 == 0;
        between += kill(cluster, kafka, victim, worst, kills) ? 1 : 0;
        fed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Kill kill = kills.get(i);
        System.out.printf(
            "kill %d: %s, first new checkpoint after %.1f s; %s: %s%n",
            i + 1, kill.kind(), kill.seconds, victim, kill.timeline);
      }
      kafka.produce(world.rest(KILLS));

      await("that all is said")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .until(
              () -> {
                kafka.produce(KilledJob.closing(world.end, ClusterWorld.LATENESS));
                return world.isSaid(kafka);
              });
      world.assertSaid(kafka);
      tell(world, kills, between, began);
      assertThat(inOrder(kills).get(percentile(kills.size())))
          .as("seconds until the first new checkpoint, p99")
          .isLessThanOrEqualTo(WITHIN);
    } finally {
      feeder.shutdownNow();
    }
  }

  private static void readHistory(ClusterWorld world, TestCluster cluster, KafkaIo kafka)
      throws IOException {
    kafka.produce(world.history());
    cluster.idleAfter(Duration.ofSeconds(15));
    cluster.submit(2);
    int alerts = world.alertsInHistory();
    await("that history is read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> Said.inTopic(kafka, Said.ALERTS, Long.MAX_VALUE).size() >= alerts);
    cluster.cluster.savepoint(true);
  }

  /** Some seconds' worth, in slices. */
  private static void feed(KafkaIo kafka, List<Keyed> share) {
    int slices = 10;
    for (int i = 0; i < slices; i++) {
      kafka.produce(share.subList(share.size() * i / slices, share.size() * (i + 1) / slices));
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /**
   * Kills, and waits until the job has made a checkpoint since.
   *
   * @return whether a transaction of a whole checkpoint was left open
   */
  private boolean kill(
      TestCluster cluster, KafkaIo kafka, String victim, boolean worst, List<Kill> kills)
      throws IOException {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2_000)).toNanos());
    if (worst) {
      awaitLedger(kafka);
      awaitMetadata(cluster);
    }
    Instant killed = Instant.now();
    long at = System.nanoTime();
    assertThat(cluster.kill(victim)).as(victim + " could be killed").isTrue();
    long whole = cluster.whole();
    long begun = cluster.begun();
    boolean open = worst && !victim.equals("broker") && isOpen(cluster, whole);
    cluster.awaitWholeAfter(begun, PATIENCE);
    double seconds = (System.nanoTime() - at) / 1e9;
    kills.add(new Kill(victim, worst, seconds, RecoveryTimeline.since(cluster.logs(), killed)));
    return open;
  }

  /** Until something that the next checkpoint is to commit is in the ledger's topics. */
  private static void awaitLedger(KafkaIo kafka) {
    long end = kafka.written(OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES);
    long until = System.nanoTime() + LEDGER_PATIENCE.toNanos();
    while (System.nanoTime() < until
        && kafka.written(OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES) == end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Returns within a millisecond or two. */
  private static void awaitMetadata(TestCluster cluster) {
    long whole = cluster.whole();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.whole() <= whole) {
      assertThat(System.nanoTime()).as("a checkpoint in time").isLessThan(until);
      LockSupport.parkNanos(500_000);
    }
  }

  private static boolean isOpen(TestCluster cluster, long checkpoint) {
    return Transactions.ends(
                cluster.config().kafka().clientProperties(),
                IntStream.range(0, 2)
                    .mapToObj(
                        i ->
                            LedgerTransactions.prefix(cluster.config().kafka())
                                + "-"
                                + i
                                + "-"
                                + checkpoint)
                    .toList())
            .getOrDefault(End.OPEN, 0)
        > 0;
  }

  private static void tell(ClusterWorld world, List<Kill> kills, int between, long began)
      throws IOException {
    System.out.printf(
        "%d SIGKILLs, seed %d, %d left a whole checkpoint uncommitted: %d alerts, %d decisions, %d"
            + " outcomes as undisturbed; 0 lost, 0 double; %d s in all%n",
        kills.size(),
        SEED,
        between,
        world.alerts.size(),
        world.decisions.size(),
        world.outcomes.size(),
        (System.nanoTime() - began) / 1_000_000_000);
    Map<String, List<Double>> byKind = new TreeMap<>();
    kills.forEach(
        kill -> byKind.computeIfAbsent(kill.kind(), k -> new ArrayList<>()).add(kill.seconds));
    byKind.put("all", kills.stream().map(Kill::seconds).toList());
    byKind.forEach(
        (kind, seconds) -> {
          List<Double> sorted = seconds.stream().sorted().toList();
          System.out.printf(
              "  %-28s n=%2d  p50 %5.1f s  p99 %5.1f s  longest %5.1f s%n",
              kind,
              sorted.size(),
              sorted.get((sorted.size() - 1) / 2),
              sorted.get(percentile(sorted.size())),
              sorted.get(sorted.size() - 1));
        });
  }

  private static List<Double> inOrder(List<Kill> kills) {
    return kills.stream().map(Kill::seconds).sorted().toList();
  }

  /** Where in so many, in order, the one stands that 99 of 100 are no more than. */
  private static int percentile(int of) {
    return (int) Math.ceil(of * 0.99) - 1;
  }
}
