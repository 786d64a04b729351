package dev.showroom.backtest;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Writes everything that a backtest leaves behind. */
final class ReportFiles {
  private ReportFiles() {}

  static void write(Result result, Backtest.Plan plan, Path directory) throws IOException {
    String json = ReportJson.of(result, plan);
    Files.writeString(directory.resolve("report.json"), json);
    Files.writeString(directory.resolve("report.html"), ReportPage.of(result, plan));
    for (Change.Kind kind : Change.Kind.values()) {
      ChangeTable.write(
          result, kind, directory.resolve(kind.name().toLowerCase(java.util.Locale.ROOT) + ".csv"));
    }
    CandidateTable.write(result, directory.resolve("candidates.csv"));
    if (!result.policies().isEmpty()) {
      OfferTable.write(result, directory.resolve("offers.csv"));
    }
  }

  /** As a replay by these rules alone writes them. */
  static void alerts(Path directory, Map<String, AlertStory> stories) throws IOException {
    List<Alert> alerts = new ArrayList<>();
    stories.values().forEach(story -> alerts.addAll(story.revisions()));
    lines(directory, OutTopic.ALERTS, alerts);
  }

  /** Likewise. */
  static void decisions(Path directory, List<CouponDecision> decisions) throws IOException {
    lines(directory, OutTopic.COUPON_DECISIONS, decisions);
  }

  private static void lines(Path directory, OutTopic topic, List<? extends SpecificRecord> records)
      throws IOException {
    Files.createDirectories(directory);
    try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(topic.file()))) {
      for (SpecificRecord line : records) {
        out.write(JsonRecords.write(line));
        out.write('\n');
      }
    }
  }
}
