package dev.showroom.core.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Takes YAML apart. No type is made of what it holds, and lists and maps cannot be repeated. */
final class Documents {
  private Documents() {}

  /**
   * @param what a document is, for the sentence where there is none
   */
  static List<Node> of(String yaml, String what, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(20);
    options.setMaxAliasesForCollections(0);
    List<Node> documents = new ArrayList<>();
    try {
      Mark repeated = repeated(new Yaml(options), yaml);
      if (repeated != null) {
        problems.add(
            Source.place(repeated),
            "A list or map cannot be repeated by a name of its own; write it out.");
        return documents;
      }
      new Yaml(options).composeAll(new StringReader(yaml)).forEach(documents::add);
      if (documents.isEmpty()) {
        problems.add(new Place(1, 1), "The file holds no " + what + ".");
      }
    } catch (MarkedYAMLException e) {
      Place place = e.getProblemMark() == null ? new Place(1, 1) : Source.place(e.getProblemMark());
      String hint =
          String.valueOf(e.getProblem()).contains("mapping values are not allowed")
              ? "; put what has ': ' in it in quotes."
              : ".";
      problems.add(place, "This is not YAML: " + e.getProblem() + hint);
    } catch (ReaderException e) {
      problems.add(
          placeOf(yaml, e.getPosition()), "This is not text: it has characters that YAML forbids.");
    } catch (YAMLException e) {
      problems.add(new Place(1, 1), "This is not YAML: " + e.getMessage().strip() + ".");
    }
    return documents;
  }

  /** Where a list or map is named that stands elsewhere; a few of them blow up to billions. */
  private static Mark repeated(Yaml yaml, String text) {
    Set<String> collections = new HashSet<>();
    for (Event event : yaml.parse(new StringReader(text))) {
      if (event instanceof CollectionStartEvent start && start.getAnchor() != null) {
        collections.add(start.getAnchor());
      } else if (event instanceof AliasEvent alias && collections.contains(alias.getAnchor())) {
        return alias.getStartMark();
      }
    }
    return null;
  }

  private static Place placeOf(String text, int index) {
    String before = text.substring(0, Math.max(0, Math.min(index, text.length())));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, before.length() - before.lastIndexOf('\n'));
  }
}
