package dev.showroom.core.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.showroom.common.Durations;
import dev.showroom.schemas.codec.IsoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * By how much a condition does not hold: both sides of each comparison in it are worked out. Only
 * for people who ask why; nothing is decided by it.
 */
final class Shortfall {
  private static final String LESS = "_<_";
  private static final String AT_MOST = "_<=_";
  private static final String MORE = "_>_";
  private static final String AT_LEAST = "_>=_";
  private static final String EQUAL = "_==_";
  private static final String OTHER = "_!=_";
  private static final Map<String, String> ASKED =
      Map.of(
          LESS, "less than ",
          AT_MOST, "at most ",
          MORE, "more than ",
          AT_LEAST, "at least ",
          EQUAL, "",
          OTHER, "other than ");

  private final CelAbstractSyntaxTree tree;
  private final Evaluation values;

  private Shortfall(CelAbstractSyntaxTree tree, Evaluation values) {
    this.tree = tree;
    this.values = values;
  }

  /** In words, of a condition that does not hold. */
  static String of(Expression condition, Evaluation values) {
    return new Shortfall(condition.tree(), values).of(condition.tree().getExpr());
  }

  static String ofScore(int scoreMillis, int leastMillis) {
    return String.format(
        Locale.ROOT,
        "score %.3f of %.3f: short by %.3f",
        scoreMillis / 1_000.0,
        leastMillis / 1_000.0,
        (leastMillis - scoreMillis) / 1_000.0);
  }

  private String of(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return text(expr) + " does not hold";
    }
    CelExpr.CelCall call = expr.call();
    List<CelExpr> sides = call.args();
    return switch (call.function()) {
      case "_&&_" -> and(sides.get(0), sides.get(1));
      case "_||_" -> of(sides.get(0)) + ", or " + of(sides.get(1));
      default ->
          ASKED.containsKey(call.function()) && sides.size() == 2
              ? comparison(call.function(), sides.get(0), sides.get(1))
              : text(expr) + " does not hold";
    };
  }

  private String and(CelExpr one, CelExpr other) {
    if (Boolean.TRUE.equals(value(one))) {
      return of(other);
    }
    return Boolean.TRUE.equals(value(other)) ? of(one) : of(one) + ", and " + of(other);
  }

  private String comparison(String operator, CelExpr left, CelExpr right) {
    // Whichever side is written out is what is asked for.
    boolean turned = isFixed(left) && !isFixed(right);
    String asked = turned ? turned(operator) : operator;
    CelExpr measured = turned ? right : left;
    Object is = value(measured);
    Object limit = value(turned ? left : right);
    if (is == null || limit == null) {
      return text(measured) + " cannot be worked out";
    }
    if (asked.equals(AT_LEAST) && is instanceof Number && limit instanceof Number) {
      return "%s %s of %s: short by %s"
          .formatted(text(measured), text(is), text(limit), difference(limit, is));
    }
    boolean strict = asked.equals(LESS) || asked.equals(MORE);
    String by =
        strict && is instanceof Long a && limit instanceof Long b
            ? Long.toString(Math.abs(a - b) + 1)
            : difference(is, limit);
    String how =
        switch (asked) {
          case LESS, AT_MOST -> by == null ? "" : ": " + by + " too much";
          case MORE, AT_LEAST -> by == null ? "" : ": short by " + by;
          case EQUAL ->
              by == null ? "" : isMore(is, limit) ? ": " + by + " too much" : ": short by " + by;
          default -> "";
        };
    return "%s %s, asked for %s%s%s"
        .formatted(text(measured), text(is), ASKED.get(asked), text(limit), how);
  }

  private static String turned(String operator) {
    return switch (operator) {
      case LESS -> MORE;
      case AT_MOST -> AT_LEAST;
      case MORE -> LESS;
      case AT_LEAST -> AT_MOST;
      default -> operator;
    };
  }

  /** A value that is written in the condition, or a parameter of the rule. */
  private boolean isFixed(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        || expr.getKind() == CelExpr.ExprKind.Kind.IDENT && values.isParam(expr.ident().name());
  }

  // ---- values

  /** Null where it cannot be worked out. */
  private Object value(CelExpr expr) {
    try {
      return Language.RUNTIME
          .createProgram(
              CelAbstractSyntaxTree.newCheckedAst(
                  expr, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap()))
          .eval(values);
    } catch (CelEvaluationException | RuntimeException e) {
      return null;
    }
  }

  /** How far apart two values are, without a sign; null where that means nothing. */
  private static String difference(Object one, Object other) {
    if (one instanceof Long a && other instanceof Long b) {
      return Long.toString(Math.abs(a - b));
    } else if (one instanceof Number a && other instanceof Number b) {
      return number(Math.abs(a.doubleValue() - b.doubleValue()));
    } else if (one instanceof Duration a && other instanceof Duration b) {
      return Durations.format(a.minus(b).abs());
    } else if (one instanceof Instant a && other instanceof Instant b) {
      return Durations.format(Duration.between(a, b).abs());
    }
    return null;
  }

  private static boolean isMore(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() > b.doubleValue();
    } else if (one instanceof Duration a && other instanceof Duration b) {
      return a.compareTo(b) > 0;
    }
    return one instanceof Instant a && other instanceof Instant b && a.isAfter(b);
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof Duration duration) {
      return Durations.format(duration);
    } else if (value instanceof Instant instant) {
      return IsoTime.format(instant.toEpochMilli());
    }
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private String text(CelExpr expr) {
    return CelUnparserFactory.newUnparser()
        .unparse(CelAbstractSyntaxTree.newParsedAst(expr, tree.getSource()))
        .strip();
  }
}
