package dev.showroom.registry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the registry said.
 *
 * @param status of HTTP: 200, 404, 409 or 422
 */
record Answer(int status, JsonNode body) {
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;

  boolean isOk() {
    return status == 200;
  }

  /**
   * Whether the registry itself says that there is no such thing. Any web server says 404 of a path
   * that it does not have; that would be a wrong address, and not an unknown schema.
   */
  boolean isAbsent() {
    int code = body.path("error_code").asInt();
    return status == 404
        && (code == SUBJECT_NOT_FOUND || code == VERSION_NOT_FOUND || code == SCHEMA_NOT_FOUND);
  }

  /** The registry's own words, on one line. */
  String said() {
    String message = body.path("message").asText("HTTP " + status);
    return message.replaceAll("\\s+", " ").strip().replaceFirst("\\.$", "");
  }
}
