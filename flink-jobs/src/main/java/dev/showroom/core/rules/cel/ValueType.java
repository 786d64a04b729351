package dev.showroom.core.rules.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.showroom.core.rules.Selection;
import java.time.Duration;
import java.util.Locale;

/** The types that an expression of a rule may have. */
enum ValueType {
  INT(SimpleType.INT),
  DOUBLE(SimpleType.DOUBLE),
  BOOL(SimpleType.BOOL),
  STRING(SimpleType.STRING),
  TIMESTAMP(SimpleType.TIMESTAMP),
  DURATION(SimpleType.DURATION),
  BROWSING(Selection.Kind.BROWSING),
  INSPECTIONS(Selection.Kind.INSPECTIONS),
  VISITS(Selection.Kind.VISITS),
  ORDERS(Selection.Kind.ORDERS),
  RETURNS(Selection.Kind.RETURNS),
  ALERTS(Selection.Kind.ALERTS);

  private final CelType cel;
  private final Selection.Kind kind;

  ValueType(CelType cel) {
    this.cel = cel;
    this.kind = null;
  }

  ValueType(Selection.Kind kind) {
    this.cel = OpaqueType.create(kind.name().toLowerCase(Locale.ROOT));
    this.kind = kind;
  }

  CelType cel() {
    return cel;
  }

  /** Null for a plain value. */
  Selection.Kind kind() {
    return kind;
  }

  boolean isSelection() {
    return kind != null;
  }

  boolean isNumber() {
    return this == INT || this == DOUBLE;
  }

  /** As the documentation and error messages spell it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ValueType of(Selection.Kind kind) {
    return valueOf(kind.name());
  }

  /** Null for a type that no expression may have as its result. */
  static ValueType of(CelType type) {
    for (ValueType candidate : values()) {
      if (candidate.cel.equals(type)) {
        return candidate;
      }
    }
    return null;
  }

  /** The type of a parameter's value. */
  static ValueType ofValue(Object value) {
    if (value instanceof Long) {
      return INT;
    } else if (value instanceof Double) {
      return DOUBLE;
    } else if (value instanceof Boolean) {
      return BOOL;
    }
    return value instanceof Duration ? DURATION : STRING;
  }
}
