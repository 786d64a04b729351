package dev.showroom.evaluate;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Alert;
import dev.showroom.simulate.TruthLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds alerts against the truth. */
public final class Evaluation {
  private final List<AlertHistory> alerts;
  private final List<TruthLabel> truth;
  private final Map<String, List<TruthLabel>> positivesOf = new HashMap<>();

  /** The alerts that belong to each positive label. */
  private final Map<TruthLabel, List<AlertHistory>> belonging = new HashMap<>();

  /** Those that stand and belong to none. */
  private final List<AlertHistory> wrong = new ArrayList<>();

  private Evaluation(List<AlertHistory> alerts, List<TruthLabel> truth) {
    this.alerts = alerts;
    this.truth = truth;
    for (TruthLabel label : truth) {
      if (label.positive()) {
        positivesOf.computeIfAbsent(label.customerId(), id -> new ArrayList<>()).add(label);
      }
    }
    alerts.stream()
        .collect(Collectors.groupingBy(AlertHistory::customerId, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(this::assign);
  }

  /**
   * @param alertsDirectory with an {@code alerts.jsonl}
   * @param shadow whether alerts of shadow rules count
   * @throws CommandFailure if a file is missing or broken, or the two are of different worlds
   */
  public static Report of(Path alertsDirectory, Path truthFile, boolean shadow) {
    List<AlertHistory> alerts = EvaluationFiles.alerts(alertsDirectory, shadow);
    List<TruthLabel> truth = EvaluationFiles.truth(truthFile);
    requireOneWorld(alerts, truth, truthFile);
    return new Evaluation(alerts, truth).report();
  }

  /** The labels of a {@code truth.jsonl}; see {@link #of(Collection, List, Path)}. */
  public static List<TruthLabel> truth(Path truthFile) {
    return EvaluationFiles.truth(truthFile);
  }

  /**
   * @param lives all revisions of each alert that counts, by revision
   * @param truthName what the truth was read from, for what goes wrong
   * @throws CommandFailure if the two are of different worlds
   */
  public static Report of(Collection<List<Alert>> lives, List<TruthLabel> truth, Path truthName) {
    List<AlertHistory> alerts = lives.stream().map(AlertHistory::of).toList();
    requireOneWorld(alerts, truth, truthName);
    return new Evaluation(alerts, truth).report();
  }

  /** Every customer of a world has a label. */
  private static void requireOneWorld(
      List<AlertHistory> alerts, List<TruthLabel> truth, Path truthFile) {
    Set<String> customers = new HashSet<>();
    truth.forEach(label -> customers.add(label.customerId()));
    for (AlertHistory alert : alerts) {
      if (!customers.contains(alert.customerId())) {
        throw new CommandFailure(
            "The truth '%s' is of another world: an alert is about customer %s, whom it does not know."
                .formatted(truthFile, alert.customerId()));
      }
    }
  }

  private record Pair(TruthLabel label, AlertHistory alert) {
    Duration apart() {
      return Duration.between(from(label), alert.raisedAt()).abs();
    }
  }

  /**
   * The nearest first, each label its own alert; what is left over goes to the nearest label.
   *
   * @param ofOne alerts of one customer
   */
  private void assign(List<AlertHistory> ofOne) {
    List<Pair> pairs = new ArrayList<>();
    for (AlertHistory alert : ofOne) {
      positivesOf.getOrDefault(alert.customerId(), List.of()).stream()
          .filter(label -> isAbout(label, alert))
          .forEach(label -> pairs.add(new Pair(label, alert)));
    }
    pairs.sort(Comparator.comparing(Pair::apart));
    Set<AlertHistory> assigned = new HashSet<>();
    for (boolean leftOver : new boolean[] {false, true}) {
      for (Pair pair : pairs) {
        if (!assigned.contains(pair.alert) && (leftOver || !belonging.containsKey(pair.label))) {
          assigned.add(pair.alert);
          belonging.computeIfAbsent(pair.label, label -> new ArrayList<>()).add(pair.alert);
        }
      }
    }
    ofOne.stream().filter(alert -> alert.stands() && !assigned.contains(alert)).forEach(wrong::add);
  }

  private static boolean isAbout(TruthLabel label, AlertHistory alert) {
    boolean sameFamily =
        label.family() == null || alert.family() == null || label.family().equals(alert.family());
    return sameFamily && alert.pattern().equals(label.pattern());
  }

  /** From when on an alert could be raised. */
  private static Instant from(TruthLabel label) {
    return label.knowableTime() != null ? label.knowableTime() : label.anchorTime();
  }

  private Report report() {
    Set<String> patterns = new TreeSet<>();
    truth.stream().filter(TruthLabel::positive).forEach(label -> patterns.add(label.pattern()));
    alerts.forEach(alert -> patterns.add(alert.pattern()));
    return new Report(
        alerts.size(), patterns.stream().map(this::pattern).toList(), stories(), innocents());
  }

  private Report.OfPattern pattern(String pattern) {
    List<TruthLabel> positives =
        truth.stream()
            .filter(label -> label.positive() && label.pattern().equals(pattern))
            .distinct()
            .toList();
    int found = 0;
    int confirmed = 0;
    List<Duration> delays = new ArrayList<>();
    for (TruthLabel label : positives) {
      List<AlertHistory> standing =
          belonging.getOrDefault(label, List.of()).stream().filter(AlertHistory::stands).toList();
      if (!standing.isEmpty()) {
        found++;
        confirmed += standing.stream().anyMatch(AlertHistory::confirmed) ? 1 : 0;
        Instant raised =
            standing.stream().map(AlertHistory::raisedAt).min(Instant::compareTo).orElseThrow();
        delays.add(Duration.between(from(label), raised));
      }
    }
    List<AlertHistory> raised =
        alerts.stream().filter(alert -> alert.pattern().equals(pattern)).toList();
    int standing = (int) raised.stream().filter(AlertHistory::stands).count();
    int falseAlerts = (int) wrong.stream().filter(alert -> alert.pattern().equals(pattern)).count();
    return new Report.OfPattern(
        pattern,
        raised.size(),
        raised.size() - standing,
        new Share(standing - falseAlerts, standing),
        new Share(found, positives.size()),
        new Share(confirmed, found),
        Delays.of(delays));
  }

  /** By the label of those of whom an alert would be, or might be, wrong. */
  private List<Report.OfTrap> stories() {
    Map<String, Set<String>> customers = new TreeMap<>();
    Map<String, Set<String>> tempts = new TreeMap<>();
    for (TruthLabel label : truth) {
      if (!label.positive()) {
        customers.computeIfAbsent(label.label(), l -> new HashSet<>()).add(label.customerId());
        Set<String> patterns = tempts.computeIfAbsent(label.label(), l -> new LinkedHashSet<>());
        if (label.pattern() != null) {
          patterns.add(label.pattern());
        }
      }
    }
    List<Report.OfTrap> traps = new ArrayList<>();
    customers.forEach(
        (label, ids) -> {
          List<AlertHistory> falseAlerts =
              wrong.stream().filter(alert -> ids.contains(alert.customerId())).toList();
          int accused = customersOf(falseAlerts);
          traps.add(
              new Report.OfTrap(
                  label,
                  List.copyOf(tempts.get(label)),
                  falseAlerts.size(),
                  new Share(accused, ids.size())));
        });
    return traps;
  }

  /** Of the customers with nothing to be found, those of whom something is said all the same. */
  private Share innocents() {
    Set<String> innocent = new HashSet<>();
    truth.forEach(label -> innocent.add(label.customerId()));
    innocent.removeAll(positivesOf.keySet());
    return new Share(
        customersOf(wrong.stream().filter(a -> innocent.contains(a.customerId())).toList()),
        innocent.size());
  }

  private static int customersOf(List<AlertHistory> alerts) {
    return (int) alerts.stream().map(AlertHistory::customerId).distinct().count();
  }
}
