package dev.showroom.files;

import dev.showroom.common.Causes;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;

/**
 * What the end of a Parquet file tells of it.
 *
 * @param writer the schema that it was written with, or what its columns amount to
 * @param earliest event time of its earliest record, epoch milliseconds, or {@link
 *     RecordReader#UNKNOWN}
 */
record ParquetDirectory(Schema writer, long earliest) {
  /** Where parquet-avro keeps the schema that records were written with. */
  private static final String SCHEMA_KEY = "parquet.avro.schema";

  /**
   * @throws IOException where it is no whole Parquet file
   */
  static ParquetDirectory of(FileRef file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new ParquetStore(file), options)) {
      FileMetaData meta = reader.getFileMetaData();
      String written = meta.getKeyValueMetaData().get(SCHEMA_KEY);
      Schema writer =
          written == null
              ? new AvroSchemaConverter(new PlainParquetConfiguration()).convert(meta.getSchema())
              : new Schema.Parser().parse(written);
      return new ParquetDirectory(writer, earliest(reader.getRowGroups()));
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          file.name()
              + " breaks off or is no Parquet file: its end, which tells where its columns are,"
              + " cannot be read ("
              + Causes.root(e)
              + ")");
    }
  }

  private static long earliest(Iterable<BlockMetaData> blocks) {
    long earliest = Long.MAX_VALUE;
    for (BlockMetaData block : blocks) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        if (column.getPath().toDotString().equals("eventTime")) {
          if (!(column.getStatistics() instanceof LongStatistics statistics)
              || !statistics.hasNonNullValue()) {
            return RecordReader.UNKNOWN;
          }
          earliest = Math.min(earliest, statistics.getMin());
        }
      }
    }
    return earliest == Long.MAX_VALUE ? RecordReader.UNKNOWN : earliest;
  }
}
