package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Rule files: YAML, one document for each version of a rule set. Reading one compiles it, which
 * takes some milliseconds for each rule; keep what comes of it.
 */
public final class RuleFiles {
  /** Of a rule set whose file names no time: from the first event on, epoch milliseconds. */
  public static final long ALWAYS = 0;

  private static final String SHIPPED = "/dev/showroom/rules/rules.yaml";
  private static final int MAX_LENGTH = 200_000;

  private RuleFiles() {}

  /**
   * @param sets those versions that are right
   * @param problems everything that is wrong, in the order of the file; empty where nothing is
   */
  public record Checked(List<RuleSet> sets, List<Problem> problems) {
    public boolean isRight() {
      return problems.isEmpty();
    }
  }

  /**
   * @throws InvalidRulesException where anything is wrong
   */
  public static List<RuleSet> read(String yaml) {
    Checked checked = check(yaml);
    if (!checked.isRight()) {
      throw new InvalidRulesException(checked.problems());
    }
    return checked.sets();
  }

  /**
   * A version that was published: the time from which it is in force is the record's, not the
   * document's.
   *
   * @throws InvalidRulesException where anything is wrong
   */
  public static RuleSet published(String document, long inForceFrom) {
    RuleSet set = read(document).get(0);
    return new RuleSet(set.id(), set.version(), inForceFrom, set.rules());
  }

  /** Reads as far as it can, and never throws for the sake of the text. */
  public static Checked check(String yaml) {
    Problems problems = new Problems();
    List<RuleSet> sets = new ArrayList<>();
    if (yaml.length() > MAX_LENGTH) {
      problems.add(new Place(1, 1), "The file is longer than " + MAX_LENGTH + " characters.");
      return new Checked(sets, problems.all());
    }
    Source source = new Source(yaml);
    for (Node node : documents(yaml, problems)) {
      RuleSet set = new RuleSetReader(source, problems).read(node);
      if (set != null) {
        if (sets.stream().anyMatch(o -> o.id().equals(set.id()) && o.version() == set.version())) {
          problems.add(
              Source.place(node),
              "Version " + set.version() + " of '" + set.id() + "' stands in the file twice.");
        }
        sets.add(set);
      }
    }
    return new Checked(List.copyOf(sets), problems.all());
  }

  private static List<Node> documents(String yaml, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(20);
    options.setMaxAliasesForCollections(0);
    List<Node> documents = new ArrayList<>();
    try {
      new Yaml(options).composeAll(new StringReader(yaml)).forEach(documents::add);
      if (documents.isEmpty()) {
        problems.add(new Place(1, 1), "The file holds no rule set.");
      }
    } catch (MarkedYAMLException e) {
      Place place = e.getProblemMark() == null ? new Place(1, 1) : Source.place(e.getProblemMark());
      String hint =
          String.valueOf(e.getProblem()).contains("mapping values are not allowed")
              ? "; put an expression with ': ' in it in quotes."
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

  private static Place placeOf(String text, int index) {
    String before = text.substring(0, Math.max(0, Math.min(index, text.length())));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, before.length() - before.lastIndexOf('\n'));
  }

  /** The text of the rules that are in force where no others are given. */
  public static String shippedText() {
    try (InputStream in = RuleFiles.class.getResourceAsStream(SHIPPED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules that are in force where no others are given. */
  public static RuleSet shipped() {
    return read(shippedText()).get(0);
  }
}
