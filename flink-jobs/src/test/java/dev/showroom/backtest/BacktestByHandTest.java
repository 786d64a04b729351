package dev.showroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small world of which one can say by hand what another threshold does: customers 0 to 6 have
 * looked at the thing so many times, inspected it in a store, and left; those with an odd number
 * bought it two days later.
 */
@Timeout(120)
class BacktestByHandTest {
  private static final Instant VISIT = Instant.parse("2026-01-10T12:00:00Z");
  private static final String EVIL = "<img src=x onerror=alert(1)>";

  @TempDir private static Path home;
  private static Path output;

  @BeforeAll
  static void backtest() throws IOException {
    Path input = Files.createDirectory(home.resolve("world"));
    StringBuilder browsing = new StringBuilder();
    StringBuilder visits = new StringBuilder();
    StringBuilder purchases = new StringBuilder();
    for (int customer = 0; customer <= 6; customer++) {
      String actor = "{\"kind\":\"CUSTOMER\",\"id\":\"c" + customer + "\"}";
      for (int i = 0; i < customer; i++) {
        browsing.append(
            """
            {"eventId":"b%d-%d","eventTime":"%s","actor":%s,"action":"VIEW","sku":"tv-1"}
            """
                .formatted(customer, i, VISIT.minus(Duration.ofHours(30 - i)), actor));
      }
      String[] steps = {"ENTER", "DEMO", "DEMO", "EXIT"};
      for (int i = 0; i < steps.length; i++) {
        visits.append(
            """
            {"eventId":"v%d-%d","eventTime":"%s","actor":%s,"storeId":"s-1","action":"%s"%s}
            """
                .formatted(
                    customer,
                    i,
                    VISIT.plus(Duration.ofMinutes(10L * i)),
                    actor,
                    steps[i],
                    steps[i].equals("DEMO") ? ",\"sku\":\"tv-1\",\"seconds\":60" : ""));
      }
      if (customer % 2 == 1) {
        purchases.append(
            """
            {"eventId":"o%d","eventTime":"%s","actor":%s,"orderId":"order-%d","channel":"ONLINE","lines":[{"sku":"tv-1","quantity":1,"unitPriceMinor":49900}],"couponIds":[]}
            """
                .formatted(customer, VISIT.plus(Duration.ofDays(2)), actor, customer));
      }
    }
    Files.writeString(input.resolve("browsing.jsonl"), sorted(browsing));
    Files.writeString(input.resolve("store-visits.jsonl"), sorted(visits));
    // The last order comes so late that all has been decided by then.
    purchases.append(
        """
        {"eventId":"o9","eventTime":"2026-02-20T00:00:00Z","actor":{"kind":"CUSTOMER","id":"c9"},"orderId":"order-9","channel":"ONLINE","lines":[{"sku":"cup-1","quantity":1,"unitPriceMinor":900}],"couponIds":[]}
        """);
    Files.writeString(input.resolve("purchases.jsonl"), purchases);
    Files.writeString(
        input.resolve("products.jsonl"),
        """
        {"eventId":"p1","eventTime":"2026-01-01T00:00:00Z","sku":"tv-1","family":"tv","category":"%s","priceMinor":49900,"costMinor":40000,"accessoryForFamilies":[]}
        """
            .formatted(EVIL));
    StringBuilder customers = new StringBuilder();
    for (int customer = 0; customer <= 6; customer++) {
      customers.append(
          """
          {"eventId":"u%d","eventTime":"2026-01-01T00:00:00Z","customerId":"c%d","consentPersonalisation":true,"consentPush":true,"staff":false}
          """
              .formatted(customer, customer));
    }
    Files.writeString(input.resolve("customers.jsonl"), customers);

    String shipped = RuleFiles.shippedText();
    List<Candidate> candidates = new ArrayList<>();
    for (String least : List.of("2", "5")) {
      candidates.add(
          new Candidate(
              least,
              shipped.replace(
                  "minResearch: 3, researchWindow", "minResearch: " + least + ", researchWindow"),
              Map.of("minResearch", least)));
    }
    String policy = PolicyFiles.shippedText();
    Map<String, String> policies = new LinkedHashMap<>();
    policies.put("shipped", policy);
    policies.put("same", policy);
    policies.put(
        "nothing",
        policy.replaceFirst(
            "(?m)^actOn:\\R  patterns:\\R(    - .*\\R)+", "actOn:\n  patterns: [STORE_HOP]\n"));
    output = home.resolve("report");
    Backtest.run(
        new Backtest.Plan(
            input,
            new ReplaySpan(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(),
                5_000,
                0),
            1,
            ReplayRules.of(input, null),
            "(shipped rules)",
            candidates,
            policies,
            null,
            true),
        output,
        (records, alerts, seconds) -> {});
  }

