package dev.showroom.files;

import dev.showroom.common.Causes;
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
final class ParquetFile extends CountedRecords {
  private final ParquetReader<GenericRecord> rows;
  private final Encoded encoded = new Encoded();
  private GenericDatumWriter<GenericRecord> datum;
  private SingleObjects objects;
  private int timePosition;
  private BinaryEncoder encoder;

  ParquetFile(FileRef file) throws IOException {
    super(file.name());
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
