package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.core.yaml.InvalidFileException;
import dev.showroom.core.yaml.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told who writes a rule file, and where. */
class RuleProblemsTest {
  /** Line 4 on; columns as in a file. */
  private static final String HEAD = "id: t\nversion: 1\nrules:\n";

  private static List<String> problems(String text) {
    return RuleFiles.check(text).problems().stream().map(Problem::toString).toList();
  }

  /** A rule of trigger browse and level family with one more line, which is line 5. */
  private static List<String> withLine(String line) {
    return problems(
        HEAD
            + "  - id: T\n"
            + "    "
            + line
            + "\n"
            + (line.startsWith("trigger:") ? "" : "    trigger: browse\n")
            + (line.startsWith("level:") ? "" : "    level: family\n")
            + (line.startsWith("when:") ? "" : "    when: ['true']\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "levle: family|5|There is no key 'levle' in a rule; did you mean 'level'?",
        "level: famly|12|'famly' is no level; did you mean 'family'?",
        "trigger: visit.exti|14|'visit.exti' is no trigger; did you mean 'visit.exit'?",
        "mode: shadwo|11|'shadwo' is no mode; did you mean 'shadow'?",
        "pattern: mine|14|'mine' is no name for a rule: capital letters, digits and _",
        "exclude: [STAF]|15|'STAF' is no exclusion; did you mean 'STAFF'?",
        "coolDown: 181d|15|'coolDown' must be at most 180d, not 181d.",
        "coolDown: soon|15|'coolDown' must be a duration such as 30m, 72h or 14d, not 'soon'.",
        "watch: 72h|5|'watch' goes with trigger return.line only.",
        "of: [T]|5|'of' goes with trigger alert only.",
        "confirms: [TT]|16|'TT' is no pattern in this rule set; did you mean 'T'?",
        "minScore: 1.5|15|'minScore' must be a number from 0 to 1, not '1.5'.",
        "confirm: {}|14|'confirm' must have either 'at' or 'by'.",
        "confirm: {by: return}|15|'by: return' goes with trigger trial only.",
        "confirm: {at: 3}|19|A deadline must be of type timestamp, and this is of type int.",
        "lapse: {at: at}|12|The key 'reason' is missing: why it is retracted then, such as KEPT.",
        "lapse: {at: at, reason: KEP}|29|'KEP' is no reason; did you mean 'KEPT'?",
        "clearedBy: {from: at}|16|The key 'purchase' is missing: true where an own purchase",
        "retract: [{when: 1 == 1}]|15|The key 'reason' is missing",
        "params: {at: 3}|14|'at' is a name of the vocabulary; take another one.",
        "params: {a.b: 3}|14|'a.b' is no name for a parameter",
        "params: {for: 3}|14|'for' is a word of the language; take another name.",
        "params: {w: 181d}|17|Parameter 'w' must be at most 180d: nothing is kept longer.",
        "params: {w: []}|17|Parameter 'w' must be one value.",
        "features: {Bad: 1 + 1}|16|'Bad' is no name for a feature",
        "features: {a: b, b: '1'}|19|There is no 'b' here",
        "features: {a: research}|19|A feature must be of type int or double or bool or string",
        "score: [{feature: a, threshold: 1, weight: 1}]|23|There is no feature 'a'.",
        "score: [{threshold: 1, weight: 1}]|13|The key 'feature' is missing",
        "evidence: [research.count()]|16|Evidence must be of type browsing or inspections",
        "valueAtRisk: scope.category|18|ValueAtRisk must be of type int, and this is of type",
        "overrides: [{category: [a], params: {x: 1}}]|42|The rule has no parameter 'x'.",
        "overrides: [{category: [a, a]}]|28|Category 'a' is overridden twice.",
        "overrides: [{minScore: 0.5}]|17|The key 'category' is missing",
        "id: TWICE|5|The key 'id' stands here a second time.",
        "when: []|11|'when' must name at least one condition.",
        "when: at|11|'when' must be a list",
      })
  void aLineThatIsWrong(String line, int column, String sentence) {
    assertThat(withLine(line))
        .singleElement()
        .asString()
        .startsWith("line 5, column " + column + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "research.count()|1|A condition must be of type bool, and this is of type int.",
        "resarch.count() > 1|1|There is no 'resarch' here; did you mean 'research'?",
        "1 < resarch.count()|5|There is no 'resarch' here; did you mean 'research'?",
        "scope.prise > 1|1|There is no 'scope.prise' here; did you mean 'scope.price'?",
        "line.refund > 1|1|Trigger browse has no 'line.refund'; only 'return.line'.",
        "research.cuont() > 1|10|There is no function 'cuont'; did you mean 'count'?",
        "dais(3) < days(1)|1|There is no function 'dais'; did you mean 'days'?",
        "orders.referrer(['EMAIL']).count() > 1|16|orders have no 'referrer'; they have",
        "research.since(3).count() > 1|15|'since' of browsing does not take (int).",
        "research.within(3).count() > 1|16|'within' of browsing does not take (int).",
        "research + 1 > 2|10|'+' cannot be applied to (browsing, int).",
        "at > 3|4|'>' cannot be applied to (timestamp, int).",
        "1 +|4|This is no expression: ",
        "research.count(|16|This is no expression: ",
        "research.exists(true)|10|There is no function 'exists'",
        "research.count > 1|10|There is no 'count' of browsing; write 'count()'.",
        "browse.action == VIEW|18|There is no 'VIEW' here; a word of the streams stands in quotes:"
            + " 'VIEW'.",
        "1 == 1 and 2 == 2|8|This is no expression: mismatched input 'and'. And is &&, or is ||,"
            + " not is !.",
        "1 = 1|3|This is no expression: token recognition error at: '= '. Equal is ==.",
        "size([1, 'a']) > 1|10|Not right: expected type 'int' but found 'string'.",
        "research.within(duration('721h')).count() > 1|17|721h is longer than 30d",
        "'a'.matches('b')|5|There is no function 'matches'",
        "research.action(['VIEWS']).count() > 1|18|'VIEWS' is no action of browsing; did you mean"
            + " 'VIEW'?",
        "browse.action == 'COMPAR'|18|'COMPAR' is no value of browse.action; did you mean"
            + " 'COMPARE'?",
        "browse.action in ['VIEW', 'X']|27|'X' is no value of browse.action",
        "research.distinct('stor') > 1|19|'stor' is no field of browsing; did you mean 'store'?",
        "alerts.pattern(['TT']).count() > 1|17|'TT' is no pattern in this rule set; did you mean"
            + " 'T'?",
        "orders.within(days(200)).count() > 1|15|200d is longer than 180d, and nothing is kept"
            + " longer",
        "research.within(days(31)).count() > 1|17|31d is longer than 30d, and no browsing is kept"
            + " longer",
        "research.since(at - hours(721)).count() > 1|21|721h is longer than 30d, and no browsing",
      })
  void aConditionThatIsWrong(String condition, int column, String sentence) {
    List<String> plain =
        problems(
            HEAD
                + "  - id: T\n"
                + "    trigger: browse\n"
                + "    level: family\n"
                + "    when:\n"
                + "      - |\n"
                + "        "
                + condition
                + "\n");
    assertThat(plain)
        .singleElement()
        .asString()
        .startsWith("line 9, column " + (column + 8) + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource({"30d", "29d"})
  void aSpanThatIsKeptIsNoProblem(String span) {
    assertThat(withLine("params: {w: " + span + "}")).isEmpty();
    assertThat(
            problems(rule("params: {w: " + span + "}", "when: [research.within(w).count() > 1]")))
        .isEmpty();
  }

  @Test
  void aSpanThatIsTooLongInOneCategoryIsOne() {
    assertThat(
            problems(
                rule(
                    "params: {w: 30d}",
                    "when: [research.within(w).count() > 1]",
                    "overrides: [{category: [toys], params: {w: 31d}}]")))
        .containsExactly(
            "line 8, column 28: 31d is longer than 30d, and no browsing is kept longer than that.");
  }

  @Test
  void weightsOfMoreThanOneAreOne() {
    String score = "score: [{feature: a, full: 1, weight: 0.5}, {feature: a, full: 1, weight: %s}]";
    assertThat(problems(rule("features: {a: '1'}", "when: ['true']", score.formatted("0.5"))))
        .isEmpty();
    assertThat(problems(rule("features: {a: '1'}", "when: ['true']", score.formatted("0.501"))))
        .containsExactly("line 9, column 12: The weights add up to 1.001; a score is at most 1.");
  }

  @Test
  void aThresholdIsANumberOrAParameterThatIsOne() {
    String score = "score: [{feature: a, threshold: %s, weight: 0.5}]";
    String[] lines = {
      "params: {least: 2, word: x, none: 0}", "features: {a: '1'}", "when: ['true']"
    };
    for (String right : List.of("2", "0.5", "least")) {
      assertThat(problems(rule(lines[0], lines[1], lines[2], score.formatted(right)))).isEmpty();
    }
    assertThat(problems(rule(lines[0], lines[1], lines[2], score.formatted("leest"))))
        .singleElement()
        .asString()
        .startsWith("line 10, column 37: 'threshold' must be a number or the name of a parameter")
        .endsWith("not 'leest'; did you mean 'least'?");
    for (String wrong : List.of("word", "none", "0")) {
      assertThat(problems(rule(lines[0], lines[1], lines[2], score.formatted(wrong)))).hasSize(1);
    }
  }

  @Test
  void placesInQuotesAndFoldedTextAreThoseOfTheFile() {
    assertThat(problems(rule("when:", "  - \"1 == 1 && resarch.count() > 1\"")))
        .singleElement()
        .asString()
        .startsWith("line 8, column 20: There is no 'resarch'");
    assertThat(problems(rule("when:", "  - 'browse.action == ''VEIW'''")))
        .singleElement()
        .asString()
        .startsWith("line 8, column 27: 'VEIW' is no value");
    assertThat(problems(rule("when:", "  - >-", "    1 == 1", "    && resarch.count() > 1")))
        .singleElement()
        .asString()
        .startsWith("line 10, column 12: There is no 'resarch'");
  }

  @Test
  void everythingIsToldAtOnceInTheOrderOfTheFileAndNothingTwice() {
    assertThat(
            problems(
                rule("colour: red", "features: {a: resarch.count()}", "when: [a > 1, nothing]")))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("line 7, column 5: There is no key 'colour'"),
            two -> assertThat(two).startsWith("line 8, column 19: There is no 'resarch'"),
            three -> assertThat(three).startsWith("line 9, column 19: There is no 'nothing'"));
  }

  @Test
  void aCommaInAListIsExplained() {
    assertThat(problems(rule("when: ['true']", "evidence: [research.between(at, at)]")).get(0))
        .contains("Within [ ] and { } a comma ends an entry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`id: t`|1|1|The key 'rules' is missing",
        "`id: t\nversion: 0\nrules: []`|2|10|'version' must be a whole number from 1, not '0'.",
        "`id: t\nversion: 1\neffectiveFrom: soon\nrules: []`|3|16|'effectiveFrom' must be a time",
        "`- a list`|1|1|Here a rule set is expected, which is a map of keys.",
        "`id: t\nversion: 1\nrules: {}`|3|8|'rules' must be a list",
        "`id: [unclosed`|1|14|This is not YAML: ",
        "`# nothing`|1|1|The file holds no rule set.",
        "`id: a\u0000b`|1|6|This is not text: it has characters that YAML forbids.",
      })
  void aFileThatIsNoRuleSet(String text, int line, int column, String sentence) {
    assertThat(problems(text))
        .anyMatch(
            problem -> problem.startsWith("line " + line + ", column " + column + ": " + sentence));
  }

  @Test
  void twoRulesOfOneNameAndTwoSetsOfOneVersion() {
    String twice = rule("when: ['true']");
    assertThat(problems(twice + twice.substring(HEAD.length())))
        .containsExactly("line 8, column 5: There is another rule 'T' before this one.");
    assertThat(problems(twice + "---\n" + twice))
        .containsExactly("line 9, column 1: Version 1 of 't' stands in the file twice.");
    assertThat(RuleFiles.read(twice + "---\n" + twice.replace("version: 1", "version: 2")))
        .hasSize(2);
  }

  @Test
  void aPublishedVersionIsInForceFromTheTimeOfItsRecord() {
    assertThat(RuleFiles.published(rule("when: ['true']"), 42).inForceFrom()).isEqualTo(42);
    assertThat(RuleFiles.published(rule("when: ['true']"), 42).version()).isEqualTo(1);
  }

  @Test
  void readingThrowsWithAllProblems() {
    assertThatThrownBy(() -> RuleFiles.read("id: t"))
        .isInstanceOfSatisfying(
            InvalidFileException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void noTextBreaksTheReader() {
    Random random = new Random(7);
    String shipped = RuleFiles.shippedText();
    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(shipped.length());
      int to = Math.min(shipped.length(), from + random.nextInt(30));
      String cut = shipped.substring(0, from) + "{'[".charAt(i % 3) + shipped.substring(to);
      assertThat(RuleFiles.check(cut)).isNotNull();
    }
  }

  private static String rule(String... lines) {
    return HEAD
        + "  - id: T\n    trigger: browse\n    level: family\n    "
        + String.join("\n    ", lines)
        + "\n";
  }
}