  private static String sorted(StringBuilder lines) {
    return lines
        .toString()
        .lines()
        .sorted(
            java.util.Comparator.comparing(
                line -> line.replaceFirst(".*\"eventTime\":\"([^\"]*)\".*", "$1")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void a_lower_threshold_adds_the_one_customer_between_the_two_and_drops_nobody()
      throws IOException {
    assertThat(customers("added", "2")).containsExactly("c2 CONFIRMED");
    assertThat(customers("dropped", "2")).isEmpty();
  }

  @Test
  void a_higher_threshold_drops_those_below_it_with_what_had_become_of_them() throws IOException {
    assertThat(customers("dropped", "5")).containsExactly("c3 RETRACTED SALE_KEPT", "c4 CONFIRMED");
    assertThat(customers("added", "5")).isEmpty();
  }

  @Test
  void those_above_both_are_changed_in_score_and_reasons_and_in_nothing_else() throws IOException {
    for (CSVRecord row : rows("changed")) {
      assertThat(row.get("changed")).isIn("score reasons", "reasons");
    }
    assertThat(customers("changed", "5")).containsExactly("c5 RETRACTED SALE_KEPT", "c6 CONFIRMED");
    CSVRecord row =
        rows("changed").stream()
            .filter(
                each -> each.get("candidate").equals("5") && each.get("customerId").equals("c6"))
            .findFirst()
            .orElseThrow();
    // Six of three is twice the threshold: all of 0.4. Six of five is six tenths of it: 0.24.
    assertThat(row.get("baselineReasons")).contains("research.count=6/3 (+0.400)");
    assertThat(row.get("candidateReasons")).contains("research.count=6/5 (+0.240)");
    assertThat(Double.parseDouble(row.get("baselineScore")))
        .isEqualTo(
            Double.parseDouble(row.get("candidateScore")) + 0.16,
            org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void the_figures_are_told_by_pattern_store_category_and_week() throws IOException {
    JsonNode candidate =
        new ObjectMapper()
            .readTree(output.resolve("report.json").toFile())
            .get("candidates")
            .get(1);

    for (String by : List.of("byPattern", "byStore", "byCategory", "byWeek")) {
      assertThat(candidate.get(by)).as(by).hasSize(1);
      assertThat(candidate.get(by).get(0).get("dropped").intValue()).isEqualTo(2);
      assertThat(candidate.get(by).get(0).get("baselineAlerts").intValue()).isEqualTo(4);
      assertThat(candidate.get(by).get(0).get("standing").intValue()).isEqualTo(1);
    }
    assertThat(candidate.at("/byCategory/0/name").textValue()).isEqualTo(EVIL);
    assertThat(candidate.at("/byStore/0/name").textValue()).isEqualTo("s-1");
    assertThat(candidate.at("/byWeek/0/name").textValue()).isEqualTo("2026-01-05");
  }

  @Test
  void a_policy_is_tried_out_with_books_of_its_own() throws IOException {
    JsonNode policies =
        new ObjectMapper().readTree(output.resolve("report.json").toFile()).get("policies");

    assertThat(policies.findValuesAsText("name")).containsExactly("shipped", "same", "nothing");
    assertThat(policies.get(0).get("decisions").intValue()).isEqualTo(4);
    assertThat(policies.get(0).get("issued").intValue()).isEqualTo(3);
    assertThat(policies.get(0).get("heldOut").intValue()).isEqualTo(1);
    assertThat(policies.get(0).get("costMinor").longValue())
        .as("to be picked up")
        .isEqualTo(3 * 120);
    assertThat(policies.get(1).get("issued")).isEqualTo(policies.get(0).get("issued"));
    assertThat(policies.get(1).get("costMinor")).isEqualTo(policies.get(0).get("costMinor"));
    assertThat(policies.get(1).get("expectedMarginMinor"))
        .isEqualTo(policies.get(0).get("expectedMarginMinor"));
    assertThat(policies.get(0).get("expectedMarginMinor").longValue())
        .as("each 4 % of (9900 - 120), less 25 % of 120")
        .isEqualTo(3 * 361);
    assertThat(policies.get(2).get("issued").intValue()).isZero();
  }

  @Test
  void offers_follow_the_alerts_that_a_candidate_adds_and_drops() throws IOException {
    JsonNode candidates =
        new ObjectMapper().readTree(output.resolve("report.json").toFile()).get("candidates");
    JsonNode lower = candidates.get(0).get("offers");
    JsonNode higher = candidates.get(1).get("offers");

    // The customer who is held out is held out of whatever rules raise the alert.
    assertThat(lower.get("decisions").intValue()).isEqualTo(5);
    assertThat(lower.get("issued").intValue() + lower.get("heldOut").intValue()).isEqualTo(5);
    assertThat(lower.get("dropped").intValue()).isZero();
    assertThat(higher.get("decisions").intValue()).isEqualTo(2);
    assertThat(higher.get("added").intValue()).isZero();
    assertThat(higher.get("costMinor").longValue())
        .isEqualTo(120L * higher.get("issued").intValue());
    List<CSVRecord> changes = rows("offers");
    assertThat(changes).hasSize(lower.get("added").intValue() + higher.get("dropped").intValue());
    for (CSVRecord row : changes) {
      boolean added = row.get("change").equals("ADDED");
      assertThat(row.get(added ? "baselineDecision" : "candidateDecision")).isEqualTo("no alert");
      assertThat(row.get(added ? "candidateDecision" : "baselineDecision"))
          .isEqualTo("ISSUED BEST_OFFER");
      assertThat(row.get("customerId")).isIn(added ? List.of("c2") : List.of("c3", "c4"));
    }
  }

  @Test
  void the_page_needs_no_network_and_shows_what_data_says_as_text() throws IOException {
    String page = Files.readString(output.resolve("report.html"));

    assertThat(page).doesNotContain(EVIL).contains("&lt;img src=x onerror=alert(1)&gt;");
    assertThat(page).doesNotContainPattern("(?:src|href)=[\"']?(?:https?:)?//");
    assertThat(page).contains("uPlot").contains("default-src 'none'").doesNotContain("{{");
  }

  private static List<String> customers(String kind, String candidate) throws IOException {
    return rows(kind).stream()
        .filter(row -> row.get("candidate").equals(candidate))
        .map(
            row ->
                row.get("customerId")
                    + " "
                    + row.get(kind.equals("dropped") ? "baselineStatus" : "candidateStatus"))
        .sorted()
        .toList();
  }

  private static List<CSVRecord> rows(String kind) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(Files.newBufferedReader(output.resolve(kind + ".csv")))) {
      return rows.getRecords();
    }
  }
}
