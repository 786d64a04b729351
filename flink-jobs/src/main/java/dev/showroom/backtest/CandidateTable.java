package dev.showroom.backtest;

import dev.showroom.core.statistics.Share;
import dev.showroom.evaluate.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** One line for each candidate, and one for the baseline. */
final class CandidateTable {
  private CandidateTable() {}

  static void write(Result result, Path file) throws IOException {
    Set<String> settings = settings(result);
    List<Object> head = new ArrayList<>(List.of("candidate"));
    head.addAll(settings);
    head.addAll(
        List.of(
            "alerts",
            "standing",
            "added",
            "dropped",
            "changed",
            "precision",
            "precisionLow",
            "precisionHigh",
            "recall",
            "recallLow",
            "recallHigh"));
    boolean offers = !result.policies().isEmpty();
    if (offers) {
      head.addAll(
          List.of(
              "offers",
              "offersAdded",
              "offersDropped",
              "offersChanged",
              "costMinor",
              "expectedMarginMinor"));
    }
    try (CSVPrinter csv = CSVFormat.RFC4180.print(file, StandardCharsets.UTF_8)) {
      csv.printRecord(head);
      List<Object> first = new ArrayList<>(List.of("(baseline)"));
      settings.forEach(name -> first.add(""));
      long standing = result.baseline().values().stream().filter(AlertStory::stands).count();
      first.addAll(List.of(result.baseline().size(), standing, 0, 0, 0));
      first.addAll(shares(result.truth()));
      if (offers) {
        first.addAll(offers(result.policies().get(0), List.of()));
      }
      csv.printRecord(first);
      for (Comparison each : result.candidates()) {
        List<Object> line = new ArrayList<>(List.of(each.candidate().name()));
        settings.forEach(name -> line.add(each.candidate().settings().getOrDefault(name, "")));
        Group all = each.all();
        line.addAll(
            List.of(
                all.candidate(),
                all.candidateStanding(),
                all.added(),
                all.dropped(),
                all.changed()));
        line.addAll(shares(each.truth()));
        if (offers) {
          line.addAll(offers(each.offers().figures(), each.offers().changes()));
        }
        csv.printRecord(line);
      }
    }
  }

  /** The parameters that a sweep varies, in its order. */
  static Set<String> settings(Result result) {
    Set<String> names = new LinkedHashSet<>();
    result.candidates().forEach(each -> names.addAll(each.candidate().settings().keySet()));
    return names;
  }

  private static List<Object> offers(PolicyFigures figures, List<OfferChange> changes) {
    List<Object> cells = new ArrayList<>(List.of(figures.issued()));
    for (Change.Kind kind : Change.Kind.values()) {
      cells.add(changes.stream().filter(change -> change.kind() == kind).count());
    }
    cells.add(figures.costMinor());
    cells.add(figures.expectedMarginMinor());
    return cells;
  }

  private static List<Object> shares(Report truth) {
    List<Object> cells = new ArrayList<>();
    for (Share share :
        truth == null
            ? List.of(new Share(0, 0), new Share(0, 0))
            : List.of(truth.precision(), truth.recall())) {
      for (double value : new double[] {share.value(), share.low(), share.high()}) {
        cells.add(share.isKnown() ? String.format(java.util.Locale.ROOT, "%.4f", value) : "");
      }
    }
    return cells;
  }
}
