package dev.showroom.cluster;

import dev.showroom.kafka.EmbeddedBroker;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/**
 * One process of a cluster.
 *
 * @param needsInput whether it ends when its standard input does
 */
record Member(String name, List<String> command, boolean needsInput) {
  static final String SUPERVISOR = "supervisor";
  static final String ZOOKEEPER = "zookeeper";
  static final String BROKER = "broker";
  static final String JOB_MANAGER = "jobmanager";
  static final String TASK_MANAGER = "taskmanager-";

  /**
   * For what hands things on and computes little: there sooner, and all else meanwhile quicker,
   * without Java's best compiler.
   */
  static final String SOON_THERE = "-XX:TieredStopAtLevel=1";

  static final String LISTENERS_SESSION = "40 s";

  /** In the order in which they are started; they end in the other one. */
  static List<Member> of(ClusterDirectory directory, ClusterPlan plan) {
    Configuration flink = GlobalConfiguration.loadConfiguration(directory.conf().toString());
    List<Member> members = new ArrayList<>();
    members.add(zooKeeper(directory));
    if (plan.broker()) {
      members.add(broker(directory, plan));
    }
    members.add(jobManager(directory, flink));
    for (int i = 1; i <= plan.taskManagers(); i++) {
      members.add(taskManager(directory, plan, flink, i));
    }
    return members;
  }

  private static Member zooKeeper(ClusterDirectory directory) {
    List<String> command =
        java(
            directory,
            ZOOKEEPER,
            List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                SOON_THERE,
                "-Dzookeeper.admin.enableServer=false"));
    command.addAll(List.of("-cp", flinkClassPath(), FlinkZooKeeperQuorumPeer.class.getName()));
    command.addAll(
        List.of("--zkConfigFile", directory.conf().resolve("zoo.cfg").toString(), "--peerId", "1"));
    return new Member(ZOOKEEPER, command, false);
  }

  private static Member broker(ClusterDirectory directory, ClusterPlan plan) {
    List<String> command =
        java(directory, BROKER, List.of("-Xmx384m", "-XX:+UseSerialGC", SOON_THERE));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddedBroker.class.getName(),
            directory.state().resolve("kafka").toString(),
            Integer.toString(plan.kafkaPort())));
    return new Member(BROKER, command, true);
  }

  private static Member jobManager(ClusterDirectory directory, Configuration flink) {
    JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(flink);
    List<String> command =
        java(
            directory,
            JOB_MANAGER,
            words(
                JobManagerProcessUtils.generateJvmParametersStr(spec, flink),
                flink.get(CoreOptions.FLINK_JVM_OPTIONS),
                flink.get(CoreOptions.FLINK_JM_JVM_OPTIONS)));
    command.addAll(List.of("-cp", flinkClassPath()));
    command.add(StandaloneSessionClusterEntrypoint.class.getName());
    command.addAll(List.of("--configDir", directory.conf().toString()));
    command.addAll(List.of("--executionMode", "cluster"));
    command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
    return new Member(JOB_MANAGER, command, false);
  }

  private static Member taskManager(
      ClusterDirectory directory, ClusterPlan plan, Configuration flink, int number) {
    TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(flink);
    String name = TASK_MANAGER + number;
    List<String> command =
        java(
            directory,
            name,
            words(
                ProcessMemoryUtils.generateJvmParametersStr(spec),
                flink.get(CoreOptions.FLINK_JVM_OPTIONS),
                flink.get(CoreOptions.FLINK_TM_JVM_OPTIONS)));
    command.addAll(List.of("-cp", flinkClassPath(), TaskManagerRunner.class.getName()));
    command.addAll(List.of("--configDir", directory.conf().toString()));
    command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
    String session = HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT.key();
    if (!plan.settings().containsKey(session)) {
      // It only listens who leads: nobody waits for its session to be over, and its tasks fail
      // when it is.
      command.addAll(List.of("-D", session + "=" + LISTENERS_SESSION));
    }
    return new Member(name, command, false);
  }

  /** A JVM that logs to a file of its name. */
  private static List<String> java(ClusterDirectory directory, String name, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            // What cannot go on is to die: the supervisor has a new one.
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Dlog.file=" + directory.log(name),
            "-Dlog4j2.configurationFile=" + directory.conf().resolve("log4j2.properties")));
    return command;
  }

  private static List<String> words(String... texts) {
    return Stream.of(String.join(" ", texts).strip().split("\\s+")).toList();
  }

  /**
   * What Flink's distribution would have, and some more. Not the project's own classes and not the
   * connector, which are in the job's jar: Flink loads its own packages, the connector's among
   * them, from here first, and there they would not meet the job's Kafka. Not Hadoop's, of which
   * archives need a part, and Flink would look for the rest.
   */
  static String flinkClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !Path.of(entry).getFileName().toString().matches(IN_THE_JOB_JAR))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static final String IN_THE_JOB_JAR =
      "(flink-connector-kafka|showroom|hadoop-client)-.*|.*-tests\\.jar|junit-.*|testcontainers-.*";

  /** Runs under {@link Supervisor}'s watch no longer than its directory says it should. */
  static List<String> supervisor(ClusterDirectory directory) {
    List<String> command = new ArrayList<>();
    // A closed terminal and Ctrl-C are for who typed them, not for the cluster.
    command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    command.addAll(java(directory, SUPERVISOR, List.of("-Xmx64m", "-XX:+UseSerialGC", SOON_THERE)));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Supervisor.class.getName(),
            directory.root().toString()));
    return command;
  }
}
