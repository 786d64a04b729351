package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one version of a rule set. */
final class RuleSetReader {
  private static final List<String> KEYS = List.of("id", "version", "effectiveFrom", "rules");

  private final Source source;
  private final Problems problems;

  private final RuleCache known;

  /**
   * @param known what need not be compiled again
   */
  RuleSetReader(Source source, Problems problems, RuleCache known) {
    this.source = source;
    this.problems = problems;
    this.known = known;
  }

  /** Null where anything is wrong. */
  RuleSet read(Node node) {
    int before = problems.size();
    Section section = Section.of(node, "a rule set", KEYS, problems);
    if (!(node instanceof MappingNode)) {
      return null;
    }
    section.require("id", "the name of the rule set");
    section.require("version", "a whole number that grows with each version");
    section.require("rules", "the list of rules");
    String id = section.text("id");
    int version = section.version("version");
    long from = section.time("effectiveFrom", RuleFiles.ALWAYS);
    List<Node> nodes = section.list("rules");
    Set<String> patterns = patterns(nodes);
    Set<String> ids = new HashSet<>();
    List<Rule> rules = new ArrayList<>();
    for (Node each : nodes) {
      Rule rule =
          known.get(each, patterns, () -> new RuleReader(each, source, problems, patterns).read());
      String ruleId = valueOf(each, "id");
      if (ruleId != null && !ids.add(ruleId)) {
        problems.add(Source.place(each), "There is another rule '" + ruleId + "' before this one.");
      }
      rules.add(rule);
    }
    return problems.size() > before ? null : new RuleSet(id, version, from, List.copyOf(rules));
  }

  /** The patterns of a document that is right. */
  static Set<String> patternsOf(Node document) {
    return patterns(Section.of(document, "a rule set", KEYS, new Problems()).list("rules"));
  }

  /** What the alerts of these rules name; known before any rule is read. */
  private static Set<String> patterns(List<Node> rules) {
    Set<String> patterns = new TreeSet<>();
    for (Node rule : rules) {
      String pattern = valueOf(rule, "pattern");
      String named = pattern == null ? valueOf(rule, "id") : pattern;
      if (named != null) {
        patterns.add(named);
      }
    }
    return patterns;
  }

  private static String valueOf(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name
            && name.getValue().equals(key)
            && tuple.getValueNode() instanceof ScalarNode value) {
          return value.getValue();
        }
      }
    }
    return null;
  }
}
