package dev.showroom.core.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;

/**
 * A checked expression.
 *
 * @param source as the rule file has it, in one line
 * @param tree what it was compiled from, to take it apart
 */
record Expression(
    String source, ValueType type, CelAbstractSyntaxTree tree, CelRuntime.Program program) {

  /** By what is written: the same text of the same type is the same program. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Expression that && source.equals(that.source) && type == that.type;
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  Object evaluate(CelVariableResolver names) throws CelEvaluationException {
    return program.eval(names);
  }
}
