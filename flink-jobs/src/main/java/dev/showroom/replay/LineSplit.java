package dev.showroom.replay;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.replay.source.Packed;
import dev.showroom.schemas.codec.InTopic;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;
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
}
