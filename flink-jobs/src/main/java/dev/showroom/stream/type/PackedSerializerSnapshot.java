package dev.showroom.stream.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a packed type: its name. The packed bytes carry their own version.
 */
public final class PackedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private Packings packing;

  /** For Flink, which reads the rest from the savepoint. */
  public PackedSerializerSnapshot() {}

  PackedSerializerSnapshot(Packings packing) {
    this.packing = packing;
  }

  @Override
  public int getCurrentVersion() {
    return 1;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(packing.name());
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    packing = Packings.valueOf(in.readUTF());
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new PackedSerializer<>(packing);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    return oldSnapshot instanceof PackedSerializerSnapshot<T> old && old.packing == packing
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
