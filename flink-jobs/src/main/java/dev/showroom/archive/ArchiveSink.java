package dev.showroom.archive;

import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.ArchivedStream;
import dev.showroom.files.FileForm;
import dev.showroom.files.RecordWriter;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * Dated folders, exactly once: a file gets its name when the checkpoint that holds it is complete.
 * Each partition has files of its own, so that each file has the partition's order.
 */
final class ArchiveSink {
  private ArchiveSink() {}

  /**
   * @param quiet a date that nothing came for in so long a time, of the clock, is most likely done
   *     with; its file need not stay in memory
   */
  static FileSink<ArchivedRecord> of(Path directory, FileForm form, Duration quiet) {
    return FileSink.forBulkFormat(directory, new Writers(form))
        .withBucketAssigner(new ByDateAndPart())
        .withRollingPolicy(new Rolling(quiet.toMillis()))
        .withBucketCheckInterval(quiet.toMillis() / 2)
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("part").withPartSuffix(form.ending()).build())
        .build();
  }

  private record Writers(FileForm form) implements BulkWriter.Factory<ArchivedRecord> {
    @Override
    public BulkWriter<ArchivedRecord> create(FSDataOutputStream out) {
      return new PartWriter(form, out);
    }
  }

  /** Knows what stream it writes when the first record comes. */
  private static final class PartWriter implements BulkWriter<ArchivedRecord> {
    private final FileForm form;
    private final FSDataOutputStream out;
    private RecordWriter writer;
    private AvroRecords<?> records;

    PartWriter(FileForm form, FSDataOutputStream out) {
      this.form = form;
      this.out = out;
    }

    @Override
    public void addElement(ArchivedRecord record) throws IOException {
      if (writer == null) {
        ArchivedStream stream = ArchivedStream.of(record.stream());
        writer = form.writer(stream, out);
        records = new AvroRecords<>(stream.recordClass());
      }
      try {
        writer.write(records.read(record.value()));
      } catch (MalformedRecordException e) {
        throw new IOException("a record that was read before cannot be read again", e);
      }
    }

    @Override
    public void flush() throws IOException {
      if (writer != null) {
        writer.flush();
      }
    }

    @Override
    public void finish() throws IOException {
      if (writer != null) {
        writer.finish();
      }
    }
  }

  private static final class ByDateAndPart implements BucketAssigner<ArchivedRecord, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(ArchivedRecord record, Context context) {
      return FileForm.folder(record.stream(), record.time()) + "/partition=" + record.part();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  private static final class Rolling extends CheckpointRollingPolicy<ArchivedRecord, String> {
    private static final long serialVersionUID = 1L;
    private final long quietMillis;

    Rolling(long quietMillis) {
      this.quietMillis = quietMillis;
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, ArchivedRecord record) {
      return false;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
      return now - file.getLastUpdateTime() >= quietMillis;
    }
  }
}
