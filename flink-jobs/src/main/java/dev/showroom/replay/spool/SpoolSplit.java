package dev.showroom.replay.spool;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.replay.source.Packed;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole spool, and how many of its records have been read: the one split of a replay. */
record SpoolSplit(long taken) implements SourceSplit {
  static final SimpleVersionedSerializer<SpoolSplit> SERIALIZER =
      new Packed<>(
          split -> new PackWriter(10).number(split.taken()).toBytes(),
          bytes -> new SpoolSplit(new PackReader(bytes).number()));

  static SpoolSplit start() {
    return new SpoolSplit(0);
  }

  @Override
  public String splitId() {
    return "the whole spool";
  }
}
