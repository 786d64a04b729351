package dev.showroom.replay.source;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.function.Function;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** What a source keeps in a checkpoint, in its packed form. */
public record Packed<T>(Function<T, byte[]> pack, Function<byte[], T> unpack)
    implements SimpleVersionedSerializer<T> {

  /** Of whether the one split has been handed out. */
  public static final SimpleVersionedSerializer<Boolean> ASSIGNED =
      new Packed<>(
          assigned -> new PackWriter(1).flag(assigned).toBytes(),
          bytes -> new PackReader(bytes).flag());

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
