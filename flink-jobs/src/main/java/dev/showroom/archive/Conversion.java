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
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/** Files into dated folders of another form, without Kafka. Each stream keeps its order. */
public final class Conversion {
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
    JsonRecords<SpecificRecord> json = new JsonRecords<>(topic.schema());
    AvroRecords<?> avro = StreamInputs.decoder(topic, inputs.writers());
    long near = 0;
    try (RecordReader reader = inputs.topics().get(topic).open(Long.MAX_VALUE)) {
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        progress.accept(records + dead);
        try {
          SpecificRecord record =
              reader.encoding() == Encoding.JSON ? json.read(bytes) : avro.read(bytes);
          Instant time = stream.time(record);
          if (order.takes(time.toEpochMilli())) {
            near = time.toEpochMilli();
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
}
