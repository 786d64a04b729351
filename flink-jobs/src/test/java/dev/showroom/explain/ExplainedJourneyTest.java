package dev.showroom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The printed form, on a world small enough to be read. */
class ExplainedJourneyTest {
  private static final String COOKIE = "{\"kind\":\"COOKIE\",\"id\":\"k\"}";
  private static final String ANNA = "{\"kind\":\"CUSTOMER\",\"id\":\"anna\"}";
  private static final String BERT = "{\"kind\":\"CUSTOMER\",\"id\":\"bert\"}";

  @TempDir Path input;

  @BeforeEach
  void writeWorld() throws IOException {
    write(
        "products.jsonl",
        """
        {"eventId":"p1","eventTime":"2026-01-01T00:00:00Z","sku":"tv-1","family":"tv","category":"electronics","priceMinor":49900,"costMinor":40000,"accessoryForFamilies":[]}
        """);
    write(
        "customers.jsonl",
        profile("u1", "anna", "h") + profile("u2", "bert", "h") + "{\"eventId\":\"bro\n");
    write(
        "browsing.jsonl",
        browse("b1", "2026-01-05T10:00:00Z", COOKIE, "VIEW")
            + browse("b3", "2026-01-06T11:00:00Z", ANNA, "VIEW")
            + browse("b2", "2026-01-05T10:05:00Z", COOKIE, "COMPARE"));
    write(
        "identity-links.jsonl",
        """
        {"eventId":"l1","eventTime":"2026-01-06T10:00:00Z","actor":%s,"customerId":"anna","change":"LINK","confidence":"DETERMINISTIC"}
        """
            .formatted(COOKIE));
    write(
        "store-visits.jsonl",
        visit("v1", "2026-01-07T12:00:00Z", "ENTER", null, 0)
            + visit("v2", "2026-01-07T12:10:00Z", "DEMO", "tv-1", 100)
            + visit("v3", "2026-01-07T12:20:00Z", "ASSIST", "tv-1", 30)
            + visit("v4", "2026-01-07T12:30:00Z", "EXIT", null, 0));
    write(
        "purchases.jsonl",
        """
        {"eventId":"o1","eventTime":"2026-01-09T09:00:00Z","actor":%s,"orderId":"order-1","channel":"ONLINE","lines":[{"sku":"tv-1","quantity":1,"unitPriceMinor":49900}],"couponIds":[]}
        """
            .formatted(BERT));
  }

  @Test
  void everyEventDecisionAndRevisionIsTold() {
    assertThat(told("anna", Long.MAX_VALUE, false))
        .containsSequence(
            "customer anna, up to 2026-01-09T09:00:00Z: 9 events, 1 alert",
            "2026-01-01T00:00:00Z      profile   no staff, of household h",
            "2026-01-05T10:00:00Z      browsing  VIEW, tv-1 (tv)  by COOKIE:k"
                + "  [known since 2026-01-06T10:00:00Z, by a link]",
            "2026-01-05T10:05:00Z      browsing  COMPARE, tv-1 (tv)  by COOKIE:k"
                + "  [known since 2026-01-06T10:00:00Z, by a link]",
            "2026-01-06T10:00:00Z      identity  LINK COOKIE:k",
            "2026-01-06T11:00:00Z      browsing  VIEW, tv-1 (tv)  by CUSTOMER",
            "2026-01-07T12:00:00Z      visit     ENTER, in s-1  by CUSTOMER",
            "2026-01-07T12:10:00Z      visit     DEMO, tv-1 (tv), 100 s, in s-1  by CUSTOMER",
            "2026-01-07T12:20:00Z      visit     ASSIST, tv-1 (tv), 30 s, in s-1  by CUSTOMER",
            "2026-01-07T12:30:00Z      visit     EXIT, in s-1  by CUSTOMER",
            "2026-01-07T12:30:00Z        asked   RESEARCH_INSPECT_LEAVE about family 'tv'"
                + " (visit.exit of 2026-01-07T12:30:00Z, version 1)",
            "                                inspect.actions = 2",
            "                                inspect.seconds = 130",
            "                                research.count = 3")
        .containsSequence(
            "                                held     inspect.actions >= minActions ||"
                + " inspect.seconds >= minSeconds",
            "                                held     research.count >= minResearch",
            "                                held     visit.ownPurchases == 0")
        .anyMatch(line -> line.startsWith("                                => raised: alert a-"))
        .anyMatch(
            line ->
                line.startsWith("2026-01-07T12:30:00Z        ALERT   a-")
                    && line.endsWith(" RESEARCH_INSPECT_LEAVE SUSPECTED, revision 1"))
        .contains(
            "                                for      research.count 3 (asked 3): +0.200",
            "                                rests on b1, b2, b3, v2, v3",
            "                                deadline 2026-01-14T12:30:00Z",
            "2026-01-09T09:00:00Z      household another member bought tv-1 (tv)")
        .anyMatch(
            line ->
                line.startsWith("2026-01-09T09:00:00Z        ALERT   a-")
                    && line.endsWith("RESEARCH_INSPECT_LEAVE RETRACTED SALE_KEPT, revision 2"));
  }

