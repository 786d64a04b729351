package dev.showroom.backtest;

import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.WeighedOffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Every offer that a candidate adds, drops or changes, as a table. */
final class OfferTable {
  private OfferTable() {}

  static void write(Result result, Path file) throws IOException {
    try (CSVPrinter csv = CSVFormat.RFC4180.print(file, StandardCharsets.UTF_8)) {
      csv.printRecord(
          "candidate",
          "change",
          "alertId",
          "customerId",
          "pattern",
          "family",
          "storeId",
          "category",
          "baselineDecision",
          "candidateDecision",
          "baselineDecidedAt",
          "candidateDecidedAt",
          "baselineOffer",
          "candidateOffer",
          "baselineValueMinor",
          "candidateValueMinor",
          "baselineCostMinor",
          "candidateCostMinor",
          "baselineExpectedMarginMinor",
          "candidateExpectedMarginMinor");
      for (Comparison comparison : result.candidates()) {
        if (comparison.offers() != null) {
          for (OfferChange change : comparison.offers().changes()) {
            line(csv, comparison.candidate().name(), change);
          }
        }
      }
    }
  }

  private static void line(CSVPrinter csv, String candidate, OfferChange change)
      throws IOException {
    CouponDecision some = change.decision();
    WeighedOffer before = PolicyFigures.chosen(change.baseline());
    WeighedOffer after = PolicyFigures.chosen(change.candidate());
    csv.printRecord(
        candidate,
        change.kind(),
        some.getAlertId(),
        some.getCustomerId(),
        some.getPattern(),
        some.getFamily(),
        some.getStoreId(),
        some.getCategory(),
        decision(change.baseline()),
        decision(change.candidate()),
        time(change.baseline()),
        time(change.candidate()),
        before == null ? null : before.getKind(),
        after == null ? null : after.getKind(),
        before == null ? null : before.getValueMinor(),
        after == null ? null : after.getValueMinor(),
        before == null ? null : before.getCostMinor(),
        after == null ? null : after.getCostMinor(),
        before == null ? null : before.getExpectedMarginMinor(),
        after == null ? null : after.getExpectedMarginMinor());
  }

  private static String decision(CouponDecision decision) {
    return decision == null ? "no alert" : decision.getOutcome() + " " + decision.getReason();
  }

  private static String time(CouponDecision decision) {
    return decision == null ? null : ChangeTable.time(decision.getDecidedAt());
  }
}
