package dev.showroom.files;

import dev.showroom.core.intake.Encoding;
import java.io.IOException;

/** The records of a file in a binary form: one is found again by its number, counted from 1. */
abstract class CountedRecords implements RecordReader {
  final String name;
  long record;
  long time = UNKNOWN;

  CountedRecords(String name) {
    this.name = name;
  }

  @Override
  public final long time() {
    return time;
  }

  @Override
  public final String origin() {
    return name + ":" + record;
  }

  @Override
  public final Encoding encoding() {
    return Encoding.AVRO;
  }

  @Override
  public final long position() {
    return record;
  }

  @Override
  public final void skip(long position) throws IOException {
    while (record < position && next() != null) {
      // Whole blocks could be passed over; a replay is not resumed often enough to matter.
    }
  }
}
