package dev.showroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.diff.AlertFiles;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One pass over a simulated world says of each candidate what a replay by it alone says. */
@Timeout(300)
class BacktestWorldTest {
  private static final String SHIPPED = RuleFiles.shippedText();

  @TempDir private static Path home;
  private static Path input;
  private static long newest;
  private static final Map<String, String> CANDIDATES = new LinkedHashMap<>();
  private static Result result;
  private static Path output;

  @BeforeAll
  static void backtest() throws Exception {
    var world = new Simulation(SimulationOptions.of(250, 45, 7)).world();
    newest = world.events().get(world.events().size() - 1).eventTime();
    input = Files.createDirectory(home.resolve("world"));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world, input);
    CANDIDATES.put(
        "threshold", changed("minResearch: 3, researchWindow", "minResearch: 2, researchWindow"));
    CANDIDATES.put(
        "windows and version",
        changed("researchWindow: 14d", "researchWindow: 5d")
            .replace("minSeconds: 120, confirmAfter: 7d", "minSeconds: 120, confirmAfter: 3d")
            .replace("\nversion: 1\n", "\nversion: 2\n"));
    CANDIDATES.put(
        "what others rest on",
        changed("{returnWithin: 14d, minResearch: 1", "{returnWithin: 14d, minResearch: 2")
            .replace("{minAlerts: 3, window", "{minAlerts: 2, window"));
    CANDIDATES.put(
        "score, and a rule removed",
        without("ACCESSORY_TRACE")
            .replace(
                "    level: family\n    params: {minResearch: 3, researchWindow",
                "    level: family\n"
                    + "    minScore: 0.6\n"
                    + "    params: {minResearch: 3, researchWindow"));
    CANDIDATES.put("added and moved", added());
    output = home.resolve("pass");
    Files.createDirectory(output);
    result = pass(input, output);
  }

  private static String changed(String from, String to) {
    assertThat(SHIPPED).contains(from);
    return SHIPPED.replace(from, to);
  }

  private static String without(String rule) {
    int start = SHIPPED.indexOf("  - id: " + rule);
    int end = SHIPPED.indexOf("  - id: ", start + 1);
    return SHIPPED.substring(0, start) + SHIPPED.substring(end);
  }

  /** Another order of the shared rules, a rule about any browsing, and one that counts alerts. */
  private static String added() {
    int start = SHIPPED.indexOf("  - id: STORE_HOP");
    int end = SHIPPED.indexOf("  - id: ", start + 1);
    return without("STORE_HOP")
        + "\n"
        + SHIPPED.substring(start, end)
        + """

          - id: EAGER
            trigger: browse
            level: family
            features:
              views: browsing.within(days(3)).count()
            when:
              - browse.action == 'COMPARE'
              - views >= 4
            evidence: [browsing.within(days(3))]
            coolDown: 10d
          - id: SEEN_BEFORE
            trigger: visit.exit
            level: customer
            features:
              alerts.before: alerts.open().count()
            when:
              - alerts.before >= 1
            evidence: [all.inspections.within(days(1))]
        """;
  }

  private static Result pass(Path files, Path workplace) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    CANDIDATES.forEach((name, yaml) -> candidates.add(new Candidate(name, yaml, Map.of())));
    return Backtest.pass(
        new Backtest.Plan(
            files,
            span(),
            2,
            ReplayRules.of(files, null),
            "(shipped rules)",
            candidates,
            Map.of("shipped", PolicyFiles.shippedText()),
            null,
            true),
        null,
        workplace,
        (records, alerts, seconds) -> {});
  }

  private static ReplaySpan span() {
    return new ReplaySpan(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        newest + Duration.ofMinutes(10).toMillis(),
        Duration.ofSeconds(5).toMillis(),
        0);
  }

  @Test
  void the_baseline_and_every_candidate_have_the_alerts_of_a_replay_of_their_own()
      throws IOException {
    assertThat(alerts("baseline"))
        .as("the candidates do not show in the baseline")
        .isEqualTo(replayed(SHIPPED, "of the baseline"));
    int number = 0;
    for (Map.Entry<String, String> candidate : CANDIDATES.entrySet()) {
      assertThat(alerts("candidate-" + ++number))
          .as(candidate.getKey())
          .isEqualTo(replayed(candidate.getValue(), "of " + candidate.getKey()));
    }
  }

  @Test
  void the_baseline_and_every_candidate_have_the_offers_of_a_replay_of_their_own()
      throws IOException {
    assertThat(decisions(output, "baseline"))
        .isNotEmpty()
        .isEqualTo(decided(SHIPPED, "of the baseline"));
    int number = 0;
    for (Map.Entry<String, String> candidate : CANDIDATES.entrySet()) {
      assertThat(decisions(output, "candidate-" + ++number))
          .as(candidate.getKey())
          .isEqualTo(decided(candidate.getValue(), "of " + candidate.getKey()));
    }
    assertThat(result.candidates())
        .as("offers that are others")
        .anyMatch(each -> !each.offers().changes().isEmpty());
  }

  @Test
  void every_candidate_makes_a_difference_or_nothing_here_means_anything() {
    assertThat(result.baseline().values())
        .extracting(story -> story.last().getStatus())
        .contains(AlertStatus.SUSPECTED, AlertStatus.CONFIRMED, AlertStatus.RETRACTED);
    for (Comparison each : result.candidates()) {
      assertThat(each.changes().size()).as(each.candidate().name()).isPositive();
    }
    assertThat(result.candidates().get(0).all().added()).as("a lower threshold").isPositive();
    assertThat(result.candidates().get(0).all().dropped()).isZero();
    assertThat(result.candidates().get(3).byPattern())
        .filteredOn(group -> group.dropped() > 0)
        .extracting(Group::name)
        .containsExactly("ACCESSORY_TRACE", "RESEARCH_INSPECT_LEAVE");
    assertThat(result.candidates().get(4).byPattern())
        .extracting(Group::name)
        .contains("EAGER", "SEEN_BEFORE");
  }

  @Test
  void what_changed_is_told_by_pattern_store_category_and_week_and_adds_up() {
    for (Comparison each : result.candidates()) {
      for (List<Group> groups :
          List.of(each.byPattern(), each.byStore(), each.byCategory(), each.byWeek())) {
        assertThat(groups.stream().mapToInt(Group::baseline).sum())
            .isEqualTo(each.all().baseline());
        assertThat(groups.stream().mapToInt(Group::candidate).sum())
            .isEqualTo(each.all().candidate());
        assertThat(groups.stream().mapToInt(g -> g.added() + g.dropped() + g.changed()).sum())
            .isEqualTo(each.changes().size());
      }
      assertThat(each.all().candidate() - each.all().baseline())
          .isEqualTo(each.all().added() - each.all().dropped());
    }
  }

  private static List<Alert> alerts(String name) {
    return AlertFiles.alerts(output.resolve(name));
  }

  private static List<Alert> replayed(String rules, String name) throws IOException {
    return AlertFiles.alerts(replay(rules, name));
  }

  private static List<String> decided(String rules, String name) throws IOException {
    return decisions(replay(rules, name).getParent(), name);
  }

  private static List<String> decisions(Path directory, String name) throws IOException {
    return Files.readAllLines(directory.resolve(name).resolve(OutTopic.COUPON_DECISIONS.file()));
  }

  /** Once for each name. */
  private static Path replay(String rules, String name) throws IOException {
    Path directory = home.resolve(name);
    if (Files.exists(directory)) {
      return directory;
    }
    Path file = home.resolve(name + ".yaml");
    Files.writeString(file, rules);
    Replay.run(
        input,
        directory,
        span(),
        ReplayRules.of(input, file),
        ReplayPolicies.ofText(PolicyFiles.shippedText(), true),
        2,
        (records, alerts, seconds) -> {});
    return directory;
  }
}
