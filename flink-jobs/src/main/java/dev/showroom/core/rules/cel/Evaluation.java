package dev.showroom.core.rules.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.showroom.core.rules.Scene;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of one question to a rule: each is asked for when it is needed, and only once. */
final class Evaluation implements CelVariableResolver {
  /** A sum of times that no calendar has; told by the name that the type checker has for it. */
  private static final Pattern SUM =
      Pattern.compile("Function '_([+-])_' failed with arg\\(s\\) '(\\S+), (\\S+)'");

  private final RuleBody body;
  private final Settings settings;
  private final Scene scene;
  private final Object[] known;

  Evaluation(RuleBody body, Settings settings, Scene scene) {
    this.body = body;
    this.settings = settings;
    this.scene = scene;
    this.known = new Object[body.slots().size()];
  }

  /** An expression failed; the message says which and why. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Object> find(String name) {
    Integer slot = body.slots().get(name);
    if (slot == null) {
      return Optional.empty();
    }
    if (known[slot] == null) {
      known[slot] = Optional.of(valueOf(name));
    }
    return (Optional<Object>) known[slot];
  }

  private Object valueOf(String name) {
    Expression feature = body.features().get(name);
    if (feature != null) {
      return value(feature, "feature", name);
    }
    Object param = settings.params().get(name);
    return param == null ? scene.valueOf(name) : param;
  }

  boolean isParam(String name) {
    return settings.params().containsKey(name);
  }

  Object feature(String name) {
    return find(name).orElseThrow();
  }

  /**
   * @param what it is, and its name, for the message
   * @throws Failure where it cannot be evaluated
   */
  Object value(Expression expression, String what, String name) {
    try {
      return expression.evaluate(this);
    } catch (Failure e) {
      throw e;
    } catch (CelEvaluationException | RuntimeException e) {
      Throwable cause = e;
      while (cause != null) {
        if (cause instanceof Failure failure) {
          throw failure;
        }
        cause = cause.getCause();
      }
      throw new Failure(what + " '" + name + "': " + reason(e));
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    String plain = message.replaceFirst("^evaluation error( at [^:]*:\\d+)?: ", "").strip();
    Matcher sum = SUM.matcher(plain);
    return sum.matches()
        ? "Function '%s_%s_%s' failed with arg(s) '%s, %s'"
            .formatted(
                sum.group(1).equals("+") ? "add" : "subtract",
                timeType(sum.group(2)),
                timeType(sum.group(3)),
                sum.group(2),
                sum.group(3))
        : plain;
  }

  private static String timeType(String value) {
    return value.startsWith("P") ? "duration" : "timestamp";
  }
}
