package dev.showroom.files;

import dev.showroom.common.Causes;
import dev.showroom.core.intake.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * The records of one Parquet file, put together from its columns and made binary by the schema that
 * they were written with, so that they go on like those of an Avro file.
 */
final class ParquetFile implements RecordReader {
  private final String name;
  private final ParquetReader<GenericRecord> rows;
  private final Encoded encoded = new Encoded();
  private GenericDatumWriter<GenericRecord> datum;
  private SingleObjects objects;
  private int timePosition;
  private BinaryEncoder encoder;
  private long record;
  private long time = UNKNOWN;

  ParquetFile(FileRef file) throws IOException {
    this.name = file.name();
    this.rows =
        AvroParquetReader.<GenericRecord>builder(
                new ParquetStore(file), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withCodecFactory(new ParquetCodecs())
            .build();
  }

  /** The schema comes with the first row: the file's end need not be read once more for it. */
  private void begin(Schema writer) {
    datum = new GenericDatumWriter<>(writer);
    objects = new SingleObjects(writer);
    Schema.Field field = writer.getField("eventTime");
    timePosition = field == null ? -1 : field.pos();
  }

  @Override
  public byte[] next() throws IOException {
    try {
      GenericRecord row = rows.read();
      if (row == null) {
        return null;
      }
      if (datum == null) {
        begin(row.getSchema());
      }
      record++;
      time = timePosition >= 0 && row.get(timePosition) instanceof Long at ? at : UNKNOWN;
      encoded.reset();
      encoder = EncoderFactory.get().directBinaryEncoder(encoded, encoder);
      datum.write(row, encoder);
      return objects.of(encoded.bytes(), 0, encoded.size());
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          name + " is damaged after record " + record + " (" + Causes.root(e) + ")");
    }
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public String origin() {
    return name + ":" + record;
  }

  @Override
  public Encoding encoding() {
    return Encoding.AVRO;
  }

  @Override
  public long position() {
    return record;
  }

  @Override
  public void skip(long position) throws IOException {
    while (record < position && next() != null) {
      // Row groups could be passed over; a replay is not resumed often enough to matter.
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Lends its buffer instead of copying it. */
  private static final class Encoded extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}
