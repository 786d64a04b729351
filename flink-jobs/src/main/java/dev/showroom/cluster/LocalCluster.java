package dev.showroom.cluster;

import dev.showroom.cluster.FlinkRest.Job;
import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.live.LiveJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * A cluster in a directory, as its commands see it. All state is in the directory and in the
 * processes; nothing is kept here.
 */
public final class LocalCluster {
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(10);
  private static final int LINES_OF_LOG = 5;

  private final ClusterDirectory directory;

  public LocalCluster(Path directory) {
    this.directory = new ClusterDirectory(directory);
  }

  /**
   * Starts what is not running and waits until every TaskManager has registered.
   *
   * @param told what is going on, in sentences
   * @throws CommandFailure where something else runs there, or it does not come up
   */
  public void start(ClusterWish wish, Consumer<String> told) {
    Optional<ClusterPlan> before = ClusterPlan.in(directory);
    if (isSupervised()) {
      if (!wish.isMetBy(before.orElseThrow())) {
        throw new CommandFailure(
            "A cluster runs in "
                + directory.root()
                + " already, and not as this command asks for; 'cluster status' says what it is,"
                + " 'cluster stop' ends it.");
      }
      told.accept("the cluster runs already.");
    } else {
      boolean orphans = directory.members().stream().anyMatch(this::isAlive);
      if (orphans && !before.map(wish::isMetBy).orElse(false)) {
        throw new CommandFailure(
            "Processes of a cluster whose supervisor died still run in "
                + directory.root()
                + ", and not as this command asks for; end them with 'cluster stop' first.");
      }
      directory.make();
      // The ports of what still runs are taken, and rightly so.
      ClusterPlan plan = orphans ? before.orElseThrow() : wish.plan(before);
      if (!orphans) {
        empty(directory.tmp());
      }
      plan.save(directory);
      FlinkFiles.write(directory, plan);
      if (plan.broker()) {
        writeJobConfig(plan);
      }
      startSupervisor();
    }
    awaitTaskManagers(ClusterPlan.in(directory).orElseThrow(), told);
  }

  private void startSupervisor() {
    Path out = directory.out(Member.SUPERVISOR);
    try {
      new ProcessBuilder(Member.supervisor(directory))
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
          .start();
    } catch (IOException e) {
      throw new CommandFailure(
          "The cluster's supervisor could not be started: " + Causes.of(e) + ".", e);
    }
  }

  private void awaitTaskManagers(ClusterPlan plan, Consumer<String> told) {
    FlinkRest rest = new FlinkRest(plan);
    long start = System.nanoTime();
    int last = -1;
    while (true) {
      int registered = rest.taskManagers().orElse(0);
      if (registered >= plan.taskManagers()) {
        return;
      }
      if (registered != last) {
        told.accept(registered + " of " + plan.taskManagers() + " TaskManagers are there ...");
        last = registered;
      }
      long waited = System.nanoTime() - start;
      boolean hopeless = waited > Duration.ofSeconds(10).toNanos() && !isAlive(Member.SUPERVISOR);
      if (hopeless || waited > START_PATIENCE.toNanos()) {
        throw new CommandFailure(
            "Only "
                + registered
                + " of "
                + plan.taskManagers()
                + " TaskManagers have come up after "
                + waited / 1_000_000_000
                + " s"
                + troubles(plan)
                + " 'cluster stop' ends what runs.");
      }
      pause();
    }
  }

  /** The members that are dead or were started again and again, each with the end of its log. */
  private String troubles(ClusterPlan plan) {
    StringBuilder text = new StringBuilder();
    for (String name : names(plan)) {
      boolean alive = isAlive(name);
      if (!alive || !Running.restarts(directory, name).equals("0")) {
        text.append("\n  ")
            .append(name)
            .append(alive ? " was started again" : " is dead")
            .append("; the end of its log:");
        tail(directory.out(name)).forEach(line -> text.append("\n    ").append(line));
        tail(directory.log(name)).forEach(line -> text.append("\n    ").append(line));
      }
    }
    return text.isEmpty() ? "; logs are in " + directory.logs() + "." : ":" + text + "\n ";
  }

  private static List<String> names(ClusterPlan plan) {
    List<String> names = new ArrayList<>(List.of(Member.SUPERVISOR, Member.ZOOKEEPER));
    if (plan.broker()) {
      names.add(Member.BROKER);
    }
    names.add(Member.JOB_MANAGER);
    for (int i = 1; i <= plan.taskManagers(); i++) {
      names.add(Member.TASK_MANAGER + i);
    }
    return names;
  }

  /** Its last lines, without the frames of traces and what Java says of Flink's doings. */
  private static List<String> tail(Path log) {
    List<String> lines =
        ClusterDirectory.read(log)
            .orElse("")
            .lines()
            .filter(
                line -> !line.isBlank() && !line.startsWith("\t") && !line.startsWith("WARNING"))
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
  }

