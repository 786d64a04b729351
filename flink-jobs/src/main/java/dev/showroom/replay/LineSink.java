package dev.showroom.replay;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * JSON Lines, one file for each stream, in order of arrival. For bounded runs, which are done anew
 * and not resumed; whoever starts one sorts the files and puts them into place.
 */
final class LineSink implements Sink<Outbound> {
  private static final long serialVersionUID = 1L;

  private final String directory;

  LineSink(String directory) {
    this.directory = directory;
  }

  @Override
  public SinkWriter<Outbound> createWriter(WriterInitContext context) {
    return new LineWriter(Path.of(directory));
  }

  private static final class LineWriter implements SinkWriter<Outbound> {
    private final Path directory;
    private final Map<OutTopic, Writer> writers = new EnumMap<>(OutTopic.class);
    private final Map<OutTopic, AvroRecords<?>> records = new EnumMap<>(OutTopic.class);

    LineWriter(Path directory) {
      this.directory = directory;
    }

    @Override
    public void write(Outbound outbound, Context context) throws IOException {
      Writer writer = writers.get(outbound.topic());
      if (writer == null) {
        writer =
            Files.newBufferedWriter(
                directory.resolve(outbound.topic().file()), StandardCharsets.UTF_8);
        writers.put(outbound.topic(), writer);
        records.put(outbound.topic(), new AvroRecords<>(outbound.topic().recordClass()));
      }
      try {
        writer.write(JsonRecords.write(records.get(outbound.topic()).read(outbound.value())));
        writer.write('\n');
      } catch (MalformedRecordException e) {
        throw new IOException("a record of our own could not be read back", e);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      for (Writer writer : writers.values()) {
        writer.flush();
      }
    }

    @Override
    public void close() throws IOException {
      for (Writer writer : writers.values()) {
        writer.close();
      }
    }
  }
}
