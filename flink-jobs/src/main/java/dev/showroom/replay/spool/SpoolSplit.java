package dev.showroom.replay.spool;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole spool, and how many of its records have been read: the one split of a replay. */
record SpoolSplit(long taken) implements SourceSplit {
  @Override
  public String splitId() {
    return "the whole spool";
  }

  /** Of the split. */
  static final class Serializer implements SimpleVersionedSerializer<SpoolSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(SpoolSplit split) {
      return new PackWriter(10).number(split.taken()).toBytes();
    }

    @Override
    public SpoolSplit deserialize(int version, byte[] bytes) {
      return new SpoolSplit(new PackReader(bytes).number());
    }
  }

  /** Of whether the split has been handed out. */
  static final class AssignedSerializer implements SimpleVersionedSerializer<Boolean> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Boolean assigned) {
      return new PackWriter(1).flag(assigned).toBytes();
    }

    @Override
    public Boolean deserialize(int version, byte[] bytes) {
      return new PackReader(bytes).flag();
    }
  }
}
