package dev.showroom.kafka;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;

/** How the embedded broker is set: one node, nothing replicated, and small. */
final class EmbeddedSettings {
  static final int NODE = 1;

  private EmbeddedSettings() {}

  /**
   * @param directory of topics and metadata
   * @param keepsIt whether a next broker goes on with the directory
   * @param plain where clients connect
   * @param beside where they connect by other protocols, by their names
   * @param more properties, which have the last word
   */
  static KafkaConfig of(
      Path directory,
      boolean keepsIt,
      InetSocketAddress plain,
      Map<String, InetSocketAddress> beside,
      InetSocketAddress controller,
      Map<String, String> more) {
    StringBuilder brokerListeners = new StringBuilder("PLAINTEXT://" + hostAndPort(plain));
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    beside.forEach(
        (protocol, at) -> {
          brokerListeners.append(',').append(protocol).append("://").append(hostAndPort(at));
          protocols.append(',').append(protocol).append(':').append(protocol);
        });
    String controllerEndpoint = hostAndPort(controller);
    Properties p = new Properties();
    p.put("node.id", Integer.toString(NODE));
    p.put("process.roles", "broker,controller");
    p.put("listeners", brokerListeners + ",CONTROLLER://" + controllerEndpoint);
    p.put("advertised.listeners", brokerListeners.toString());
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", protocols.toString());
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("controller.quorum.voters", NODE + "@" + controllerEndpoint);
    p.put("log.dirs", directory.toString());

    p.put("default.replication.factor", "1");
    p.put("min.insync.replicas", "1");
    for (String internal : List.of("offsets.topic", "transaction.state.log")) {
      p.put(internal + ".replication.factor", "1");
      p.put(internal + ".num.partitions", "4");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");

    // Longer than any outage of a job that is worth waiting for: what a transaction loses when it
    // times out between a checkpoint and its commit is lost without a word.
    p.put("transaction.max.timeout.ms", "3600000");
    // A short one, in return, is over when it is over.
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Records carry the times of their events, which may lie years back or, simulated, ahead.
    p.put("log.retention.ms", "-1");
    p.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    p.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    p.put("auto.create.topics.enable", "false");
    p.put("group.initial.rebalance.delay.ms", "0");

    // Small: the cleaner alone would take 128 MB of heap.
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    // A machine at its limit is no dead broker; but one that was killed can only come back, on the
    // directory that it kept, when its old session is over. That begins anew with its successor,
    // which asks 1.5 s after the first time, and then only after 3.1 s. One that is taken for dead
    // and is not serves again at its next heartbeat.
    p.put("broker.session.timeout.ms", keepsIt ? "1700" : "60000");
    p.put("broker.heartbeat.interval.ms", "300");
    p.putAll(more);
    return KafkaConfig.fromProps(p, false);
  }

  /** As clients are told where to connect. */
  static String hostAndPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
