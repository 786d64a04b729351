package dev.showroom.core.rules.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Optional;

/**
 * CEL as rules have it: with the functions of the vocabulary, and without what could cost any
 * amount of work (loops over lists, regular expressions) or escape the types.
 */
final class Language {
  static final Functions FUNCTIONS = new Functions();

  private static final int MAX_LENGTH = 4_000;
  private static final int MAX_DEPTH = 40;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .evaluateCanonicalTypesToNativeValues(true)
          .enableHeterogeneousNumericComparisons(true)
          .enableHomogeneousLiterals(true)
          .enableTimestampEpoch(false)
          .comprehensionMaxIterations(0)
          .enableComprehension(false)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxRegexProgramSize(0)
          .build();

  static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardDeclarations(
              CelStandardDeclarations.newBuilder()
                  .excludeFunctions(
                      StandardFunction.MATCHES,
                      StandardFunction.DYN,
                      StandardFunction.TYPE,
                      StandardFunction.BYTES,
                      StandardFunction.UINT)
                  .build())
          .setStandardMacros(ImmutableList.of())
          .addMacros(CelMacro.newReceiverMacro("within", 1, Language::within))
          .addFunctionDeclarations(FUNCTIONS.declarations())
          .build();

  /**
   * Plans an expression once, with the functions that it calls looked up; what it may call at all
   * the compiler has said, so that the planner may know more.
   */
  static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(OPTIONS.toBuilder().enableTimestampEpoch(true).build())
          .addFunctionBindings(FUNCTIONS.bindings())
          .build();

  private Language() {}

  /** {@code s.within(d)} as {@code s.within(at, d)}: a function does not know the anchor. */
  private static Optional<CelExpr> within(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
    return Optional.of(
        factory.newReceiverCall("within", target, factory.newIdentifier("at"), arguments.get(0)));
  }
}
