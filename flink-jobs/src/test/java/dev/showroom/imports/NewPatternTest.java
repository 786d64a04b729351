package dev.showroom.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pattern that the detector was not built with, as a rule file alone: whom it flags, and when
 * first, is what a plain computation over the same files finds.
 */
@Timeout(300)
class NewPatternTest {
  private static final String RULES = "/dev/showroom/rules/example-returned-share.yaml";
  private static final int WANDERERS = 150;

  @TempDir Path work;

  /** Order lines in the real file's format, in the order of time. */
  private final TreeMap<String, String> lines = new TreeMap<>();

  private int invoices = 600_000;

  @Test
  void theCustomersFlaggedAreThoseOfThePlainComputationOnBothSidesOfEveryThreshold()
      throws Exception {
    LocalDateTime start = LocalDateTime.parse("2010-01-04T09:00:00");
    LocalDateTime summer = LocalDateTime.parse("2010-05-03T09:00:00");
    // 100.00 bought, 30.00 back in three returns: both thresholds met to the penny.
    order("10001", summer, 100, "1.00");
    back("10001", summer.plusDays(1), 10, "1.00");
    back("10001", summer.plusDays(2), 10, "1.00");
    back("10001", summer.plusDays(3), 10, "1.00");
    // A penny less of a hundred pounds.
    order("10002", summer, 10_000, "0.01");
    back("10002", summer.plusDays(1), 1_000, "0.01");
    back("10002", summer.plusDays(2), 1_000, "0.01");
    back("10002", summer.plusDays(3), 999, "0.01");
    // All of it, but in two returns.
    order("10003", summer, 100, "1.00");
    back("10003", summer.plusDays(1), 50, "1.00");
    back("10003", summer.plusDays(2), 50, "1.00");
    // The first return 180 days before the third, to the minute; and a minute more than that.
    LocalDateTime late = summer.plusDays(180).plusHours(2); // both in summer time
    order("10004", summer, 100, "1.00");
    back("10004", summer.plusHours(2), 40, "1.00");
    back("10004", late.minusDays(3), 10, "1.00");
    order("10004", late.minusDays(2), 50, "1.00");
    back("10004", late, 10, "1.00");
    order("10005", summer, 100, "1.00");
    back("10005", summer.plusHours(2), 40, "1.00");
    back("10005", late.minusDays(3), 10, "1.00");
    order("10005", late.minusDays(2), 50, "1.00");
    back("10005", late.plusMinutes(1), 10, "1.00");
    // A great order, grown old by a minute when the third return comes: the share is of the rest.
    order("10006", summer.plusHours(2), 900, "1.00");
    order("10006", late.minusDays(9), 100, "1.00");
    back("10006", late.minusDays(8), 10, "1.00");
    back("10006", late.minusDays(7), 10, "1.00");
    back("10006", late.plusMinutes(1), 10, "1.00");
    order("10007", summer.plusHours(2), 900, "1.00");
    order("10007", late.minusDays(9), 100, "1.00");
    back("10007", late.minusDays(8), 10, "1.00");
    back("10007", late.minusDays(7), 10, "1.00");
    back("10007", late, 10, "1.00");
    // Buys much more afterwards: an alert that was raised stands.
    order("10008", summer, 10, "1.00");
    back("10008", summer.plusDays(1), 2, "1.00");
    back("10008", summer.plusDays(2), 2, "1.00");
    back("10008", summer.plusDays(3), 2, "1.00");
    order("10008", summer.plusDays(4), 900, "1.00");
    back("10008", summer.plusDays(5), 1, "1.00");
    wander(start);

    PlainReturnedShare plain = assertSameAsPlain(imported(csv()));

    assertThat(plain.flaggedAt())
        .containsKeys("c-10001", "c-10004", "c-10006", "c-10008")
        .doesNotContainKeys("c-10002", "c-10003", "c-10005", "c-10007");
    assertThat(plain.flaggedAt()).hasSizeGreaterThan(20).hasSizeLessThan(WANDERERS - 20);
    assertThat(plain.tooFew()).isPositive();
    assertThat(plain.tooSmall()).isPositive();
  }

