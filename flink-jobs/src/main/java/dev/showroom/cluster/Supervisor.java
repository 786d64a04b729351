package dev.showroom.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the processes of a cluster running: {@code Supervisor DIR}. Ends them in order when it is
 * told to end itself. Where it is killed they go on, and the next supervisor takes them over.
 */
public final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long LOOK_EACH_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterDirectory directory;
  private final List<Watched> members;

  /** Under this object's lock. */
  private boolean stopping;

  private Supervisor(ClusterDirectory directory, ClusterPlan plan) {
    this.directory = directory;
    this.members = Member.of(directory, plan).stream().map(Watched::new).toList();
  }

  public static void main(String[] args) throws InterruptedException {
    ClusterDirectory directory = new ClusterDirectory(Path.of(args[0]));
    ClusterPlan plan = ClusterPlan.in(directory).orElseThrow();
    Supervisor supervisor = new Supervisor(directory, plan);
    Running.note(directory, Member.SUPERVISOR, ProcessHandle.current(), 0);
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop the cluster"));
    while (true) {
      supervisor.look();
      Thread.sleep(LOOK_EACH_MILLIS);
    }
  }

  private synchronized void look() {
    if (!stopping) {
      members.forEach(Watched::look);
    }
  }

  private synchronized void stop() {
    stopping = true;
    LOG.info("The cluster is told to stop.");
    end(members.stream().filter(watched -> watched.isFlink()));
    end(members.stream().filter(watched -> watched.is(Member.BROKER)));
    end(members.stream());
    Running.forget(directory, Member.SUPERVISOR);
    LOG.info("The cluster has stopped.");
  }

  private static void end(Stream<Watched> members) {
    List<Watched> ending = members.filter(watched -> watched.process != null).toList();
    ending.forEach(watched -> watched.process.destroy());
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (Watched watched : ending) {
      watched.awaitEnd(until - System.nanoTime());
    }
  }

  /** A member, and how it is. */
  private final class Watched {
    private final Member member;
    private final Backoff backoff = new Backoff();
    private ProcessHandle process;
    private long startedAt;
    private long startAt = System.nanoTime();
    private int restarts = -1;

    Watched(Member member) {
      this.member = member;
      // What needs its input had it from a supervisor that is gone, and ends by itself.
      if (!member.needsInput()) {
        process = Running.of(directory, member.name()).orElse(null);
      }
      startedAt = System.nanoTime();
      if (process != null) {
        restarts = 0;
        LOG.info("{} is taken over, process {}.", member.name(), process.pid());
      }
    }

    boolean is(String name) {
      return member.name().equals(name);
    }

    boolean isFlink() {
      return is(Member.JOB_MANAGER) || member.name().startsWith(Member.TASK_MANAGER);
    }

    void look() {
      long now = System.nanoTime();
      if (process != null && !process.isAlive()) {
        Duration wait = backoff.afterDeath(Duration.ofNanos(now - startedAt));
        LOG.warn("{} has died; a new one starts in {} ms.", member.name(), wait.toMillis());
        process = null;
        startAt = now + wait.toNanos();
      }
      if (process == null && now - startAt >= 0) {
        start(now);
      }
    }

    private void start(long now) {
      try {
        process =
            new ProcessBuilder(member.command())
                .redirectErrorStream(true)
                .redirectOutput(
                    ProcessBuilder.Redirect.appendTo(directory.out(member.name()).toFile()))
                .start()
                .toHandle();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      startedAt = now;
      restarts++;
      Running.note(directory, member.name(), process, restarts);
      LOG.info("{} started, process {}.", member.name(), process.pid());
    }

    void awaitEnd(long nanos) {
      try {
        process.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        LOG.warn("{} does not end and is killed.", member.name());
        process.destroyForcibly();
        process.onExit().join();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
      Running.forget(directory, member.name());
      process = null;
    }
  }
}