  /**
   * What runs, one line each.
   *
   * @return whether all of it does
   */
  public boolean status(Consumer<String> told) {
    Optional<ClusterPlan> found = ClusterPlan.in(directory);
    if (found.isEmpty()) {
      told.accept("There is no cluster in " + directory.root() + ".");
      return false;
    }
    ClusterPlan plan = found.get();
    boolean whole = true;
    boolean any = false;
    for (String name : names(plan)) {
      Optional<ProcessHandle> process = Running.of(directory, name);
      whole &= process.isPresent();
      any |= process.isPresent();
      String how = process.map(p -> "process " + p.pid() + restartsOf(name)).orElse("not running");
      told.accept("%-15s %s%s".formatted(name, how, addressOf(name, plan)));
    }
    if (!any) {
      directory
          .savepointToGoOnFrom()
          .ifPresent(path -> told.accept("The job was stopped with savepoint " + path + "."));
      return false;
    }
    FlinkRest rest = new FlinkRest(plan);
    Optional<List<Job>> jobs = rest.jobs();
    told.accept(
        rest.taskManagers()
            .map(n -> n + " of " + plan.taskManagers() + " TaskManagers have registered.")
            .orElse("The JobManager does not answer."));
    jobs.ifPresent(
        list -> {
          if (list.isEmpty()) {
            told.accept("No job runs.");
          }
          for (Job job : list) {
            told.accept(
                "Job %s '%s': %s, %s"
                    .formatted(
                        job.id(),
                        job.name(),
                        job.state(),
                        rest.checkpoints(job.id()).orElse("checkpoints unknown")));
          }
        });
    return whole;
  }

  private String restartsOf(String name) {
    String restarts = Running.restarts(directory, name);
    return restarts.equals("0") ? "" : ", started again " + restarts + "x";
  }

  private static String addressOf(String name, ClusterPlan plan) {
    return switch (name) {
      case Member.JOB_MANAGER -> ", " + plan.webAddress();
      case Member.BROKER -> ", " + plan.bootstrapServers();
      case Member.ZOOKEEPER -> ", " + plan.zooKeeperAddress();
      default -> "";
    };
  }

  /**
   * Submits the job, which goes on from that savepoint; else from the one that it was stopped with;
   * else, as {@code run} does, from the newest checkpoint, if there is one.
   *
   * @param config null for the one that was made with the broker
   * @param savepoint or null
   * @param jar the job's
   * @return the job's id
   */
  public String submit(
      Path config,
      Integer parallelism,
      String savepoint,
      boolean createTopics,
      Path jar,
      Consumer<String> told) {
    ClusterPlan plan = running();
    List<Job> jobs = jobs(plan);
    if (!jobs.isEmpty()) {
      throw new CommandFailure(
          "The cluster runs job "
              + jobs.get(0).id()
              + " already, and two would say everything twice; 'cluster savepoint --stop' ends"
              + " it.");
    }
    if (!Files.isReadable(jar)) {
      throw new CommandFailure("The job's jar " + jar + " is not there; build it first.");
    }
    if (config == null && !Files.exists(directory.jobConfig())) {
      throw new CommandFailure(
          "Name the job's configuration with --config; only a cluster with a broker of its own"
              + " comes with one.");
    }
    RunConfig read =
        RunConfig.load(config == null ? directory.jobConfig() : config, environment(parallelism));
    LiveJob.check(read, createTopics);
    Configuration target = client(plan);
    target.set(PipelineOptions.JARS, List.of(jar.toUri().toString()));
    String from = savepoint != null ? savepoint : directory.savepointToGoOnFrom().orElse(null);
    if (from != null) {
      target.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
      told.accept("going on from savepoint " + from);
    }
    try {
      String id =
          LiveJob.submitTo(target, read, path -> told.accept("going on from checkpoint " + path))
              .getJobID()
              .toHexString();
      awaitRunning(plan, id);
      directory.forgetSavepointToGoOnFrom();
      return id;
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The job could not be submitted: " + Causes.root(e) + ".", e);
    }
  }

