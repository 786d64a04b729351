package dev.showroom.core.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.showroom.common.Durations;
import dev.showroom.core.History;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What types do not say of an expression: words that a field can never be, and spans that reach
 * back further than anything is kept. Only what is written out is seen.
 */
final class LiteralChecks {
  private static final Set<Selection.Kind> SHORT =
      EnumSet.of(Selection.Kind.BROWSING, Selection.Kind.INSPECTIONS, Selection.Kind.VISITS);
  private static final Set<String> BY_TIME =
      Set.of("since", "after", "before", "upTo", "between", "within");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "days",
          Duration.ofDays(1),
          "hours",
          Duration.ofHours(1),
          "minutes",
          Duration.ofMinutes(1));

  /**
   * @param offset in the expression, in code points
   */
  record Finding(int offset, String message) {}

  private final Environment environment;
  private final CelAbstractSyntaxTree tree;
  private final List<Finding> findings = new ArrayList<>();

  LiteralChecks(Environment environment, CelAbstractSyntaxTree tree) {
    this.environment = environment;
    this.tree = tree;
  }

  List<Finding> findings() {
    look(tree.getExpr());
    return findings;
  }

  private void look(CelExpr expr) {
    switch (expr.getKind()) {
      case CALL -> {
        CelExpr.CelCall call = expr.call();
        call.target().ifPresent(this::look);
        call.args().forEach(this::look);
        tooLong(expr, History.LONG_LOOK_BACK, "nothing");
        member(call);
        comparison(call);
      }
      case SELECT -> look(expr.select().operand());
      case LIST -> expr.list().elements().forEach(this::look);
      default -> {
        // Nothing written out that could be wrong.
      }
    }
  }

  // ---- words

  private void member(CelExpr.CelCall call) {
    Selection.Kind kind = call.target().map(this::kind).orElse(null);
    if (kind == null) {
      return;
    }
    if (call.function().equals("distinct")) {
      word(call.args().get(0), Vocabulary.distinctFields(kind), "field of " + kindText(kind));
    } else if (call.function().equals("pattern")) {
      words(call.args().get(0), environment.patterns(), "pattern in this rule set");
    } else if (BY_TIME.contains(call.function())) {
      if (SHORT.contains(kind)) {
        call.args().forEach(argument -> tooLongWithin(argument, kind));
      }
    } else if (call.args().size() == 1) {
      List<String> values = Vocabulary.valuesOf(kind, call.function());
      if (values != null && !values.isEmpty()) {
        words(call.args().get(0), values, call.function() + " of " + kindText(kind));
      }
    }
  }

  private void comparison(CelExpr.CelCall call) {
    if (!Set.of("_==_", "_!=_", "@in").contains(call.function()) || call.args().size() != 2) {
      return;
    }
    for (int side = 0; side < 2; side++) {
      Vocabulary.Name name = Vocabulary.find(nameOf(call.args().get(side)));
      if (name == null) {
        continue;
      }
      CelExpr other = call.args().get(1 - side);
      if (name.name().equals("alert.pattern")) {
        words(other, environment.patterns(), "pattern in this rule set");
      } else if (!name.values().isEmpty()) {
        words(other, name.values(), "value of " + name.name());
      }
    }
  }

  private void words(CelExpr expr, Collection<String> known, String what) {
    if (expr.getKind() == Kind.LIST) {
      expr.list().elements().forEach(element -> word(element, known, what));
    } else {
      word(expr, known, what);
    }
  }

  private void word(CelExpr expr, Collection<String> known, String what) {
    if (expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        && !known.contains(expr.constant().stringValue())) {
      String typed = expr.constant().stringValue();
      find(expr, "'" + typed + "' is no " + what + Problems.meantConstant(typed, known));
    }
  }

  // ---- spans

  private void tooLongWithin(CelExpr expr, Selection.Kind kind) {
    tooLong(expr, History.LOOK_BACK, "no " + kindText(kind));
    if (expr.getKind() == Kind.CALL) {
      expr.call().args().forEach(argument -> tooLongWithin(argument, kind));
    }
  }

  private void tooLong(CelExpr expr, Duration kept, String what) {
    Duration span = spanOf(expr);
    if (span != null && span.compareTo(kept) > 0) {
      find(
          expr,
          "%s is longer than %s, and %s is kept longer than that."
              .formatted(Durations.format(span), Durations.format(kept), what));
    }
  }

  private Duration spanOf(CelExpr expr) {
    if (expr.getKind() != Kind.CALL) {
      return environment.durations().get(nameOf(expr));
    }
    if (expr.call().args().size() != 1 || expr.call().args().get(0).getKind() != Kind.CONSTANT) {
      return null;
    }
    CelExpr count = expr.call().args().get(0);
    if (expr.call().function().equals("duration")) {
      return Durations.parse(count.constant().stringValue()).orElse(null);
    }
    Duration unit = UNITS.get(expr.call().function());
    if (unit == null) {
      return null;
    }
    double units =
        switch (count.constant().getKind()) {
          case INT64_VALUE -> count.constant().int64Value();
          case DOUBLE_VALUE -> count.constant().doubleValue();
          default -> 0;
        };
    return Duration.ofMillis((long) Math.min(units * unit.toMillis(), Long.MAX_VALUE / 2.0));
  }

  // ----

  private void find(CelExpr expr, String message) {
    Integer offset = tree.getSource().getPositionsMap().get(expr.id());
    Finding finding = new Finding(start(expr, offset == null ? 0 : offset), message);
    if (findings.stream().noneMatch(other -> other.offset() == finding.offset())) {
      findings.add(finding);
    }
  }

  /** CEL places a call at its parenthesis. */
  private int start(CelExpr expr, int offset) {
    if (expr.getKind() == Kind.CALL && expr.call().target().isEmpty()) {
      return Math.max(0, offset - expr.call().function().length());
    }
    return offset;
  }

  private Selection.Kind kind(CelExpr expr) {
    ValueType type = tree.getType(expr.id()).map(ValueType::of).orElse(null);
    return type == null ? null : type.kind();
  }

  private static String kindText(Selection.Kind kind) {
    return ValueType.of(kind).text();
  }

  private static String nameOf(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> nameOf(expr.select().operand()) + "." + expr.select().field();
      default -> "";
    };
  }
}
