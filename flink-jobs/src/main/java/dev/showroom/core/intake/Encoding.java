package dev.showroom.core.intake;

/** What a record's bytes are. */
public enum Encoding {
  /** One JSON object, as a line of a JSON Lines file holds it. */
  JSON,
  /** Avro's single-object encoding: a marker, the writer schema's fingerprint, the record. */
  AVRO
}
