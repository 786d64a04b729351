package dev.showroom.files;

import dev.showroom.common.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * The records of one Avro container file, as the binary that they are kept in: they are walked over
 * and not decoded.
 */
final class AvroFile extends CountedRecords {
  private final DataFileStream<GenericRecord> blocks;
  private final Schema writer;
  private final SingleObjects objects;
  private byte[] block = new byte[0];
  private BinaryDecoder decoder;
  private long leftInBlock;

  AvroFile(FileRef file) throws IOException {
    super(file.name());
    InputStream in = file.open();
    try {
      this.blocks = new DataFileStream<>(in, new GenericDatumReader<>());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw new IOException(name + " is not an Avro container file (" + said(e) + ")");
    }
    this.writer = blocks.getSchema();
    this.objects = new SingleObjects(writer);
  }

  Schema writer() {
    return writer;
  }

  /**
   * Avro's own reader takes a file for whole that breaks off in the head of a block, and tells any
   * other cut only when it gets there.
   *
   * @throws IOException where the file does not end in its sync marker
   */
  static void requireWhole(FileRef file) throws IOException {
    byte[] marker = new byte[DataFileConstants.SYNC_SIZE];
    try (InputStream in = file.open()) {
      BinaryDecoder head = DecoderFactory.get().binaryDecoder(in, null);
      head.readFixed(new byte[DataFileConstants.MAGIC.length]);
      for (long entries = head.readMapStart(); entries != 0; entries = head.mapNext()) {
        for (; entries > 0; entries--) {
          head.skipString();
          head.skipBytes();
        }
      }
      head.readFixed(marker);
    } catch (EOFException e) {
      throw new IOException(file.name() + " breaks off before its first record");
    }
    byte[] end = new byte[marker.length];
    try (FSDataInputStream in = file.open()) {
      in.seek(file.length() - end.length);
      in.readNBytes(end, 0, end.length);
    }
    if (!Arrays.equals(marker, end)) {
      throw new IOException(file.name() + " breaks off: its last block of records is not whole");
    }
  }

  @Override
  public byte[] next() throws IOException {
    try {
      while (leftInBlock == 0) {
        if (!blocks.hasNext()) {
          return null;
        }
        nextBlock();
      }
      int start = block.length - decoder.inputStream().available();
      walk();
      leftInBlock--;
      record++;
      return objects.of(block, start, block.length - decoder.inputStream().available() - start);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          name + " breaks off or is damaged after record " + record + " (" + said(e) + ")");
    }
  }

  private void nextBlock() throws IOException {
    ByteBuffer bytes = blocks.nextBlock();
    leftInBlock = blocks.getBlockCount();
    block = new byte[bytes.remaining()];
    bytes.get(block);
    decoder = DecoderFactory.get().binaryDecoder(block, decoder);
  }

  private void walk() throws IOException {
    time = UNKNOWN;
    for (Schema.Field field : writer.getFields()) {
      if (field.schema().getType() == Schema.Type.LONG && field.name().equals("eventTime")) {
        time = decoder.readLong();
      } else {
        GenericDatumReader.skip(field.schema(), decoder);
      }
    }
  }

  private static String said(Exception e) {
    return e instanceof AvroRuntimeException && e.getCause() != null
        ? Causes.root(e)
        : e instanceof IOException io ? Causes.of(io) : Causes.root(e);
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
