package dev.showroom.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What is really the case with a customer, as no real retailer can know it.
 *
 * @param label the archetype, for example {@code SHOWROOMER}
 * @param positive whether an alert of {@code pattern} is right; of a trap it is wrong
 * @param pattern the alert pattern that this is, or that a trap tempts to; may be null
 * @param family the product family it is about; may be null
 * @param anchorTime when the last fact of the pattern happened (for a leaving shopper the EXIT);
 *     may be null
 * @param knowableTime when the last of these facts could be given to the customer: later than the
 *     anchor where an anonymous actor was linked afterwards; may be null
 * @param deadline when the outcome is settled; may lie behind the end of the world, or be null
 * @param retracted whether an alert may well be raised for a while, and has to end RETRACTED
 */
public record TruthLabel(
    String customerId,
    String label,
    boolean positive,
    String pattern,
    String family,
    Instant anchorTime,
    Instant knowableTime,
    Instant deadline,
    boolean retracted) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line of {@code truth.jsonl}. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("customerId", customerId).put("label", label).put("positive", positive);
    put(node, "pattern", pattern);
    put(node, "family", family);
    put(node, "anchorTime", anchorTime);
    put(node, "knowableTime", knowableTime);
    put(node, "deadline", deadline);
    return node.put("retracted", retracted).toString();
  }

  /**
   * Reads one line of {@code truth.jsonl}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TruthLabel fromJson(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return new TruthLabel(
          node.required("customerId").textValue(),
          node.required("label").textValue(),
          node.required("positive").booleanValue(),
          node.path("pattern").textValue(),
          node.path("family").textValue(),
          instant(node, "anchorTime"),
          instant(node, "knowableTime"),
          instant(node, "deadline"),
          node.path("retracted").booleanValue());
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("not a truth label", e);
    }
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static Instant instant(JsonNode node, String name) {
    return node.hasNonNull(name) ? Instant.parse(node.get(name).textValue()) : null;
  }
}
