package dev.showroom.core.rules.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;

/**
 * A checked expression.
 *
 * @param source as the rule file has it, in one line
 */
record Expression(String source, ValueType type, CelRuntime.Program program) {

  Object evaluate(CelVariableResolver names) throws CelEvaluationException {
    return program.eval(names);
  }
}
