package dev.showroom.reconcile;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.core.intake.Encoding;
import dev.showroom.files.InputFolder;
import dev.showroom.files.RecordReader;
import dev.showroom.files.StreamInputs;
import dev.showroom.kafka.TopicRecords;
import dev.showroom.kafka.Topics;
import dev.showroom.kafka.Transactions;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what is there, from files or from a cluster, and holds it against each other. */
public final class Reconcile {
  private Reconcile() {}

  /** The time of which something is told; all is read. */
  public record Span(long from, long until) {}

  /**
   * @param input directory of the streams; where none is in it, nothing is held against them
   * @param written directory of what the job or the replay wrote
   * @param policy text of the policy that was in force
   * @param progress is told which file is read
   * @throws CommandFailure where something cannot be read
   */
  public static Report files(
      Path input, Path written, String policy, Span span, Consumer<String> progress) {
    Reading reading = new Reading();
    boolean any = false;
    for (OutTopic topic : Reading.ORDER) {
      Path file = written.resolve(topic.file());
      Path packed = written.resolve(topic.file() + ".gz");
      if (!Files.exists(file) && !Files.exists(packed)) {
        reading.reconciliation.isAbsent(topic);
        continue;
      }
      any = true;
      progress.accept(topic.file());
      lines(Files.exists(file) ? file : packed, topic, reading);
    }
    if (!any) {
      throw new CommandFailure(
          "There is no alerts.jsonl in '" + written + "', nor anything else that a job wrote.");
    }
    StreamInputs streams = InputFolder.open(input, Long.MIN_VALUE, Long.MAX_VALUE);
    for (InTopic stream : InTopic.values()) {
      if (streams.has(stream)) {
        progress.accept(stream.topic());
        stream(streams, stream, reading);
      }
    }
    return reading.report(policy, span.from(), span.until());
  }

  private static void lines(Path file, OutTopic topic, Reading reading) {
    JsonRecords<SpecificRecord> records = new JsonRecords<>(topic.schema());
    long line = 0;
    try (BufferedReader lines = open(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        reading.output(records.read(text.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (MalformedRecordException e) {
      throw new CommandFailure("Line " + line + " of '" + file + "' is no record of it.", e);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' cannot be read: " + Causes.of(e) + ".", e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void stream(StreamInputs streams, InTopic stream, Reading reading) {
    JsonRecords<?> json = new JsonRecords<>(stream.schema());
    AvroRecords<?> avro = StreamInputs.decoder(stream, streams.writers());
    try (RecordReader records = streams.topics().get(stream).open(Long.MAX_VALUE)) {
      for (byte[] next = records.next(); next != null; next = records.next()) {
        reading.input(
            stream,
            records.origin(),
            next,
            records.encoding() == Encoding.JSON ? json::read : avro::read,
            true);
      }
    } catch (IOException e) {
      throw new CommandFailure("The input cannot be read: " + Causes.of(e) + ".", e);
    }
  }

  /**
   * What a live job reads and writes.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @param writers schemas of what is in Confluent's wire format
   * @param group under which the job commits how far it has read
   * @param longest how long a transaction may be open
   * @throws CommandFailure where something cannot be read
   */
  public static Report topics(
      Map<String, String> client,
      Topics topics,
      WriterSchemas writers,
      String group,
      Duration longest,
      String policy,
      Span span,
      Consumer<String> progress) {
    Reading reading = new Reading();
    // First: all that the job wrote because of what it had read by then is there.
    Map<TopicPartition, Long> read = TopicRecords.committed(client, group);
    List<String> ledger =
        List.of(topics.name(OutTopic.COUPON_DECISIONS), topics.name(OutTopic.OUTCOMES));
    Transactions.openFor(client, ledger)
        .forEach(
            (name, age) -> {
              if (age.compareTo(longest) > 0) {
                reading.reconciliation.hangingTransaction(
                    name, "open for " + age.toSeconds() + " s");
              }
            });
    for (OutTopic topic : Reading.ORDER) {
      progress.accept(topics.name(topic));
      AvroRecords<? extends SpecificRecord> records =
          new AvroRecords<>(topic.recordClass(), writers);
      boolean whole =
          TopicRecords.each(
              client,
              topics.name(topic),
              record -> {
                if (record.value() != null) {
                  reading.output(records.read(record.value()));
                }
              });
      if (!whole) {
        reading.reconciliation.isCut(topic);
      }
    }
    for (InTopic stream : InTopic.values()) {
      progress.accept(topics.name(stream));
      AvroRecords<? extends SpecificRecord> records =
          new AvroRecords<>(stream.recordClass(), writers);
      boolean whole =
          TopicRecords.each(
              client,
              topics.name(stream),
              record ->
                  reading.input(
                      stream,
                      record.topic() + "-" + record.partition() + "-" + record.offset(),
                      record.value(),
                      records::read,
                      record.offset()
                          < read.getOrDefault(
                              new TopicPartition(record.topic(), record.partition()), 0L)));
      if (!whole) {
        reading.reconciliation.isInputCut();
      }
    }
    return reading.report(policy, span.from(), span.until());
  }
}
