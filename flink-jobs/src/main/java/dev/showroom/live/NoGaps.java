package dev.showroom.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
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
    Map<TopicPartition, Long> offsets =
        new HashMap<>(beginning.getPartitionOffsets(partitions, retriever));
    List<TopicPartition> ofGroup =
        offsets.keySet().stream()
            .filter(partition -> offsets.get(partition) == KafkaPartitionSplit.COMMITTED_OFFSET)
            .toList();
    if (!ofGroup.isEmpty()) {
      // A reader asks for these by itself, and has nowhere to go where the group has none.
      Map<TopicPartition, Long> committed = retriever.committedOffsets(ofGroup);
      ofGroup.forEach(
          partition ->
              offsets.put(
                  partition,
                  Optional.ofNullable(committed.get(partition))
                      .orElse(KafkaPartitionSplit.EARLIEST_OFFSET)));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
