package dev.showroom.archive;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.core.intake.Encoding;
import dev.showroom.files.ArchivedStream;
import dev.showroom.files.InputFolder;
import dev.showroom.files.Location;
import dev.showroom.files.QuietDays;
import dev.showroom.files.RecordReader;
import dev.showroom.files.StreamInputs;
import dev.showroom.files.TopicInput;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/** Files into dated folders of another form, without Kafka. Each stream keeps its order. */
public final class Conversion {
  /** As of a replay of files. */
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(10);

  private final long now = System.currentTimeMillis();
  private final ArchiveOrder order;
  private final DatedWriters writers;
  private final DatedWriters letters;
  private final LongConsumer progress;
  private long records;
  private long dead;

  private Conversion(
      ArchiveOrder order, org.apache.flink.core.fs.Path output, LongConsumer progress) {
    this.order = order;
    this.writers = new DatedWriters(output, order.form());
    this.letters = new DatedWriters(output, order.form());
    this.progress = progress;
  }

  /**
   * Converts the streams of one directory into another, which must be local.
   *
   * @param progress is told how many records have been read
   * @throws CommandFailure one sentence, where that does not work
   */
  public static ArchiveSummary run(
      Path input, ArchiveOrder order, Path output, LongConsumer progress) {
    long start = System.nanoTime();
    StreamInputs inputs = InputFolder.open(input, order.from(), order.until());
    try (StagedDirectory staged = StagedDirectory.prepare(output)) {
      Conversion conversion = new Conversion(order, Location.of(staged.path()), progress);
      for (InTopic topic : inputs.topics().keySet()) {
        if (order.streams().contains(topic.topic())) {
          conversion.convert(topic, inputs);
        }
      }
      conversion.letters.close();
      if (conversion.records + conversion.dead == 0) {
        throw new CommandFailure("There is no record in the range asked for; nothing was written.");
      }
      if (inputs.remarks().isEmpty()) {
        // Else a day may be empty because it is missing.
        QuietDays.mark(Location.of(staged.path()));
      }
      staged.publish();
      return new ArchiveSummary(
          conversion.records, conversion.dead, (System.nanoTime() - start) / 1e9, inputs.remarks());
    } catch (IOException e) {
      throw new CommandFailure("The files could not be converted: " + Causes.of(e) + ".", e);
    }
  }

  private void convert(InTopic topic, StreamInputs inputs) throws IOException {
    ArchivedStream stream = ArchivedStream.of(topic.topic());
    Decoder decoder = new Decoder(topic, inputs);
    long near = firstTime(stream, decoder, inputs.topics().get(topic));
    try (RecordReader reader = inputs.topics().get(topic).open(Long.MAX_VALUE)) {
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        progress.accept(records + dead);
        try {
          SpecificRecord record = decoder.read(reader.encoding(), bytes);
          near = time(stream, record);
          if (order.takes(near)) {
            writers.write(stream, near, record);
            records++;
          }
        } catch (MalformedRecordException e) {
          letters.write(
              ArchivedStream.of(ArchivedStream.DEAD_LETTERS),
              near,
              new DeadLetter(
                  topic.topic(),
                  reader.origin(),
                  e.reason(),
                  e.getMessage(),
                  ByteBuffer.wrap(bytes)));
          dead++;
        }
      }
    }
    writers.close();
  }

  /** What the dead letters before it are dated by; where nothing can be read, the earliest date. */
  private long firstTime(ArchivedStream stream, Decoder decoder, TopicInput input)
      throws IOException {
    try (RecordReader reader = input.open(Long.MAX_VALUE)) {
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        try {
          return time(stream, decoder.read(reader.encoding(), bytes));
        } catch (MalformedRecordException e) {
          // It becomes a dead letter when all is read.
        }
      }
    }
    return PlausibleTime.EARLIEST;
  }

  private long time(ArchivedStream stream, SpecificRecord record) throws MalformedRecordException {
    return PlausibleTime.of(stream.time(record), now, FUTURE_TOLERANCE);
  }

  private static final class Decoder {
    private final JsonRecords<SpecificRecord> json;
    private final AvroRecords<?> avro;

    Decoder(InTopic topic, StreamInputs inputs) {
      json = new JsonRecords<>(topic.schema());
      avro = StreamInputs.decoder(topic, inputs.writers());
    }

    SpecificRecord read(Encoding encoding, byte[] bytes) throws MalformedRecordException {
      return encoding == Encoding.JSON ? json.read(bytes) : avro.read(bytes);
    }
  }
}