  @Test
  void whyNotIsToldByTheFirstConditionThatDidNotHold() {
    assertThat(told("anna", Long.MAX_VALUE, false))
        .containsSubsequence(
            "2026-01-07T12:30:00Z        asked   STORE_HOP about family 'tv'"
                + " (visit.exit of 2026-01-07T12:30:00Z, version 1)",
            "                                inspect.stores = 1",
            "                                held     visit.inspected >= 1",
            "                                HELD NOT inspect.stores >= minStores"
                + "   <-- first that did not hold",
            "                                held     family.ownPurchases == 0",
            "                                => nothing");
  }

  @Test
  void whatWasFarFromAYesIsToldOnRequestOnly() {
    String drain = "ADVICE_DRAIN about the customer";

    assertThat(told("anna", Long.MAX_VALUE, false))
        .noneMatch(line -> line.contains(drain))
        .last()
        .asString()
        .contains("more question", "--verbose");
    assertThat(told("anna", Long.MAX_VALUE, true))
        .anyMatch(line -> line.contains(drain))
        .noneMatch(line -> line.contains("--verbose"));
  }

  @Test
  void asOfAMomentNothingLaterIsTold() {
    assertThat(told("anna", time("2026-01-06T09:59:59Z"), true))
        .containsExactly(
            "customer anna, up to 2026-01-06T09:59:59Z: 1 event, 0 alerts",
            "2026-01-01T00:00:00Z      profile   no staff, of household h");
    assertThat(told("anna", time("2026-01-08T00:00:00Z"), false))
        .anyMatch(line -> line.contains("SUSPECTED"))
        .noneMatch(line -> line.contains("SALE_KEPT") || line.contains("household an"));
  }

  @Test
  void anOpenServiceCaseIsNamedAsWhyNobodyIsSuspected() throws IOException {
    write(
        "service-cases.jsonl",
        """
        {"eventId":"c1","eventTime":"2026-01-06T00:00:00Z","customerId":"anna","caseId":"case-1","change":"OPENED","sku":"tv-1"}
        """);

    assertThat(told("anna", Long.MAX_VALUE, false))
        .contains(
            "2026-01-06T00:00:00Z      service   case case-1, opened, about tv-1 (tv)",
            "                                => nothing: excluded, an open service case")
        .noneMatch(line -> line.contains("ALERT"));
  }

  @Test
  void aCustomerOfWhomNothingIsThereIsSaidToBeUnknown() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> told("nobody", Long.MAX_VALUE, false))
        .withMessage("No record in the range asked for is of a customer 'nobody'.");
    assertThatExceptionOfType(CommandFailure.class)
        .as("an actor is no customer")
        .isThrownBy(() -> told("k", Long.MAX_VALUE, false));
  }

  private List<String> told(String customer, long until, boolean verbose) {
    StringWriter text = new StringWriter();
    Explain.print(
        input,
        ReplayRules.of(input, null),
        new ReplaySpan(Long.MIN_VALUE, until, time("2026-12-31T00:00:00Z"), 5_000, 0),
        customer,
        verbose,
        new PrintWriter(text));
    return text.toString().lines().toList();
  }

  private static long time(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private void write(String file, String lines) throws IOException {
    Files.writeString(input.resolve(file), lines);
  }

  private static String profile(String id, String customer, String household) {
    return """
    {"eventId":"%s","eventTime":"2026-01-01T00:00:00Z","customerId":"%s","consentPersonalisation":true,"consentPush":true,"staff":false,"householdId":"%s"}
    """
        .formatted(id, customer, household);
  }

  private static String browse(String id, String time, String actor, String action) {
    return """
    {"eventId":"%s","eventTime":"%s","actor":%s,"action":"%s","sku":"tv-1"}
    """
        .formatted(id, time, actor, action);
  }

  private static String visit(String id, String time, String action, String sku, int seconds) {
    return """
    {"eventId":"%s","eventTime":"%s","actor":%s,"storeId":"s-1","action":"%s"%s}
    """
        .formatted(
            id,
            time,
            ANNA,
            action,
            sku == null ? "" : ",\"sku\":\"" + sku + "\",\"seconds\":" + seconds);
  }
}
