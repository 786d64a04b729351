package dev.showroom.live;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins where another says, and goes on nowhere else: where the brokers no longer have what comes
 * next, the reader fails. Kafka's own answer, in the middle of a run or at a restore, is to skip
 * without a word to the oldest record there is, or to the newest.
 */
final class NoGaps implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final OffsetsInitializer beginning;

  NoGaps(OffsetsInitializer beginning) {
    this.beginning = beginning;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return beginning.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
