package dev.showroom.files;

import com.github.luben.zstd.ZstdOutputStream;
import dev.showroom.schemas.codec.JsonRecords;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** The form of an archive's files. */
public record FileForm(FileFormat format, Compression compression) implements Serializable {
  private static final int DEFLATE_LEVEL = 6;
  private static final int ZSTD_LEVEL = 3;

  /** Many files are written at the same time, and each holds a row group in memory. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  /** Whether there is such a form. */
  public boolean exists() {
    return format != FileFormat.JSONL || compression != Compression.SNAPPY;
  }

  /** What the files' names end in. */
  public String ending() {
    if (format != FileFormat.JSONL) {
      return format.endings().get(0);
    }
    return switch (compression) {
      case GZIP -> ".jsonl.gz";
      case ZSTD -> ".jsonl.zst";
      default -> ".jsonl";
    };
  }

  /** The folder of a record, within the archive. */
  public static String folder(String stream, long time) {
    return stream + "/dt=" + LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  public RecordWriter writer(ArchivedStream stream, FSDataOutputStream out) throws IOException {
    return switch (format) {
      case JSONL -> json(out);
      case AVRO -> avro(stream, out);
      case PARQUET -> parquet(stream, out);
    };
  }

  private RecordWriter json(OutputStream out) throws IOException {
    OutputStream kept = new KeptOpen(out);
    OutputStream packed =
        switch (compression) {
          case GZIP -> new GZIPOutputStream(kept, 1 << 16);
          case ZSTD -> new ZstdOutputStream(kept, ZSTD_LEVEL);
          default -> kept;
        };
    Writer text =
        new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
    return new RecordWriter() {
      @Override
      public void write(SpecificRecord record) throws IOException {
        text.write(JsonRecords.write(record));
        text.write('\n');
      }

      @Override
      public void flush() throws IOException {
        text.flush();
      }

      @Override
      public void finish() throws IOException {
        text.close();
      }
    };
  }

  private RecordWriter avro(ArchivedStream stream, OutputStream out) throws IOException {
    DataFileWriter<SpecificRecord> file =
        new DataFileWriter<>(
            new SpecificDatumWriter<>(
                stream.schema(), SpecificData.getForClass(stream.recordClass())));
    file.setCodec(
        switch (compression) {
          case NONE -> CodecFactory.nullCodec();
          case GZIP -> CodecFactory.deflateCodec(DEFLATE_LEVEL);
          case ZSTD -> CodecFactory.zstandardCodec(ZSTD_LEVEL);
          case SNAPPY -> CodecFactory.snappyCodec();
        });
    file.create(stream.schema(), new KeptOpen(out));
    return new RecordWriter() {
      @Override
      public void write(SpecificRecord record) throws IOException {
        file.append(record);
      }

      @Override
      public void flush() throws IOException {
        file.flush();
      }

      @Override
      public void finish() throws IOException {
        file.close();
      }
    };
  }

  private RecordWriter parquet(ArchivedStream stream, FSDataOutputStream out) throws IOException {
    ParquetWriter<SpecificRecord> file =
        AvroParquetWriter.<SpecificRecord>builder(new Output(out))
            .withConf(new PlainParquetConfiguration())
            .withSchema(stream.schema())
            .withDataModel(SpecificData.getForClass(stream.recordClass()))
            .withCodecFactory(new ParquetCodecs())
            .withCompressionCodec(
                switch (compression) {
                  case NONE -> CompressionCodecName.UNCOMPRESSED;
                  case GZIP -> CompressionCodecName.GZIP;
                  case ZSTD -> CompressionCodecName.ZSTD;
                  case SNAPPY -> CompressionCodecName.SNAPPY;
                })
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
    return new RecordWriter() {
      @Override
      public void write(SpecificRecord record) throws IOException {
        file.write(record);
      }

      @Override
      public void flush() {
        // Columns are written when a row group is full, and at the end.
      }

      @Override
      public void finish() throws IOException {
        file.close();
      }
    };
  }

  /** What is written to is committed or closed by whoever opened it. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private record Output(FSDataOutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
      return new DelegatingPositionOutputStream(out) {
        @Override
        public long getPos() throws IOException {
          return out.getPos();
        }

        @Override
        public void close() throws IOException {
          flush();
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
