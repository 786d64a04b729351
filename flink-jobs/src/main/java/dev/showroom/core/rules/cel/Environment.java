package dev.showroom.core.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What the expressions of one rule may name; it grows by each feature. */
final class Environment {
  private final Trigger trigger;
  private final Source source;
  private final Problems problems;
  private final Set<String> patterns;
  private final Map<String, ValueType> names = new LinkedHashMap<>();
  private final Map<String, Duration> durations = new LinkedHashMap<>();
  private final CelCompilerBuilder builder = Language.COMPILER.toCompilerBuilder();

  /** Null while a name has been declared that it does not know. */
  private CelCompiler compiler;

  /**
   * @param patterns that alerts of this rule set can have
   */
  Environment(Trigger trigger, Source source, Problems problems, Set<String> patterns) {
    this.trigger = trigger;
    this.source = source;
    this.problems = problems;
    this.patterns = patterns;
    for (Vocabulary.Name name : Vocabulary.of(trigger)) {
      names.put(name.name(), name.type());
      builder.addVar(name.name(), name.type().cel());
    }
  }

  void declare(String name, ValueType type) {
    if (names.containsKey(name)) {
      return; // Told already.
    }
    names.put(name, type);
    builder.addVar(name, type.cel());
    compiler = null;
  }

  /** A feature that is wrong, and told: what uses it is not to blame. */
  void declareBroken(String name) {
    if (names.containsKey(name)) {
      return;
    }
    names.put(name, null);
    builder.addVar(name, SimpleType.DYN);
    compiler = null;
  }

  /** The longest that a parameter can be, in any category. */
  void declareDuration(String name, Duration longest) {
    durations.merge(name, longest, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  Trigger trigger() {
    return trigger;
  }

  Map<String, ValueType> names() {
    return names;
  }

  Map<String, Duration> durations() {
    return durations;
  }

  Set<String> patterns() {
    return patterns;
  }

  /**
   * Compiles an expression that must be of one of these types; says what is wrong, and gives null,
   * where it is not.
   *
   * @param what it is, for the sentence, such as "a condition"
   */
  Expression compile(Node node, String what, Set<ValueType> expected) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      problems.add(
          Source.place(node),
          capital(what)
              + " must be an expression; put it in quotes where it begins with [ or { or !.");
      return null;
    }
    if (compiler == null) {
      compiler = builder.build();
    }
    CelValidationResult result = compiler.compile(scalar.getValue());
    if (result.hasError()) {
      Complaints complaints = new Complaints(this, scalar);
      boolean syntax = false;
      for (CelIssue issue : result.getErrors()) {
        Complaints.Complaint complaint = complaints.of(issue);
        // After one error of syntax the parser guesses, and the rest is noise.
        if (!syntax) {
          problems.add(source.place(scalar, complaint.offset()), complaint.message());
        }
        syntax |= complaint.syntax();
      }
      return null;
    }
    return checked(scalar, what, expected, result);
  }

  private Expression checked(
      ScalarNode scalar, String what, Set<ValueType> expected, CelValidationResult result) {
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      ValueType type = ValueType.of(tree.getResultType());
      if (!expected.contains(type)) {
        if (tree.getResultType().equals(SimpleType.DYN)) {
          return null; // Of a broken feature.
        }
        problems.add(
            source.place(scalar, 0),
            "%s must be of type %s, and this is of type %s."
                .formatted(
                    capital(what),
                    String.join(" or ", expected.stream().map(ValueType::text).toList()),
                    Complaints.typeText(tree.getResultType().name())));
        return null;
      }
      List<LiteralChecks.Finding> findings = new LiteralChecks(this, tree).findings();
      findings.forEach(
          finding -> problems.add(source.place(scalar, finding.offset()), finding.message()));
      return findings.isEmpty()
          ? new Expression(
              scalar.getValue().strip().replaceAll("\\s+", " "),
              type,
              tree,
              Language.RUNTIME.createProgram(tree))
          : null;
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("a checked expression can be run", e);
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
