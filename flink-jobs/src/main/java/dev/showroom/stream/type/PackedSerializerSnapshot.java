package dev.showroom.stream.type;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a packed type: its name, and the form of its bytes. A form that
 * this release cannot read is refused when the job is restored, before a record is misread.
 */
public final class PackedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  /** The first wrote no form; no release did. */
  private static final int VERSION = 2;

  private Packings packing;
  private int form;

  /** For Flink, which reads the rest from the savepoint. */
  public PackedSerializerSnapshot() {}

  PackedSerializerSnapshot(Packings packing) {
    this(packing, packing.form());
  }

  PackedSerializerSnapshot(Packings packing, int form) {
    this.packing = packing;
    this.form = form;
  }

  public Packings packing() {
    return packing;
  }

  /** That of the bytes in the savepoint. */
  public int form() {
    return form;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(packing.name());
    out.writeInt(form);
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    String name = in.readUTF();
    if (readVersion != VERSION) {
      throw new IOException(
          "State "
              + name
              + " was written by "
              + (readVersion > VERSION ? "a newer" : "an older")
              + " release, which this one cannot go on from.");
    }
    form = in.readInt();
    packing =
        Arrays.stream(Packings.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "State " + name + " is not known to this release: a newer one wrote it."));
    if (form > packing.form() || form < packing.oldestForm()) {
      throw new IOException(
          "State "
              + name
              + " is of form "
              + form
              + ", which "
              + (form > packing.form() ? "a newer" : "an older")
              + " release wrote; this one reads "
              + (packing.oldestForm() == packing.form()
                  ? "form " + packing.form()
                  : "forms " + packing.oldestForm() + " to " + packing.form())
              + ".");
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new PackedSerializer<>(packing);
  }

  /** The bytes say themselves of which form they are, and are rewritten as keys are touched. */
  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    return oldSnapshot instanceof PackedSerializerSnapshot<T> old && old.packing == packing
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
