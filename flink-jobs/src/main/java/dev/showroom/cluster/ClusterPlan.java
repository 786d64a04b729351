package dev.showroom.cluster;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a cluster is made of, as its directory keeps it: a stopped one comes back as it was.
 *
 * @param id the cluster's own, by which its JobManager is told from a stranger on the same port
 * @param slots of each TaskManager
 * @param settings Flink's, before all that are set here
 */
record ClusterPlan(
    String id,
    int taskManagers,
    int slots,
    boolean broker,
    int webPort,
    int kafkaPort,
    int zooKeeperPort,
    Map<String, String> settings) {
  private static final String SETTING = "flink.";

  ClusterPlan {
    settings = new TreeMap<>(settings);
  }

  /**
   * What is asked for; nothing is null or 0 where it is left as it was, or to a default.
   *
   * @param webPort 0 for any free one
   * @param kafkaPort likewise
   */
  record Wish(
      Integer taskManagers,
      Integer slots,
      Boolean broker,
      int webPort,
      int kafkaPort,
      Map<String, String> settings) {
    /** Whether the plan is what is asked for. */
    boolean isMetBy(ClusterPlan plan) {
      return (taskManagers == null || taskManagers == plan.taskManagers)
          && (slots == null || slots == plan.slots)
          && (broker == null || broker == plan.broker)
          && (webPort == 0 || webPort == plan.webPort)
          && (kafkaPort == 0 || kafkaPort == plan.kafkaPort)
          && (settings.isEmpty() || settings.equals(plan.settings));
    }

    /** A plan whose ports were free a moment ago. */
    ClusterPlan plan(Optional<ClusterPlan> before) {
      return new ClusterPlan(
          before.map(ClusterPlan::id).orElseGet(() -> UUID.randomUUID().toString()),
          taskManagers != null ? taskManagers : before.map(ClusterPlan::taskManagers).orElse(2),
          slots != null ? slots : before.map(ClusterPlan::slots).orElse(2),
          broker != null ? broker : before.map(ClusterPlan::broker).orElse(false),
          port("--web-port", webPort, before.map(ClusterPlan::webPort).orElse(0)),
          port("--kafka-port", kafkaPort, before.map(ClusterPlan::kafkaPort).orElse(0)),
          port("", 0, before.map(ClusterPlan::zooKeeperPort).orElse(0)),
          settings.isEmpty() ? before.map(ClusterPlan::settings).orElse(Map.of()) : settings);
    }

    private static int port(String option, int wanted, int before) {
      if (wanted != 0) {
        return free(wanted)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "Port "
                            + wanted
                            + " of "
                            + option
                            + " is taken by another process; name another, or leave the option"
                            + " out for any free one."));
      }
      return free(before).or(() -> free(0)).orElseThrow();
    }

    private static Optional<Integer> free(int port) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return Optional.of(socket.getLocalPort());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  String webAddress() {
    return "http://127.0.0.1:" + webPort;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  String zooKeeperAddress() {
    return "127.0.0.1:" + zooKeeperPort;
  }

  void save(ClusterDirectory directory) {
    StringBuilder text = new StringBuilder("# Written by 'showroom cluster start'.\n");
    text.append("id=").append(id).append('\n');
    text.append("task-managers=").append(taskManagers).append('\n');
    text.append("slots=").append(slots).append('\n');
    text.append("broker=").append(broker).append('\n');
    text.append("web-port=").append(webPort).append('\n');
    text.append("kafka-port=").append(kafkaPort).append('\n');
    text.append("zookeeper-port=").append(zooKeeperPort).append('\n');
    settings.forEach(
        (key, value) ->
            text.append(SETTING)
                .append(key)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
    ClusterDirectory.write(directory.conf().resolve("cluster.properties"), text.toString());
  }

  static Optional<ClusterPlan> in(ClusterDirectory directory) {
    return ClusterDirectory.read(directory.conf().resolve("cluster.properties"))
        .map(text -> parse(text, directory));
  }

  private static ClusterPlan parse(String text, ClusterDirectory directory) {
    Properties p = new Properties();
    try {
      p.load(new StringReader(text));
      Map<String, String> settings = new TreeMap<>();
      for (String key : p.stringPropertyNames()) {
        if (key.startsWith(SETTING)) {
          settings.put(key.substring(SETTING.length()), p.getProperty(key));
        }
      }
      return new ClusterPlan(
          p.getProperty("id"),
          Integer.parseInt(p.getProperty("task-managers")),
          Integer.parseInt(p.getProperty("slots")),
          Boolean.parseBoolean(p.getProperty("broker")),
          Integer.parseInt(p.getProperty("web-port")),
          Integer.parseInt(p.getProperty("kafka-port")),
          Integer.parseInt(p.getProperty("zookeeper-port")),
          settings);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          directory.conf().resolve("cluster.properties")
              + " is not as 'cluster start' writes it; remove it, and start the cluster again.",
          e);
    }
  }
}
