package dev.showroom.cluster;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a cluster is asked to be. What is null, 0 or empty is as it was before in its directory or,
 * the first time, as by default.
 *
 * @param taskManagers how many
 * @param slots of each, room for one instance of every operator
 * @param broker whether a Kafka broker is part of it
 * @param webPort of Flink's web page
 * @param kafkaPort of the broker
 * @param settings Flink's own, by name
 */
public record ClusterWish(
    Integer taskManagers,
    Integer slots,
    Boolean broker,
    int webPort,
    int kafkaPort,
    Map<String, String> settings) {
  /** Whether the plan is what is asked for. */
  boolean isMetBy(ClusterPlan plan) {
    return (taskManagers == null || taskManagers == plan.taskManagers())
        && (slots == null || slots == plan.slots())
        && (broker == null || broker == plan.broker())
        && (webPort == 0 || webPort == plan.webPort())
        && (kafkaPort == 0 || kafkaPort == plan.kafkaPort())
        && (settings.isEmpty() || settings.equals(plan.settings()));
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
