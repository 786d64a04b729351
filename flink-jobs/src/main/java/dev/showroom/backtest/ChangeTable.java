package dev.showroom.backtest;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Reason;
import dev.showroom.schemas.codec.IsoTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Every alert of one kind of change, of all candidates, as a table. */
final class ChangeTable {
  private ChangeTable() {}

  static void write(Result result, Change.Kind kind, Path file) throws IOException {
    try (CSVPrinter csv = CSVFormat.RFC4180.print(file, StandardCharsets.UTF_8)) {
      csv.printRecord(
          "candidate",
          "alertId",
          "customerId",
          "pattern",
          "family",
          "sku",
          "storeId",
          "category",
          "week",
          "changed",
          "baselineStatus",
          "candidateStatus",
          "baselineRaisedAt",
          "candidateRaisedAt",
          "baselineDecidedAt",
          "candidateDecidedAt",
          "baselineScore",
          "candidateScore",
          "baselineReasons",
          "candidateReasons");
      for (Comparison comparison : result.candidates()) {
        for (Change change : comparison.changes()) {
          if (change.kind() == kind) {
            line(csv, comparison.candidate().name(), change);
          }
        }
      }
    }
  }

  private static void line(CSVPrinter csv, String candidate, Change change) throws IOException {
    Alert some = change.story().raised();
    csv.printRecord(
        candidate,
        some.getAlertId(),
        some.getCustomerId(),
        some.getPattern(),
        some.getFamily(),
        some.getSku(),
        some.getStoreId(),
        change.category(),
        change.week(),
        String.join(" ", change.what()),
        status(change.baseline()),
        status(change.candidate()),
        change.baseline() == null ? null : time(change.baseline().raised().getDecidedAt()),
        change.candidate() == null ? null : time(change.candidate().raised().getDecidedAt()),
        change.baseline() == null ? null : time(change.baseline().last().getDecidedAt()),
        change.candidate() == null ? null : time(change.candidate().last().getDecidedAt()),
        score(change.baseline()),
        score(change.candidate()),
        reasons(change.baseline()),
        reasons(change.candidate()));
  }

  static String status(AlertStory story) {
    if (story == null) {
      return "";
    }
    Alert last = story.last();
    return last.getRetractReason() == null
        ? last.getStatus().name()
        : last.getStatus() + " " + last.getRetractReason();
  }

  static String time(Instant time) {
    return IsoTime.format(time.toEpochMilli());
  }

  static String score(AlertStory story) {
    return story == null ? "" : String.format(Locale.ROOT, "%.3f", story.content().getScore());
  }

  private static String reasons(AlertStory story) {
    if (story == null) {
      return "";
    }
    List<Reason> all = new ArrayList<>(story.content().getReasons());
    all.addAll(story.content().getCounterEvidence());
    return all.stream()
        .map(
            reason ->
                "%s=%s%s (%+.3f)"
                    .formatted(
                        reason.getFeature(),
                        number(reason.getValue()),
                        reason.getThreshold() == null ? "" : "/" + number(reason.getThreshold()),
                        reason.getContribution()))
        .collect(Collectors.joining("; "));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
