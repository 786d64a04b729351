package dev.showroom.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * JSON schemas of Kubernetes' resources, as the jars of its Java client have them, and stricter: a
 * field that is not in the schema is a mistake, too.
 */
final class KubernetesSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TEXT_OR_NUMBER = Set.of("Quantity", "IntOrString");

  private KubernetesSchemas() {}

  /**
   * @param definition its name in the client's schemas
   */
  static List<String> complaints(String definition, JsonNode resource) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("$ref", "#/definitions/" + definition);
    schema.set("definitions", strict(holding(definition).get("definitions")));
    return complaints(schema, resource);
  }

  static List<String> complaints(JsonNode schema, JsonNode resource) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(schema)
        .validate(resource)
        .stream()
        .map(Error::toString)
        .toList();
  }

  /** A copy in which only the fields that a schema names are allowed. */
  static JsonNode strict(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode copy = JSON.createArrayNode();
      schema.forEach(element -> copy.add(strict(element)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    String type = schema.path("existingJavaType").asText();
    if (schema.path("x-kubernetes-int-or-string").asBoolean()
        || TEXT_OR_NUMBER.contains(type.substring(type.lastIndexOf('.') + 1))) {
      ObjectNode either = JSON.createObjectNode();
      either.putArray("type").add("string").add("number");
      return either;
    }
    ObjectNode copy = JSON.createObjectNode();
    schema.properties().forEach(field -> copy.set(field.getKey(), strict(field.getValue())));
    if (schema.path("properties").isObject()
        && schema.path("additionalProperties").asBoolean(true)
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }

  private static JsonNode holding(String definition) {
    try {
      for (URL url :
          Collections.list(
              KubernetesSchemas.class
                  .getClassLoader()
                  .getResources("schema/validation-schema.json"))) {
        JsonNode schema = JSON.readTree(url);
        if (schema.path("definitions").has(definition)) {
          return schema;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalArgumentException("no schema of " + definition);
  }
}
