package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.yaml.Checked;
import dev.showroom.core.yaml.VersionFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Rule files: YAML, one document for each version of a rule set. Reading one compiles it, which
 * takes some milliseconds for each rule; keep what comes of it.
 */
public final class RuleFiles {
  /** Of a rule set whose file names no time: from the first event on, epoch milliseconds. */
  public static final long ALWAYS = 0;

  private static final String SHIPPED = "/dev/showroom/rules/rules.yaml";

  private RuleFiles() {}

  /**
   * @throws dev.showroom.core.yaml.InvalidFileException where anything is wrong
   */
  public static List<RuleSet> read(String yaml) {
    return read(yaml, new RuleCache());
  }

  /**
   * {@link #read(String)}, where much of it may have been read before.
   *
   * @throws dev.showroom.core.yaml.InvalidFileException where anything is wrong
   */
  public static List<RuleSet> read(String yaml, RuleCache known) {
    return file(known).read(yaml);
  }

  private static VersionFile<RuleSet> file(RuleCache known) {
    return new VersionFile<>(
        "rule set",
        (document, source, problems) -> new RuleSetReader(source, problems, known).read(document));
  }

  /**
   * A version that was published: the time from which it is in force is the record's, not the
   * document's.
   *
   * @throws dev.showroom.core.yaml.InvalidFileException where anything is wrong
   */
  public static RuleSet published(String document, long inForceFrom) {
    RuleSet set = read(document).get(0);
    return new RuleSet(set.id(), set.version(), inForceFrom, set.rules());
  }

  /** Reads as far as it can, and never throws for the sake of the text. */
  public static Checked<RuleSet> check(String yaml) {
    return check(yaml, new RuleCache());
  }

  /** {@link #check(String)}, where much of it may have been read before. */
  public static Checked<RuleSet> check(String yaml, RuleCache known) {
    return file(known).check(yaml);
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

  /** The names of the patterns that the shipped rules find. Compiles nothing. */
  public static Set<String> shippedPatterns() {
    Node document = new Yaml(new LoaderOptions()).compose(new StringReader(shippedText()));
    return RuleSetReader.patternsOf(document);
  }
}
