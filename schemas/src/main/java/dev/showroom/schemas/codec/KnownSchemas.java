package dev.showroom.schemas.codec;

import java.io.Serializable;
import java.util.HashMap;
import org.apache.avro.Schema;

/** Schemas that were looked up before, to be taken elsewhere; any other id is unknown. */
public final class KnownSchemas implements WriterSchemas, Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Integer, String> texts = new HashMap<>();

  /** Passes on what another one says, and remembers it. */
  public WriterSchemas remembering(WriterSchemas asked) {
    return id -> {
      Schema schema = asked.byId(id);
      texts.putIfAbsent(id, schema.toString());
      return schema;
    };
  }

  @Override
  public Schema byId(int id) throws MalformedRecordException {
    String text = texts.get(id);
    if (text == null) {
      throw WriterSchemas.unknown(id);
    }
    return WriterSchemas.parser().parse(text);
  }
}
