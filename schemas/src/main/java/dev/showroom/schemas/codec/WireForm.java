package dev.showroom.schemas.codec;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * The form in which records leave to Kafka. Inside, they are in single-object encoding; with a
 * schema registry they leave in Confluent's wire format, under the ids that it has given to this
 * build's schemas.
 */
public final class WireForm implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Without a registry. */
  public static final WireForm SINGLE_OBJECT = new WireForm(Map.of());

  private final HashMap<String, Integer> ids;

  /**
   * @param ids by the name of the stream, without prefix
   */
  public WireForm(Map<String, Integer> ids) {
    this.ids = new HashMap<>(ids);
  }

  /**
   * The value of a Kafka record.
   *
   * @param stream its name, without prefix
   * @param singleObject as {@link AvroRecords#write} makes it, by this build's schema
   */
  public byte[] of(String stream, byte[] singleObject) {
    if (ids.isEmpty()) {
      return singleObject;
    }
    Integer id = ids.get(stream);
    if (id == null) {
      throw new IllegalStateException("no schema id was looked up for stream " + stream);
    }
    return ConfluentFormat.of(id, singleObject);
  }
}
