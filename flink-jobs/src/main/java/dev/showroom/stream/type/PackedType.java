package dev.showroom.stream.type;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of a packed type; never a key. */
final class PackedType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Packings packing;
  private final Class<T> type;

  PackedType(Packings packing, Class<T> type) {
    this.packing = packing;
    this.type = type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new PackedSerializer<>(packing);
  }

  @Override
  public String toString() {
    return "Packed<" + packing + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedType<?> that && packing == that.packing;
  }

  @Override
  public int hashCode() {
    return packing.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof PackedType;
  }
}
