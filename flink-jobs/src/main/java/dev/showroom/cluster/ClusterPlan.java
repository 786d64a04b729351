package dev.showroom.cluster;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

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
