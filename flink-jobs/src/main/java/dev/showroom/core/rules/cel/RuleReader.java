package dev.showroom.core.rules.cel;

import dev.showroom.core.History;
import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import dev.showroom.schemas.RetractReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one rule; goes on after an error, so that all are told at once. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "pattern",
          "description",
          "mode",
          "trigger",
          "of",
          "watch",
          "level",
          "params",
          "features",
          "when",
          "exclude",
          "score",
          "against",
          "minScore",
          "evidence",
          "valueAtRisk",
          "clearedBy",
          "confirm",
          "lapse",
          "retract",
          "confirms",
          "coolDown",
          "overrides");
  private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Duration LONGEST_WATCH = Duration.ofDays(14);
  private static final Set<ValueType> PLAIN = EnumSet.range(ValueType.INT, ValueType.DURATION);
  private static final Set<ValueType> SELECTIONS =
      EnumSet.range(ValueType.BROWSING, ValueType.ALERTS);

  private final Section rule;
  private final Source source;
  private final Problems problems;
  private final Set<String> patterns;
  private final Names names;

  /**
   * @param patterns that alerts of this rule set can have
   */
  RuleReader(Node node, Source source, Problems problems, Set<String> patterns) {
    this.rule = Section.of(node, "a rule", KEYS, problems);
    this.source = source;
    this.problems = problems;
    this.patterns = patterns;
    this.names = new Names(problems);
  }

  /** Null where the rule cannot be made out; that something is wrong is told either way. */
  Rule read() {
    if (rule.entries().isEmpty()) {
      return null;
    }
    int before = problems.size();
    String id = identifier("id");
    rule.require("id", "the rule's name, such as MY_RULE");
    rule.require("trigger", "what the rule is asked about, such as visit.exit");
    rule.require("level", "what it holds together: sku, family, category or customer");
    rule.require("when", "the conditions that must all hold");
    String pattern = rule.has("pattern") ? identifier("pattern") : id;
    rule.text("description");
    boolean shadow = shadow(rule);
    Trigger trigger = trigger();
    Level level = rule.constant("level", Level.class, true, "level");
    double minScore = minScore(rule);
    ParamsReader params = new ParamsReader(rule, names, problems);
    Map<String, Object> values = params.read();
    Settings settings = new Settings(true, shadow, (int) Math.round(minScore * 1000), values);
    Map<String, Settings> overrides = new OverridesReader(rule, problems).read(settings, level);
    if (trigger == null) {
      return null;
    }
    Environment environment = new Environment(trigger, source, problems, patterns);
    declare(environment, settings, overrides);
    Map<String, Expression> features = features(environment);
    List<Expression> conditions = expressions("when", "a condition", ValueType.BOOL, environment);
    if (rule.node("when") instanceof SequenceNode list && list.getValue().isEmpty()) {
      problems.add(rule.place("when"), "'when' must name at least one condition.");
    }
    Scoring scoring = new ScoringReader(rule, features, settings, overrides, problems).read();
    List<Expression> evidence = new ArrayList<>();
    for (Node node : rule.list("evidence")) {
      evidence.add(environment.compile(node, "evidence", SELECTIONS));
    }
    Ending ending = ending(environment, trigger);
    Expression value = expression(rule, "valueAtRisk", "valueAtRisk", ValueType.INT, environment);
    Duration watch = watch(trigger);
    Duration coolDown = rule.duration("coolDown", History.LONG_LOOK_BACK);
    Set<String> triggerPatterns = triggerPatterns(trigger);
    Set<String> confirms =
        new LinkedHashSet<>(rule.words("confirms", patterns, "pattern in this rule set"));
    Set<Exclusion> exclusions = exclusions();
    if (problems.size() > before) {
      return null;
    }
    List<String> known = new ArrayList<>(environment.names().keySet());
    RuleBody body =
        new RuleBody(
            id,
            pattern,
            trigger,
            level,
            exclusions,
            watch.toMillis(),
            coolDown.toMillis(),
            triggerPatterns,
            confirms,
            ending.clearedByPurchase(),
            ending.byReturn(),
            ending.lapse(),
            features,
            conditions,
            scoring,
            evidence,
            value,
            ending.clearFrom(),
            ending.deadline(),
            ending.retractions(),
            RuleBody.slots(known));
    Map<String, CompiledRule> byCategory = new HashMap<>();
    overrides.forEach(
        (category, other) -> byCategory.put(category, new CompiledRule(body, other, Map.of())));
    return new CompiledRule(body, settings, Map.copyOf(byCategory));
  }

  // ---- what it is asked about

  private String identifier(String key) {
    String text = rule.text(key);
    if (text != null && !ID.matcher(text).matches()) {
      problems.add(
          rule.place(key),
          "'" + text + "' is no name for a rule: capital letters, digits and _, such as MY_RULE.");
    }
    return text;
  }

  private Trigger trigger() {
    List<String> texts = Arrays.stream(Trigger.values()).map(Trigger::text).toList();
    String text = rule.word("trigger", texts, "trigger", null);
    return text == null ? null : Trigger.values()[texts.indexOf(text)];
  }

  private Duration watch(Trigger trigger) {
    if (rule.has("watch") && trigger != Trigger.LINE_RETURN) {
      problems.add(rule.keyPlace("watch"), "'watch' goes with trigger return.line only.");
    }
    return rule.duration("watch", LONGEST_WATCH);
  }

  private Set<String> triggerPatterns(Trigger trigger) {
    if (rule.has("of") && trigger != Trigger.ALERT) {
      problems.add(rule.keyPlace("of"), "'of' goes with trigger alert only.");
    } else if (trigger == Trigger.ALERT) {
      rule.require("of", "the patterns whose alerts the rule is asked about");
    }
    return new LinkedHashSet<>(rule.words("of", patterns, "pattern in this rule set"));
  }

  private Set<Exclusion> exclusions() {
    if (!rule.has("exclude")) {
      return Set.copyOf(EnumSet.allOf(Exclusion.class));
    }
    List<String> known = Arrays.stream(Exclusion.values()).map(Exclusion::name).toList();
    Set<Exclusion> chosen = EnumSet.noneOf(Exclusion.class);
    rule.words("exclude", known, "exclusion").forEach(word -> chosen.add(Exclusion.valueOf(word)));
    return Set.copyOf(chosen);
  }

  /** Of a rule or an override. */
  static boolean shadow(Section section) {
    return "shadow".equals(section.word("mode", List.of("live", "shadow"), "mode", null));
  }

  static double minScore(Section section) {
    Double score = section.number("minScore", 0, 1);
    return score == null ? 0 : score;
  }

  // ---- expressions

  private static void declare(
      Environment environment, Settings settings, Map<String, Settings> overrides) {
    settings.params().forEach((name, value) -> environment.declare(name, ValueType.ofValue(value)));
    List<Settings> all = new ArrayList<>(overrides.values());
    all.add(settings);
    for (Settings each : all) {
      each.params()
          .forEach(
              (name, value) -> {
                if (value instanceof Duration duration) {
                  environment.declareDuration(name, duration);
                }
              });
    }
  }

  private Map<String, Expression> features(Environment environment) {
    Map<String, Expression> features = new LinkedHashMap<>();
    if (!rule.has("features")) {
      return features;
    }
    Section section = Section.of(rule.node("features"), "features", null, problems);
    section
        .entries()
        .forEach(
            (name, node) -> {
              names.checkFeature(name, section.keyPlace(name));
              Expression expression = environment.compile(node, "a feature", PLAIN);
              features.put(name, expression);
              if (expression != null) {
                environment.declare(name, expression.type());
              } else {
                environment.declareBroken(name);
              }
            });
    return features;
  }

  private List<Expression> expressions(
      String key, String what, ValueType type, Environment environment) {
    List<Expression> expressions = new ArrayList<>();
    for (Node node : rule.list(key)) {
      expressions.add(environment.compile(node, what, EnumSet.of(type)));
    }
    return expressions;
  }

  private static Expression expression(
      Section section, String key, String what, ValueType type, Environment environment) {
    return section.has(key) ? environment.compile(section.node(key), what, EnumSet.of(type)) : null;
  }

  // ---- what becomes of its alerts

  private record Ending(
      boolean clearedByPurchase,
      Expression clearFrom,
      boolean byReturn,
      Expression deadline,
      RetractReason lapse,
      List<RuleBody.Retraction> retractions) {}

  private Ending ending(Environment environment, Trigger trigger) {
    Section cleared = rule.section("clearedBy", List.of("purchase", "from"));
    Section confirm = rule.section("confirm", List.of("at", "by"));
    Section lapse = rule.section("lapse", List.of("at", "reason"));
    boolean byReturn = false;
    if (rule.has("confirm") && confirm.has("at") == confirm.has("by")) {
      problems.add(confirm.place(), "'confirm' must have either 'at' or 'by'.");
    }
    if (confirm.has("by")) {
      byReturn = confirm.word("by", List.of("return"), "way to be confirmed", null) != null;
      if (trigger != Trigger.TRIAL) {
        problems.add(confirm.keyPlace("by"), "'by: return' goes with trigger trial only.");
      }
    }
    if (confirm.has("at") && lapse.has("at")) {
      problems.add(lapse.place(), "An alert cannot be confirmed and lapse at the same time.");
    }
    RetractReason reason = lapse.constant("reason", RetractReason.class, false, "reason");
    if (rule.has("lapse")) {
      lapse.require("at", "when the alert lapses");
      lapse.require("reason", "why it is retracted then, such as KEPT");
    }
    boolean purchase = cleared.flag("purchase", false);
    if (rule.has("clearedBy") && !cleared.has("purchase")) {
      cleared.require("purchase", "true where an own purchase clears");
    }
    Section deadline = confirm.has("at") ? confirm : lapse;
    return new Ending(
        purchase,
        expression(cleared, "from", "'clearedBy.from'", ValueType.TIMESTAMP, environment),
        byReturn,
        expression(deadline, "at", "a deadline", ValueType.TIMESTAMP, environment),
        reason,
        retractions(environment));
  }

  private List<RuleBody.Retraction> retractions(Environment environment) {
    List<RuleBody.Retraction> retractions = new ArrayList<>();
    for (Node node : rule.list("retract")) {
      Section section = Section.of(node, "'retract'", List.of("when", "reason"), problems);
      section.require("when", "the condition that retracts");
      section.require("reason", "why, such as EVIDENCE_REVISED");
      Expression when = expression(section, "when", "a condition", ValueType.BOOL, environment);
      RetractReason reason = section.constant("reason", RetractReason.class, false, "reason");
      retractions.add(new RuleBody.Retraction(when, reason));
    }
    return retractions;
  }
}
