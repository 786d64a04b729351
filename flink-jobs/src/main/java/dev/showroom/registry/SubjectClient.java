package dev.showroom.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.common.CommandFailure;
import java.util.Optional;

/** What can be asked of a registry's subjects. */
final class SubjectClient {
  private final RegistryClient client;

  SubjectClient(RegistryClient client) {
    this.client = client;
  }

  /** A schema as it stands under a subject. */
  record Version(int id, int version) {}

  /**
   * Whether the next version of a subject may be a schema.
   *
   * @param said the registry's words where it may not be, else empty
   */
  record Verdict(boolean compatible, String said) {}

  /** Where the schema stands under the subject, if it does. */
  Optional<Version> find(String subject, String schema) {
    Answer answer =
        client.post("/subjects/" + Subjects.encoded(subject) + "?normalize=true", body(schema));
    if (answer.isAbsent()) {
      return Optional.empty();
    }
    requireOk(answer, subject);
    return Optional.of(
        new Version(answer.body().path("id").asInt(), answer.body().path("version").asInt()));
  }

  /** Whether there is any schema under the subject. */
  boolean exists(String subject) {
    Answer answer = client.get("/subjects/" + Subjects.encoded(subject) + "/versions");
    if (!answer.isAbsent()) {
      requireOk(answer, subject);
    }
    return answer.isOk();
  }

  /** Whether the schema suits the newest version of the subject, by the rule that is set for it. */
  Verdict check(String subject, String schema) {
    Answer answer =
        client.post(
            "/compatibility/subjects/"
                + Subjects.encoded(subject)
                + "/versions/latest?verbose=true&normalize=true",
            body(schema));
    if (answer.isAbsent()) {
      return new Verdict(true, "");
    }
    requireOk(answer, subject);
    boolean compatible = answer.body().path("is_compatible").asBoolean();
    return new Verdict(compatible, compatible ? "" : messages(answer.body()));
  }

  /** Registers the schema; its id, also where it was there already. */
  int register(String subject, String schema) {
    Answer answer =
        client.post(
            "/subjects/" + Subjects.encoded(subject) + "/versions?normalize=true", body(schema));
    requireOk(answer, subject);
    return answer.body().path("id").asInt();
  }

  private static ObjectNode body(String schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema).put("schemaType", "AVRO");
  }

  private static String messages(JsonNode body) {
    StringBuilder said = new StringBuilder();
    for (JsonNode message : body.path("messages")) {
      said.append(said.isEmpty() ? "" : "; ").append(message.asText());
    }
    return said.toString().replaceAll("\\s+", " ");
  }

  private static void requireOk(Answer answer, String subject) {
    if (!answer.isOk()) {
      throw new CommandFailure(
          "The schema registry refuses the schema of subject "
              + subject
              + ": "
              + answer.said()
              + ".");
    }
  }
}
