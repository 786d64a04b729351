package dev.showroom.core.intake;

/** What a record's bytes are. */
public enum Encoding {
  /** One JSON object, as a line of a JSON Lines file holds it. */
  JSON,
  /**
   * Avro: a marker, the writer schema's fingerprint, the record; or Confluent's wire format, an id
   * in place of the fingerprint.
   */
  AVRO
}
