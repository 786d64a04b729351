package dev.showroom.core.policy.file;

import dev.showroom.core.policy.Policy;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.yaml.Place;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads names of patterns. Which there are is a matter of the rules, which may come later than the
 * policy: any name of the right form is taken, and there is a hint where it is one letter or two
 * beside a shipped one, or not among those that the policy acts on.
 */
final class PatternNames {
  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final String NEAR = "; did you mean";

  private final Terms terms;
  private final Problems problems;
  private final Set<String> shipped = new TreeSet<>(RuleFiles.shippedPatterns());
  private final Set<String> actedOn = new LinkedHashSet<>();

  PatternNames(Terms terms) {
    this.terms = terms;
    this.problems = terms.problems();
  }

  /** The patterns that are acted on; none, where it is an empty list. */
  Set<String> actedOn(Section section) {
    actedOn.addAll(read(section.list("patterns"), false));
    return actedOn;
  }

  /** Any patterns, acted on or not. */
  Set<String> any(Section section) {
    return read(terms.entries(section, "patterns"), false);
  }

  /** Patterns among those that are acted on; empty where none are named. */
  Set<String> among(Section section) {
    return read(terms.entries(section, "patterns"), true);
  }

  /** A share for all, or shares by pattern and {@link Policy#ANY}, in thousandths. */
  Map<String, Integer> shares(Section section, String key) {
    Map<String, Integer> shares = new LinkedHashMap<>();
    Node node = section.node(key);
    if (node instanceof ScalarNode) {
      shares.put(Policy.ANY, terms.share(section, key, 0));
    } else if (node instanceof MappingNode) {
      Section byPattern = section.section(key, null);
      for (String name : byPattern.entries().keySet()) {
        if (!name.equals(Policy.ANY)) {
          check(name, byPattern.keyPlace(name), true);
        }
        shares.put(name, terms.share(byPattern, name, 0));
      }
    } else if (node != null) {
      problems.add(
          Source.place(node),
          "'" + key + "' must be a share, or a map of shares by pattern and 'default'.");
    }
    return shares;
  }

  private Set<String> read(Iterable<Node> nodes, boolean among) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : nodes) {
      String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (check(name, Source.place(node), among) && !names.add(name)) {
        terms.twice(node, name);
      }
    }
    return names;
  }

  private boolean check(String name, Place place, boolean among) {
    Set<String> known = new TreeSet<>(among && !actedOn.isEmpty() ? actedOn : shipped);
    String meant = Problems.meantConstant(name, known);
    boolean near = meant.startsWith(NEAR);
    if (!FORM.matcher(name).matches()) {
      String form = ": capital letters, digits and _, such as STORE_HOP.";
      problems.add(place, "'" + name + "' is no name for a pattern" + (near ? meant : form));
      return false;
    }
    if (among && !actedOn.contains(name) && !actedOn.isEmpty()) {
      problems.hint(
          place,
          "'" + name + "' is not among the patterns that are acted on" + (near ? meant : "."));
    } else if (!among && !known.contains(name) && near) {
      problems.hint(place, "'" + name + "' is no pattern of the shipped rules" + meant);
    }
    return true;
  }
}
