package dev.showroom.core.rules.cel;

import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a rule names browsing, by its text. May see a name where there is none, in a text or in
 * the name of a feature; never the other way round.
 */
final class BrowsingNamed {
  private static final Pattern BROWSING = Pattern.compile("\\b(browsing|research)\\b");

  /** What others bought makes no step by itself: what it changes is seen at the next one. */
  private static final Pattern WIDER =
      Pattern.compile("\\ball\\s*\\.\\s*(browsing|research)\\b|\\bhousehold\\b");

  private final RuleBody body;
  private final Set<String> features = new HashSet<>();

  BrowsingNamed(RuleBody body) {
    this.body = body;
    boolean more = true;
    while (more) {
      more = false;
      for (var feature : body.features().entrySet()) {
        more |= isNamedIn(feature.getValue()) && features.add(feature.getKey());
      }
    }
  }

  private boolean isNamedIn(Expression expression) {
    return expression != null
        && (BROWSING.matcher(expression.source()).find()
            || features.stream().anyMatch(expression.source()::contains));
  }

  /** Whether browsing out of the scope can matter, or what is asked of alerts names browsing. */
  boolean beyondScope() {
    boolean ofAlerts =
        isNamedIn(body.deadline())
            || body.retractions().stream().anyMatch(retraction -> isNamedIn(retraction.when()));
    boolean isAskedAgain = body.trigger() == Trigger.TRIAL || body.trigger() == Trigger.LINE_RETURN;
    boolean isNarrow = body.level() == Level.FAMILY || body.level() == Level.SKU;
    return ofAlerts || isAskedAgain && (!isNarrow || namesWider());
  }

  private boolean namesWider() {
    List<Expression> all = new ArrayList<>(body.features().values());
    all.addAll(body.conditions());
    all.addAll(body.evidence());
    return all.stream().anyMatch(one -> WIDER.matcher(one.source()).find());
  }
}