  @Test
  void theCustomersFlaggedInTheRealFileAreThoseOfThePlainComputation() throws Exception {
    Optional<Path> file = RealFile.find();
    Assumptions.assumeTrue(file.isPresent(), "the data is not here");

    PlainReturnedShare plain = assertSameAsPlain(imported(file.get()));

    assertThat(plain.flaggedAt()).isNotEmpty();
    assertThat(plain.tooFew()).isPositive();
    assertThat(plain.tooSmall()).isPositive();
  }

  private PlainReturnedShare assertSameAsPlain(Path directory) throws Exception {
    PlainReturnedShare plain = PlainReturnedShare.of(directory);
    assertThat(flagged(directory)).isEqualTo(plain.flaggedAt());
    return plain;
  }

  private Path imported(Path csv) {
    return ImportedFiles.of(csv, work.resolve("imported")).directory();
  }

  /** The customers with alerts of a replay by the rule file, with the time of the first. */
  private Map<String, Instant> flagged(Path directory) throws Exception {
    Path rules = work.resolve("returned-share.yaml");
    try (InputStream shipped = getClass().getResourceAsStream(RULES)) {
      Files.copy(shipped, rules);
    }
    Path output = work.resolve("alerts");
    Replay.run(
        directory,
        output,
        new ReplaySpan(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Instant.parse("2011-12-31T00:00:00Z").toEpochMilli(),
            5_000,
            0),
        ReplayRules.of(directory, rules),
        2,
        (records, alerts, seconds) -> {});
    JsonRecords<Alert> records = new JsonRecords<>(OutTopic.ALERTS.schema());
    Map<String, Instant> first = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve(OutTopic.ALERTS.file()))) {
      Alert alert = records.read(line.getBytes(StandardCharsets.UTF_8));
      assertThat(alert.getRuleId()).isEqualTo("RETURNED_SHARE");
      first.merge(
          alert.getCustomerId(),
          alert.getDecidedAt(),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return first;
  }

  // ---- a file in the real one's format

  private void order(String customer, LocalDateTime time, int quantity, String price) {
    line(time, "", customer, quantity, price);
  }

  private void back(String customer, LocalDateTime time, int quantity, String price) {
    line(time, "C", customer, -quantity, price);
  }

  private void line(LocalDateTime time, String kind, String customer, int quantity, String price) {
    int invoice = invoices++;
    lines.put(
        time + " " + invoice,
        "%s:00,%s%d,%d,79323P,%d,%s,%s,United Kingdom"
            .formatted(time, kind, invoice, kind.isEmpty() ? 0 : 1, quantity, price, customer));
  }

  /** Customers who buy and send back at random, for most of a year. */
  private void wander(LocalDateTime start) {
    Random random = new Random(3);
    for (int i = 0; i < WANDERERS; i++) {
      String customer = Integer.toString(20_000 + i);
      double returns = random.nextDouble();
      LocalDateTime time = start.plusMinutes(random.nextInt(60 * 24 * 30));
      for (int orders = 2 + random.nextInt(7); orders > 0; orders--) {
        int quantity = 1 + random.nextInt(40);
        order(customer, time, quantity, "2.55");
        if (random.nextDouble() < returns) {
          back(
              customer,
              time.plusMinutes(1 + random.nextInt(60 * 24 * 20)),
              1 + random.nextInt(quantity),
              "2.55");
        }
        time = time.plusMinutes(60 * 24 * 21 + random.nextInt(60 * 24 * 20));
      }
    }
  }

  private Path csv() throws IOException {
    List<String> all = new ArrayList<>();
    all.add(
        "invoice_ts,invoice,is_cancellation,stock_code,quantity,unit_price,customer_id,country");
    all.addAll(lines.values());
    return Files.write(work.resolve("orders.csv"), all);
  }
}
