package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Rules that have been read already, by what their files say: of many files that differ in little,
 * that little is all that is compiled anew. Not for use by several threads.
 */
public final class RuleCache {
  private final Map<String, Rule> rules = new HashMap<>();

  /** The rule that this node was read as, or else is read as now; null where it is wrong. */
  Rule get(Node node, Set<String> patterns, Supplier<Rule> reader) {
    StringBuilder key = new StringBuilder(patterns.toString());
    write(node, key);
    Rule rule = rules.get(key.toString());
    if (rule == null) {
      rule = reader.get();
      if (rule != null) {
        rules.put(key.toString(), rule);
      }
    }
    return rule;
  }

  private static void write(Node node, StringBuilder out) {
    if (node instanceof ScalarNode scalar) {
      out.append(scalar.getScalarStyle()).append(scalar.getValue().length()).append('.');
      out.append(scalar.getValue());
    } else if (node instanceof SequenceNode list) {
      out.append('[');
      list.getValue().forEach(each -> write(each, out));
      out.append(']');
    } else if (node instanceof MappingNode mapping) {
      out.append('{');
      for (NodeTuple tuple : mapping.getValue()) {
        write(tuple.getKeyNode(), out);
        write(tuple.getValueNode(), out);
      }
      out.append('}');
    }
  }
}
