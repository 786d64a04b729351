package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.insight.GivenNotices;
import dev.showroom.core.insight.Sheet;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedInsightsTest {
  @TempDir Path directory;

  @Test
  void figures_are_put_in_the_order_of_metric_and_window_and_all_of_them_stay() throws Exception {
    List<String> lines =
        new ArrayList<>(
            new Sheet().give(GivenNotices.of("a", GivenNotices.T0).suspected()).lines());
    OutRecords records = new OutRecords();
    for (String feed : List.of("store:st-1", "channel:APP", "channel:ONLINE")) {
      lines.add(json(records.feedBehind(feed, GivenNotices.T0, GivenNotices.T0 + 1)));
    }
    Path file = directory.resolve("insights.jsonl");

    Files.write(file, lines);
    SortedLines.sortAll(directory);
    List<String> sorted = Files.readAllLines(file);
    Collections.shuffle(lines, new Random(1));
    Files.write(file, lines);
    SortedLines.sortAll(directory);

    assertThat(Files.readAllLines(file)).isEqualTo(sorted).hasSize(15).isNotEqualTo(lines);
    assertThat(sorted).containsExactlyInAnyOrderElementsOf(lines).doesNotHaveDuplicates();
    assertThat(sorted.get(0)).contains("\"alerts\"");
  }

  private static String json(Outbound outbound) throws Exception {
    return JsonRecords.write(new AvroRecords<>(Insight.class).read(outbound.value()));
  }
}
