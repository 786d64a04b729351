package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RuleFile;
import dev.showroom.config.RunConfig;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.InitialRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The rules that the live job starts with: the configured file, or the shipped ones, and all that
 * has been published to the {@code rules} topic. They are read before the job is submitted, as no
 * order between two topics would bring them there before the first event.
 */
final class LiveRules {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LiveRules() {}

  /**
   * @throws CommandFailure where the file is wrong or the topic cannot be read
   */
  static InitialRules of(RunConfig config) {
    String file = config.job().rulesFile();
    InitialRules rules =
        file.equals(RunConfig.Job.SHIPPED_RULES)
            ? InitialRules.shipped()
            : InitialRules.ofFile(RuleFile.read(Path.of(file)));
    return rules.with(published(config));
  }

  private static List<RuleSetText> published(RunConfig config) {
    String topic = config.kafka().topics().name(InTopic.RULES);
    Properties properties = new Properties();
    properties.putAll(config.kafka().clientProperties());
    Intake intake = new Intake(config.time().futureTolerance());
    AvroRecords<RuleSetVersion> records = new AvroRecords<>(RuleSetVersion.class);
    List<RuleSetText> texts = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (isBehind(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          // What is wrong with a record, the job itself says when it reads it.
          Arrival arrival =
              record.value() == null
                  ? null
                  : intake.accept(
                      InTopic.RULES, topic, record.value(), record.timestamp(), records::read);
          if (arrival != null && arrival.announcement() instanceof RuleSetText text) {
            texts.add(text);
          }
        }
      }
    } catch (KafkaException e) {
      throw new CommandFailure(
          "The published rules in topic " + topic + " cannot be read: " + Causes.root(e) + ".", e);
    }
    return texts.stream()
        .collect(
            Collectors.toMap(
                text -> text.id() + "@" + text.version(),
                Function.identity(),
                (first, again) -> first,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static boolean isBehind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
  }
}
