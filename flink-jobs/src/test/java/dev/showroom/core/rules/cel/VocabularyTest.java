package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.rules.FakeScene;
import dev.showroom.core.rules.FakeSelection.Event;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.yaml.InvalidFileException;
import dev.showroom.core.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name and function that a rule may use, as the checker and the evaluation know it. */
class VocabularyTest {
  private static final long AT = Duration.ofDays(20_000).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static Rule rule(Trigger trigger, String condition) {
    String of = trigger == Trigger.ALERT ? "\n    of: [T]" : "";
    return RuleFiles.read(
            "id: t\nversion: 1\nrules:\n  - id: T\n    level: family\n    trigger: "
                + (trigger.text() + of)
                + "\n    when:\n      - >-\n        "
                + condition
                + "\n")
        .get(0)
        .rules()
        .get(0);
  }

  private static void assertHolds(String condition, FakeScene scene) {
    assertThat(rule(Trigger.BROWSE, condition).explain(scene).conditions())
        .as(condition)
        .allMatch(c -> c.holds());
    assertThat(rule(Trigger.BROWSE, "!(" + condition + ")").judge(scene).holds())
        .as("not " + condition)
        .isFalse();
  }

  private static FakeScene scene() {
    return new FakeScene(AT)
        .events(
            "browsing",
            Event.at("b1", AT - 30 * HOUR).with("action", "VIEW").with("referrer", "EMAIL"),
            Event.at("b2", AT - 2 * HOUR).with("action", "COMPARE").marked("comparing"),
            Event.at("b3", AT - HOUR).with("action", "VIEW").with("store", "s1"),
            Event.at("b4", AT + HOUR).with("action", "SEARCH"))
        .events(
            "inspections",
            Event.at("i1", AT - HOUR).with("action", "DEMO").with("store", "s1").lasting(60),
            Event.at("i2", AT).with("action", "ASSIST").with("store", "s2").marked("assisted"))
        .events(
            "visits",
            Event.at("v1", AT - HOUR).with("store", "s1").marked("assisted").lasting(60),
            Event.at("v2", AT).with("store", "s2").marked("unbought").lasting(30))
        .events(
            "orders",
            Event.at("o1", AT - HOUR).with("channel", "STORE").with("store", "s1").worth(500),
            Event.at("o2", AT).with("channel", "APP").marked("coupon").worth(300))
        .events(
            "returns",
            Event.at("r1", AT - HOUR)
                .with("reason", "DEFECTIVE")
                .with("condition", "USED")
                .with("store", "s1")
                .worth(200),
            Event.at("r2", AT).with("reason", "GIFT").with("condition", "SEALED").worth(100))
        .events(
            "alerts",
            Event.at("a1", AT - HOUR).with("pattern", "T").marked("open"),
            Event.at("a2", AT).with("pattern", "U"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "browsing.count() == 4",
        "browsing.since(at - hours(2)).count() == 3",
        "browsing.after(at - hours(2)).count() == 2",
        "browsing.before(at - hours(1)).count() == 2",
        "browsing.upTo(at - hours(1)).count() == 3",
        "browsing.between(at - hours(2), at - hours(1)).count() == 1",
        "browsing.within(hours(2)).count() == 2",
        "browsing.within(hours(1)).count() == 1",
        "browsing.action(['VIEW']).count() == 2",
        "browsing.action(['VIEW', 'SEARCH']).count() == 3",
        "browsing.referrer(['EMAIL']).count() == 1",
        "browsing.store(['s1']).count() == 1",
        "browsing.comparing().count() == 1",
        "browsing.distinct('action') == 3",
        "browsing.first() == at - hours(30)",
        "browsing.last() == at + hours(1)",
        "research.first() == timestamp('1970-01-01T00:00:00Z')",
        "research.last() == timestamp('1970-01-01T00:00:00Z')",
        "inspections.action(['DEMO']).count() == 1",
        "inspections.store(['s2']).count() == 1",
        "inspections.assisted().count() == 1",
        "inspections.seconds() == 60",
        "inspections.distinct('store') == 2",
        "visits.store(['s1']).count() == 1",
        "visits.assisted().seconds() == 60",
        "visits.unbought().seconds() == 30",
        "orders.channel(['STORE', 'PHONE']).count() == 1",
        "orders.store(['s1']).value() == 500",
        "orders.withCoupon().value() == 300",
        "orders.lines() == 4",
        "orders.units() == 6",
        "returns.store(['s1']).count() == 1",
        "returns.reason(['DEFECTIVE']).value() == 200",
        "returns.condition(['SEALED', 'OPENED']).value() == 100",
        "returns.lines() == 4",
        "returns.units() == 6",
        "alerts.pattern(['T']).count() == 1",
        "alerts.open().count() == 1",
        "days(2) == hours(48)",
        "days(0.5) == hours(12)",
        "hours(1) == minutes(60)",
        "hours(0.5) == minutes(30)",
        "minutes(0.5) == duration('30s')",
        "daysBetween(at, at + hours(36)) == 1.5",
        "daysBetween(at, at + minutes(10)) == 0.01",
        "daysBetween(at + hours(36), at) == -1.5",
        "ratio(1, 4) == 0.25",
        "ratio(1.0, 4) == 0.25",
        "ratio(1, 4.0) == 0.25",
        "ratio(1.0, 4.0) == 0.25",
        "ratio(1, 0) == 0.0",
        "least(1, 2) == 1",
        "greatest(1, 2) == 2",
        "least(1.5, 2) == 1.5",
        "greatest(1, 0.5) == 1.0",
        "least(at, at + days(1)) == at",
        "greatest(at, at + days(1)) == at + days(1)",
        "2 > 1.5",
      })
  void aFunctionComesToWhatItSays(String condition) {
    assertHolds(condition, scene());
  }

  /** The checker knows each kind's own functions, and refuses those of other kinds. */
  @ParameterizedTest
  @EnumSource(Selection.Kind.class)
  void aKindOfFactsHasItsFunctionsAndNoOthers(Selection.Kind kind) {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    Language.FUNCTIONS
        .members()
        .forEach(
            (function, kinds) -> {
              String arguments =
                  switch (function) {
                    case "since", "after", "before", "upTo" -> "at";
                    case "between" -> "at, at";
                    case "within" -> "days(1)";
                    case "distinct" -> "'day'";
                    case "ofFamilies" -> "all.inspections";
                    case "count",
                        "value",
                        "seconds",
                        "lines",
                        "units",
                        "first",
                        "last",
                        "comparing",
                        "assisted",
                        "unbought",
                        "withCoupon",
                        "open" ->
                        "";
                    default -> "[]";
                  };
              String call = "%s.%s(%s)".formatted(name, function, arguments);
              List<Problem> problems =
                  RuleFiles.check(
                          "id: t\nversion: 1\nrules:\n  - id: T\n    level: family\n"
                              + "    trigger: browse\n    when:\n      - |\n        "
                              + call
                              + " == "
                              + call
                              + "\n")
                      .problems();
              assertThat(problems.isEmpty()).as(call + problems).isEqualTo(kinds.contains(kind));
            });
  }

  static Stream<Object[]> namesAndTriggers() {
    return Vocabulary.NAMES.stream()
        .flatMap(name -> Arrays.stream(Trigger.values()).map(t -> new Object[] {name, t}));
  }

  @ParameterizedTest
  @MethodSource("namesAndTriggers")
  void aNameIsKnownToItsTriggersAndToNoOthers(Vocabulary.Name name, Trigger trigger) {
    String condition =
        name.type().isSelection()
            ? name.name() + ".count() == 0"
            : name.name() + " == " + name.name();
    if (name.triggers().contains(trigger)) {
      assertThat(rule(trigger, condition).trigger()).isEqualTo(trigger);
    } else {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rule(trigger, condition)))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("Trigger " + trigger.text() + " has no '" + name.name() + "'");
    }
  }

  @Test
  void everyNameIsOnThePageThatExplainsThem() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "rules.md"));
    for (Vocabulary.Name name : Vocabulary.NAMES) {
      assertThat(page).contains("`" + name.name() + "`");
    }
    Language.FUNCTIONS.members().keySet().forEach(f -> assertThat(page).contains("`" + f + "("));
    Language.FUNCTIONS.globals().forEach(f -> assertThat(page).contains("`" + f + "("));
    for (Trigger trigger : Trigger.values()) {
      assertThat(page).contains("`" + trigger.text() + "`");
    }
  }
}
