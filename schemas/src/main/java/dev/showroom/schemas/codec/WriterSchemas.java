package dev.showroom.schemas.codec;

import dev.showroom.schemas.DeadLetterReason;
import java.io.Serializable;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** The schemas that records in Confluent's wire format were written with, by their ids. */
@FunctionalInterface
public interface WriterSchemas {
  /** Where there is no schema registry: no id means anything. */
  WriterSchemas NONE =
      id -> {
        throw new MalformedRecordException(
            DeadLetterReason.UNDECODABLE,
            "in the wire format of a schema registry, and none is configured");
      };

  /**
   * The schema of an id. A registry may be asked and waited for.
   *
   * @throws MalformedRecordException where it is certain that there is none, or none in Avro. That
   *     a registry cannot be asked is another failure, and not the record's.
   */
  Schema byId(int id) throws MalformedRecordException;

  /** What is said of an id that no Avro schema has. */
  static MalformedRecordException unknown(int id) {
    return new MalformedRecordException(
        DeadLetterReason.UNKNOWN_SCHEMA, "the registry has no Avro schema of id " + id);
  }

  /** Takes what other languages and older releases of Avro take. */
  static Schema.Parser parser() {
    return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
  }

  /** Goes to where records are read, and is opened there. */
  @FunctionalInterface
  interface Source extends Serializable {
    Source NONE = () -> WriterSchemas.NONE;

    WriterSchemas open();
  }
}
