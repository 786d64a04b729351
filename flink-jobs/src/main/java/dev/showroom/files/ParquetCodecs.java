package dev.showroom.files;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses Parquet's pages without Hadoop, whose codecs Parquet would else load. */
final class ParquetCodecs implements CompressionCodecFactory {
  private static final int ZSTD_LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    requireKnown(codec);
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput bytes) throws IOException {
        return switch (codec) {
          case SNAPPY -> BytesInput.from(Snappy.compress(bytes.toByteArray()));
          case GZIP -> BytesInput.from(gzip(bytes.toByteArray()));
          case ZSTD -> BytesInput.from(Zstd.compress(bytes.toByteArray(), ZSTD_LEVEL));
          default -> bytes;
        };
      }

      @Override
      public CompressionCodecName getCodecName() {
        return codec;
      }

      @Override
      public void release() {
        // Nothing is held.
      }
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    requireKnown(codec);
    return new BytesInputDecompressor() {
      @Override
      public BytesInput decompress(BytesInput bytes, int size) throws IOException {
        if (codec == CompressionCodecName.UNCOMPRESSED) {
          return bytes;
        }
        byte[] plain = ParquetCodecs.decompress(codec, bytes.toByteArray(), size);
        if (plain.length != size) {
          throw new IOException("a page is not of the size that its head tells");
        }
        return BytesInput.from(plain);
      }

      @Override
      public void decompress(ByteBuffer in, int packed, ByteBuffer out, int size)
          throws IOException {
        byte[] bytes = new byte[packed];
        in.get(bytes);
        out.put(decompress(BytesInput.from(bytes), size).toByteArray());
      }

      @Override
      public void release() {
        // Nothing is held.
      }
    };
  }

  private static byte[] decompress(CompressionCodecName codec, byte[] bytes, int size)
      throws IOException {
    return switch (codec) {
      case SNAPPY -> Snappy.uncompress(bytes);
      case GZIP -> {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          yield in.readAllBytes();
        }
      }
      case ZSTD -> Zstd.decompress(bytes, size);
      default -> bytes;
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static void requireKnown(CompressionCodecName codec) {
    switch (codec) {
      case UNCOMPRESSED, SNAPPY, GZIP, ZSTD -> {}
      default ->
          throw new IllegalArgumentException(
              "it is compressed with " + codec + "; only snappy, gzip, zstd and none are read");
    }
  }

  @Override
  public void release() {
    // Nothing is held.
  }
}
