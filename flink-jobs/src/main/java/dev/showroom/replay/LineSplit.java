package dev.showroom.replay;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** All streams together, and how far each has been read: the one split of a replay. */
record LineSplit(Map<InTopic, Long> taken) implements SourceSplit {

  static LineSplit start() {
    return new LineSplit(Map.of());
  }

  @Override
  public String splitId() {
    return "all files";
  }

  static final SimpleVersionedSerializer<LineSplit> SERIALIZER =
      new Packed<>(LineSplit::pack, LineSplit::unpack);

  static final SimpleVersionedSerializer<Boolean> ASSIGNED =
      new Packed<>(
          assigned -> new PackWriter(1).flag(assigned).toBytes(),
          bytes -> new PackReader(bytes).flag());

  private byte[] pack() {
    PackWriter out = new PackWriter().number(taken.size());
    taken.forEach((topic, lines) -> out.constant(topic).number(lines));
    return out.toBytes();
  }

  private static LineSplit unpack(byte[] bytes) {
    PackReader in = new PackReader(bytes);
    Map<InTopic, Long> taken = new EnumMap<>(InTopic.class);
    for (int left = in.integer(); left > 0; left--) {
      taken.put(InTopic.of(in.integer()), in.number());
    }
    return new LineSplit(taken);
  }

  private record Packed<T>(Function<T, byte[]> pack, Function<byte[], T> unpack)
      implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T value) {
      return pack.apply(value);
    }

    @Override
    public T deserialize(int version, byte[] bytes) {
      return unpack.apply(bytes);
    }
  }

  /** Hands the one split to the one reader. */
  static final class Enumerator implements SplitEnumerator<LineSplit, Boolean> {
    private final SplitEnumeratorContext<LineSplit> context;
    private boolean assigned;

    Enumerator(SplitEnumeratorContext<LineSplit> context, boolean assigned) {
      this.context = context;
      this.assigned = assigned;
    }

    @Override
    public void start() {
      // Nothing to look for: the split is known.
    }

    @Override
    public void addReader(int subtask) {
      if (!assigned) {
        assigned = true;
        context.assignSplit(LineSplit.start(), subtask);
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
      // Readers are given their split unasked.
    }

    @Override
    public void addSplitsBack(List<LineSplit> splits, int subtask) {
      // None come back where a checkpoint holds the split. A reader that lost it registers again.
      assigned &= splits.isEmpty();
    }

    @Override
    public Boolean snapshotState(long checkpointId) {
      return assigned;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
