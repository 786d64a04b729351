package dev.showroom.backtest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Changes single values of a YAML text, and leaves all else of it as it stands. */
final class YamlEdit {
  private record Replacement(int from, int to, String text) {}

  private final String text;
  private final List<Replacement> replacements = new ArrayList<>();

  YamlEdit(String text) {
    this.text = text;
  }

  /** The documents of a text that is right. */
  static List<MappingNode> documents(String text) {
    List<MappingNode> documents = new ArrayList<>();
    for (Node node : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
      if (node instanceof MappingNode mapping) {
        documents.add(mapping);
      }
    }
    return documents;
  }

  /** The value of a key, or null. */
  static Node value(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return tuple.getValueNode();
      }
    }
    return null;
  }

  /** Gives a key of a mapping this value, whether or not it is there. */
  void set(MappingNode mapping, String key, String value) {
    Node there = value(mapping, key);
    if (there != null) {
      add(offset(there.getStartMark().getIndex()), offset(there.getEndMark().getIndex()), value);
      return;
    }
    Node first = mapping.getValue().get(0).getKeyNode();
    int at = offset(first.getStartMark().getIndex());
    boolean flow = mapping.getFlowStyle() == org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW;
    String indent = " ".repeat(first.getStartMark().getColumn());
    add(at, at, key + ": " + value + (flow ? ", " : "\n" + indent));
  }

  /** Marks count code points. */
  private int offset(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  private void add(int from, int to, String value) {
    replacements.add(new Replacement(from, to, value));
  }

  String result() {
    StringBuilder result = new StringBuilder(text);
    replacements.sort(Comparator.comparingInt(Replacement::from).reversed());
    for (Replacement replacement : replacements) {
      result.replace(replacement.from(), replacement.to(), replacement.text());
    }
    return result.toString();
  }
}