  private static Map<String, String> environment(Integer parallelism) {
    if (parallelism == null) {
      return System.getenv();
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SHOWROOM_JOB_PARALLELISM", parallelism.toString());
    return environment;
  }

  private void awaitRunning(ClusterPlan plan, String id) {
    FlinkRest rest = new FlinkRest(plan);
    long start = System.nanoTime();
    String state = "unknown";
    while (System.nanoTime() - start < START_PATIENCE.toNanos()) {
      Optional<List<Job>> jobs = rest.jobs();
      if (jobs.isPresent()) {
        Optional<Job> job = jobs.get().stream().filter(j -> j.id().equals(id)).findFirst();
        state = job.map(Job::state).orElse("over");
        if (state.equals("RUNNING")) {
          return;
        } else if (state.equals("over")) {
          break;
        }
      }
      pause();
    }
    throw new CommandFailure(
        "Job "
            + id
            + " was submitted, but its state is '"
            + state
            + "'; see the log "
            + directory.log(Member.JOB_MANAGER)
            + ".");
  }

  /**
   * Writes a savepoint of the running job.
   *
   * @param stop whether the job ends with it, all that it has to say being said and committed
   * @return its path
   */
  public String savepoint(boolean stop) {
    ClusterPlan plan = running();
    List<Job> jobs = jobs(plan);
    if (jobs.isEmpty()) {
      throw new CommandFailure("No job runs on the cluster.");
    }
    if (jobs.size() > 1) {
      throw new CommandFailure(
          "More than one job runs on the cluster; 'cluster status' names them.");
    }
    JobID job = JobID.fromHexString(jobs.get(0).id());
    String target = FlinkFiles.uri(directory.savepoints());
    try (RestClusterClient<StandaloneClusterId> client =
        new RestClusterClient<>(client(plan), StandaloneClusterId.getInstance())) {
      String path =
          (stop
                  ? client.stopWithSavepoint(job, false, target, SavepointFormatType.CANONICAL)
                  : client.triggerSavepoint(job, target, SavepointFormatType.CANONICAL))
              .get(SAVEPOINT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (stop) {
        directory.keepSavepointToGoOnFrom(path);
      }
      return path;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Waiting for the savepoint was interrupted.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure("The savepoint could not be written: " + Causes.root(e) + ".", e);
    } catch (Exception e) {
      throw new CommandFailure("The cluster cannot be reached: " + Causes.root(e) + ".", e);
    }
  }

  /**
   * Ends every process, also of a cluster whose supervisor died. A job that runs is not ended: the
   * next start takes it up from its newest checkpoint.
   *
   * @return whether anything ran
   */
  public boolean stop() {
    Optional<ProcessHandle> supervisor = Running.of(directory, Member.SUPERVISOR);
    supervisor.ifPresent(
        process -> {
          process.destroy();
          if (!ended(process, STOP_PATIENCE)) {
            process.destroyForcibly();
          }
        });
    List<ProcessHandle> left =
        directory.members().stream().flatMap(name -> Running.of(directory, name).stream()).toList();
    left.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : left) {
      if (!ended(process, Duration.ofSeconds(15))) {
        process.destroyForcibly();
        ended(process, Duration.ofSeconds(15));
      }
    }
    directory.members().forEach(name -> Running.forget(directory, name));
    return supervisor.isPresent() || !left.isEmpty();
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where its web page is, and its broker if it has one. */
  public String address() {
    ClusterPlan plan = ClusterPlan.in(directory).orElseThrow();
    return "Flink "
        + plan.webAddress()
        + (plan.broker()
            ? ", Kafka "
                + plan.bootstrapServers()
                + ", the job's configuration "
                + directory.jobConfig()
            : "");
  }

  /** The processes that are alive, by their names. */
  public Map<String, ProcessHandle> processes() {
    Map<String, ProcessHandle> alive = new TreeMap<>();
    for (String name : directory.members()) {
      Running.of(directory, name).ifPresent(process -> alive.put(name, process));
    }
    return alive;
  }

  private ClusterPlan running() {
    return ClusterPlan.in(directory)
        .filter(plan -> directory.members().stream().anyMatch(this::isAlive))
        .orElseThrow(
            () ->
                new CommandFailure(
                    "No cluster runs in " + directory.root() + "; 'cluster start' starts one."));
  }

  private List<Job> jobs(ClusterPlan plan) {
    FlinkRest rest = new FlinkRest(plan);
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofSeconds(30).toNanos()) {
      Optional<List<Job>> jobs = rest.jobs();
      if (jobs.isPresent()) {
        return jobs.get();
      }
      pause();
    }
    throw new CommandFailure(
        "The JobManager at "
            + plan.webAddress()
            + " does not answer"
            + troubles(plan)
            + " 'cluster status' says what runs.");
  }

  private static Configuration client(ClusterPlan plan) {
    Configuration client = new Configuration();
    client.set(DeploymentOptions.TARGET, "remote");
    client.set(RestOptions.ADDRESS, "127.0.0.1");
    client.set(RestOptions.PORT, plan.webPort());
    return client;
  }

  private boolean isSupervised() {
    return isAlive(Member.SUPERVISOR);
  }

  private boolean isAlive(String member) {
    return Running.of(directory, member).isPresent();
  }

  /** For who has a broker here, and so no configuration yet. */
  private void writeJobConfig(ClusterPlan plan) {
    Path file = directory.jobConfig();
    Path keys = directory.root().resolve("coupon.keys");
    if (!Files.exists(keys)) {
      CouponKeys.writeFresh(keys, 'A');
    }
    Optional<String> there = ClusterDirectory.read(file);
    if (there.isPresent()) {
      // What else stands in it is its owner's.
      String mended =
          there
              .get()
              .replaceFirst(
                  "(?m)^(\\s*bootstrap-servers:).*$", "$1 [\"" + plan.bootstrapServers() + "\"]");
      ClusterDirectory.write(file, mended);
      return;
    }
    ClusterDirectory.write(
        file,
        """
        # Written by 'cluster start', which keeps the address up to date and leaves the rest alone.
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: showroom.
        job:
          parallelism: 2
          checkpoint-dir: %s
          checkpoint-interval: 2s
        coupons:
          key-file: %s
        """
            .formatted(plan.bootstrapServers(), directory.state().resolve("checkpoints"), keys));
  }

  private static void empty(Path tmp) {
    try (Stream<Path> tree = Files.walk(tmp)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(tmp)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted.", e);
    }
  }
}
