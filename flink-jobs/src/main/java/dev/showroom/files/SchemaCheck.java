package dev.showroom.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/** Whether records of one schema can be read as records of another, and if not, which field. */
final class SchemaCheck {
  /** The record's type, if it is another, and a field; what follows is of no more use. */
  private static final int TOLD = 2;

  private SchemaCheck() {}

  /**
   * An enum's unknown symbols are no matter of the whole file: a record that has one is a dead
   * letter, and all others are read.
   *
   * @throws IOException one sentence that names the file and the field
   */
  static void require(String file, String stream, Schema reader, Schema writer) throws IOException {
    List<String> reasons =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()
            .stream()
            .filter(one -> one.getType() != SchemaIncompatibilityType.MISSING_ENUM_SYMBOLS)
            .limit(TOLD)
            .map(one -> told(one, reader, writer))
            .toList();
    if (!reasons.isEmpty()) {
      throw new IOException(
          file + " holds no records of the stream " + stream + ": " + String.join("; ", reasons));
    }
  }

  private static String told(Incompatibility incompatibility, Schema reader, Schema writer) {
    String field = String.join(".", path(incompatibility.getLocation(), reader));
    return switch (incompatibility.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          "they have no field '" + field + "', which each record of the stream has";
      case NAME_MISMATCH ->
          field.isEmpty()
              ? "they are of the type " + writer.getFullName() + ", not " + reader.getFullName()
              : "their field '"
                  + field
                  + "' is of another type ("
                  + incompatibility.getMessage()
                  + ")";
      default ->
          "their "
              + (field.isEmpty() ? "type" : "field '" + field + "'")
              + " is of another type ("
              + incompatibility.getMessage()
              + ")";
    };
  }

  /** The names of fields on a way such as {@code /fields/2/type/fields/0}. */
  private static List<String> path(String location, Schema reader) {
    List<String> names = new ArrayList<>();
    Schema at = reader;
    String[] steps = location.split("/");
    for (int i = 1; i < steps.length && at != null; i++) {
      if (steps[i].equals("fields") && i + 1 < steps.length) {
        Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
        names.add(field.name());
        at = field.schema();
      } else if (steps[i].equals("items")) {
        at = at.getElementType();
      } else if (at.getType() == Schema.Type.UNION && steps[i].matches("\\d+")) {
        at = at.getTypes().get(Integer.parseInt(steps[i]));
      } else if (!steps[i].equals("type")) {
        at = null;
      }
    }
    return names;
  }
}
