package dev.showroom.backtest;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
  }

  /** As a replay by these rules alone writes them. */
  static void alerts(Path directory, Map<String, AlertStory> stories) throws IOException {
    Files.createDirectories(directory);
    try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(OutTopic.ALERTS.file()))) {
      for (AlertStory story : stories.values()) {
        for (Alert alert : story.revisions()) {
          out.write(JsonRecords.write(alert));
          out.write('\n');
        }
      }
    }
  }
}
