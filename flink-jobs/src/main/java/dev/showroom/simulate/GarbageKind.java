package dev.showroom.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The ways in which a line can be broken, and what a reader should say of each. */
public enum GarbageKind {
  NOT_JSON(DeadLetterReason.UNDECODABLE) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      List<String> texts =
          List.of(
              "<html>502 Bad Gateway</html>", "14,VIEW,sku-0001-1", "NullPointerException", "[");
      return utf8(texts.get(variant % texts.size()));
    }
  },
  TRUNCATED(DeadLetterReason.UNDECODABLE) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      byte[] whole = utf8(line.toString());
      return Arrays.copyOf(whole, 1 + variant % (whole.length - 1));
    }
  },
  INVALID_UTF8(DeadLetterReason.UNDECODABLE) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      byte[] bytes = utf8(line.toString());
      // Inside the event id: the first value of every line.
      bytes[utf8("{\"eventId\":\"").length + 1] = (byte) 0xFF;
      return bytes;
    }
  },
  MISSING_FIELD(DeadLetterReason.MISSING_FIELD) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      line.remove(variant % 2 == 0 ? "eventTime" : "eventId");
      return utf8(line.toString());
    }
  },
  WRONG_TYPE(DeadLetterReason.SCHEMA_VIOLATION) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      if (variant % 2 == 0) {
        line.put("eventTime", 1_767_571_200_000L);
      } else {
        line.putArray("eventId");
      }
      return utf8(line.toString());
    }
  },
  UNKNOWN_ENUM(DeadLetterReason.UNKNOWN_ENUM) {
    @Override
    boolean suits(InTopic topic) {
      return enumField(topic) != null;
    }

    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      for (String field : ENUM_FIELDS) {
        if (line.has(field)) {
          line.put(field, "TELEPORT");
          break;
        }
      }
      return utf8(line.toString());
    }
  },
  NEGATIVE_QUANTITY(DeadLetterReason.NEGATIVE_QUANTITY) {
    @Override
    boolean suits(InTopic topic) {
      return topic == InTopic.PURCHASES || topic == InTopic.RETURNS;
    }

    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      ArrayNode lines = (ArrayNode) line.get("lines");
      ((ObjectNode) lines.get(variant % lines.size())).put("quantity", -1 - variant % 3);
      return utf8(line.toString());
    }
  },
  FAR_FUTURE(DeadLetterReason.TIME_IN_FUTURE) {
    @Override
    byte[] breakLine(ObjectNode line, int variant) {
      line.put("eventTime", "2099-" + line.get("eventTime").textValue().substring(5));
      return utf8(line.toString());
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ENUM_FIELDS = List.of("action", "channel", "change");

  private final DeadLetterReason reason;

  GarbageKind(DeadLetterReason reason) {
    this.reason = reason;
  }

  /** What the dead letter should say. */
  public DeadLetterReason reason() {
    return reason;
  }

  /**
   * @param good a line of the topic; its event id is changed, for it is no duplicate
   * @param variant any number from 0 on
   */
  byte[] broken(String good, int variant) {
    try {
      ObjectNode line = (ObjectNode) JSON.readTree(good);
      line.put("eventId", line.get("eventId").textValue() + "-x");
      return breakLine(line, variant);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own output is not JSON", e);
    }
  }

  abstract byte[] breakLine(ObjectNode line, int variant);

  boolean suits(InTopic topic) {
    return true;
  }

  static List<GarbageKind> of(InTopic topic) {
    return Arrays.stream(values()).filter(kind -> kind.suits(topic)).toList();
  }

  private static String enumField(InTopic topic) {
    return ENUM_FIELDS.stream()
        .filter(field -> topic.schema().getField(field) != null)
        .findFirst()
        .orElse(null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
