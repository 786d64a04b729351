package dev.showroom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an explanation tells is what the replay of the same files says. */
@Timeout(300)
class ExplainedWorldTest {
  private static final int OF_EACH_PATTERN = 3;
  private static final int WITHOUT_ALERTS = 5;

  @TempDir private static Path home;
  private static Path input;
  private static Path disturbed;
  private static long newest;
  private static Map<String, List<Alert>> replayed;

  @BeforeAll
  static void replay() throws Exception {
    var world = new Simulation(SimulationOptions.of(300, 45, 7)).world();
    newest = world.events().get(world.events().size() - 1).eventTime();
    input = Files.createDirectory(home.resolve("world"));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world, input);
    disturbed = Files.createDirectory(home.resolve("disturbed"));
    new WorldWriter(new FileOptions(3_600, 0.1, 0.01, true), lines -> {}).write(world, disturbed);
    replayed = replayUntil(Long.MAX_VALUE, "whole");
  }

  @Test
  void theAlertsTheirStatusesAndTheirTimesAreThoseOfTheReplay() {
    Map<String, Set<String>> customersOf = new TreeMap<>();
    replayed.forEach(
        (customer, alerts) ->
            alerts.forEach(
                alert ->
                    customersOf
                        .computeIfAbsent(alert.getPattern(), any -> new TreeSet<>())
                        .add(customer)));
    assertThat(customersOf).as("patterns of the world").hasSizeGreaterThanOrEqualTo(8);
    Set<String> customers = new TreeSet<>();
    customersOf
        .values()
        .forEach(some -> some.stream().limit(OF_EACH_PATTERN).forEach(customers::add));
    customersWithoutAlerts().limit(WITHOUT_ALERTS).forEach(customers::add);

    for (String customer : customers) {
      assertSame(customer, replayed, span(Long.MAX_VALUE));
    }
  }

  @Test
  void whatWasKnownAtAMomentIsWhatAReplayUpToItSays() throws Exception {
    long middle = newest - Duration.ofDays(15).toMillis();
    Map<String, List<Alert>> half = replayUntil(middle, "half");
    String open =
        half.keySet().stream()
            .filter(customer -> half.get(customer).size() < replayed.get(customer).size())
            .findFirst()
            .orElseThrow();

    assertSame(open, half, span(middle));
  }

  @Test
  void disorderDuplicatesAndGarbageDoNotShow() {
    for (String customer : replayed.keySet().stream().limit(4).toList()) {
      assertThat(told(disturbed, customer)).isEqualTo(told(input, customer)).isNotEmpty();
    }
  }

  private static List<String> told(Path files, String customer) {
    StringWriter text = new StringWriter();
    Explain.print(
        files,
        ReplayRules.of(files, null),
        span(Long.MAX_VALUE),
        customer,
        true,
        new PrintWriter(text));
    return text.toString().lines().toList();
  }

  private static void assertSame(
      String customer, Map<String, List<Alert>> alerts, ReplaySpan span) {
    List<String> told = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (Step step : Explain.steps(input, ReplayRules.of(input, null), span, customer)) {
      assertThat(step.at()).isGreaterThan(last);
      last = step.at();
      for (AlertRevision revision : step.revisions()) {
        assertThat(revision.transition().decidedAt()).isEqualTo(step.at());
        told.add(line(revision.toRecord()));
      }
    }
    assertThat(told)
        .as(customer)
        .containsExactlyInAnyOrderElementsOf(
            alerts.getOrDefault(customer, List.of()).stream()
                .map(ExplainedWorldTest::line)
                .toList());
  }

  private static String line(Alert alert) {
    return "%s#%d %s %s %s at %s, score %s"
        .formatted(
            alert.getAlertId(),
            alert.getRevision(),
            alert.getPattern(),
            alert.getStatus(),
            alert.getRetractReason(),
            alert.getDecidedAt(),
            alert.getScore());
  }

  private static Stream<String> customersWithoutAlerts() {
    Set<String> all = new HashSet<>();
    try {
      var json = new com.fasterxml.jackson.databind.ObjectMapper();
      for (String line : Files.readAllLines(input.resolve(InTopic.CUSTOMERS.file()))) {
        all.add(json.readTree(line).get("customerId").textValue());
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    all.removeAll(replayed.keySet());
    return all.stream().sorted();
  }

  private static Map<String, List<Alert>> replayUntil(long until, String name) throws Exception {
    Path output = home.resolve(name);
    Replay.run(
        input,
        output,
        span(until),
        ReplayRules.of(input, null),
        2,
        (records, alerts, seconds) -> {});
    JsonRecords<Alert> records = new JsonRecords<>(OutTopic.ALERTS.schema());
    Map<String, List<Alert>> byCustomer = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve(OutTopic.ALERTS.file()))) {
      Alert alert = records.read(line.getBytes(StandardCharsets.UTF_8));
      byCustomer.computeIfAbsent(alert.getCustomerId(), any -> new ArrayList<>()).add(alert);
    }
    return byCustomer;
  }

  private static ReplaySpan span(long until) {
    return new ReplaySpan(
        Long.MIN_VALUE,
        until,
        newest + Duration.ofMinutes(10).toMillis(),
        Duration.ofSeconds(5).toMillis(),
        0);
  }
}
