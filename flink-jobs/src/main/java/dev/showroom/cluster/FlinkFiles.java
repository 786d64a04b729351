package dev.showroom.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration files of Flink, ZooKeeper and their logs. */
final class FlinkFiles {
  private FlinkFiles() {}

  static void write(ClusterDirectory directory, ClusterPlan plan) {
    StringBuilder text = new StringBuilder();
    settings(directory, plan)
        .forEach((key, value) -> text.append(key).append(": ").append(quoted(value)).append('\n'));
    ClusterDirectory.write(directory.conf().resolve("config.yaml"), text.toString());
    ClusterDirectory.write(directory.conf().resolve("zoo.cfg"), zooKeeper(directory, plan));
    ClusterDirectory.write(directory.conf().resolve("log4j2.properties"), LOGS);
  }

  /** As Flink takes them, the plan's own last. */
  static Map<String, String> settings(ClusterDirectory directory, ClusterPlan plan) {
    Map<String, String> s = new LinkedHashMap<>();
    for (String host :
        new String[] {
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host",
          "rest.address",
          "rest.bind-address"
        }) {
      s.put(host, "127.0.0.1");
    }
    s.put("rest.port", Integer.toString(plan.webPort()));
    s.put("rest.bind-port", Integer.toString(plan.webPort()));
    s.put("taskmanager.rpc.port", "0");
    // Who reaches the port may look. Jars come with a job's graph, not by upload.
    s.put("web.submit.enable", "false");
    s.put("web.cancel.enable", "false");

    s.put("high-availability.type", "zookeeper");
    s.put("high-availability.zookeeper.quorum", plan.zooKeeperAddress());
    s.put("high-availability.zookeeper.path.root", "/showroom");
    s.put("high-availability.cluster-id", plan.id());
    s.put("high-availability.storageDir", uri(directory.state().resolve("ha")));
    s.put("high-availability.jobmanager.port", "0");
    // A JobManager that was killed leads until its session is over: about as long as its successor
    // takes to start.
    s.put("high-availability.zookeeper.client.session-timeout", "3 s");
    s.put("high-availability.zookeeper.client.connection-timeout", "2 s");
    // One that has not heard of ZooKeeper for two thirds of that leads on: on a machine at its
    // limit that happens, and else costs a start of the job.
    s.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
    s.put("zookeeper.sasl.disable", "true");
    // The job's own settings cannot say this: the one before the newest is for a start that finds
    // the newest one's transactions timed out.
    s.put("execution.checkpointing.num-retained", "2");
    // Not to be taken for dead in a long pause; but one that does not answer the second time, as
    // its port is closed, is missed before the job restarts, which it does after a second. Else the
    // job is deployed on the dead, fails once more, and waits three times as long.
    s.put("heartbeat.interval", "300 ms");
    s.put("heartbeat.timeout", "6 s");

    s.put("taskmanager.numberOfTaskSlots", Integer.toString(plan.slots()));
    s.put("taskmanager.load-balance.mode", "SLOTS");
    s.put("taskmanager.memory.task.heap.size", "512m");
    s.put("taskmanager.memory.managed.size", "256m");
    s.put("taskmanager.memory.network.min", "128m");
    s.put("taskmanager.memory.network.max", "128m");
    s.put("jobmanager.memory.process.size", "1g");
    s.put("env.java.opts.jobmanager", Member.SOON_THERE);
    s.put("execution.checkpointing.savepoint-dir", uri(directory.savepoints()));
    s.put("io.tmp.dirs", directory.tmp().toString());
    s.putAll(plan.settings());
    return s;
  }

  static String uri(Path path) {
    return path.toUri().toString().replaceFirst("/$", "");
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String zooKeeper(ClusterDirectory directory, ClusterPlan plan) {
    // Sessions end at a tick.
    return """
    tickTime=500
    maxSessionTimeout=40000
    initLimit=20
    syncLimit=10
    clientPort=%d
    clientPortAddress=127.0.0.1
    server.1=127.0.0.1:2888:3888
    dataDir=%s
    autopurge.snapRetainCount=3
    autopurge.purgeInterval=1
    """
        .formatted(plan.zooKeeperPort(), directory.state().resolve("zookeeper"));
  }

  private static final String LOGS =
      """
      status = error
      monitorInterval = 0
      rootLogger.level = info
      rootLogger.appenderRef.main.ref = Main
      appender.main.type = RollingFile
      appender.main.name = Main
      appender.main.fileName = ${sys:log.file}
      appender.main.filePattern = ${sys:log.file}.%i
      appender.main.layout.type = PatternLayout
      appender.main.layout.pattern = %d{ISO8601} %-5p %c - %m%n
      appender.main.policies.type = Policies
      appender.main.policies.size.type = SizeBasedTriggeringPolicy
      appender.main.policies.size.size = 20MB
      appender.main.strategy.type = DefaultRolloverStrategy
      appender.main.strategy.max = 3
      logger.kafka.name = org.apache.kafka
      logger.kafka.level = warn
      logger.broker.name = kafka
      logger.broker.level = warn
      logger.zookeeper.name = org.apache.flink.shaded.zookeeper3
      logger.zookeeper.level = warn
      """;
}
