package dev.showroom.demo;

import dev.showroom.core.statistics.Estimate;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.Offer;
import dev.showroom.schemas.Reason;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts alerts and counts into words that the terminal's character set has. */
final class Wording {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int TOP = 3;

  private final boolean unicode;

  Wording(Charset charset) {
    this.unicode = charset.newEncoder().canEncode("≥…─·");
  }

  String dash() {
    return unicode ? "─" : "-";
  }

  String dot() {
    return unicode ? "·" : "|";
  }

  /** Alert as a row of fixed columns, without the reasons. */
  String row(Alert alert) {
    return String.format(
        Locale.ROOT,
        "%-11s  %-9s  %-22s  %-9s  %5.2f  %10s",
        SHORT.format(alert.getDecidedAt()),
        alert.getCustomerId(),
        alert.getPattern(),
        alert.getStatus(),
        alert.getScore(),
        money(alert.getValueAtRiskMinor()));
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "%-11s  %-9s  %-22s  %-9s  %5s  %10s",
        "time (UTC)",
        "customer",
        "pattern",
        "status",
        "score",
        "at risk");
  }

  /** What counted most; of a retracted alert, first why. */
  String why(Alert alert) {
    List<String> parts = new ArrayList<>();
    if (alert.getStatus() == AlertStatus.RETRACTED && alert.getRetractReason() != null) {
      parts.add(alert.getRetractReason().toString());
    }
    parts.add(
        alert.getReasons().stream()
            .sorted(Comparator.comparingDouble(Reason::getContribution).reversed())
            .limit(TOP)
            .map(this::reason)
            .collect(Collectors.joining(", ")));
    return String.join(": ", parts);
  }

  private String reason(Reason reason) {
    String text = reason.getFeature() + "=" + number(reason.getValue());
    if (reason.getThreshold() == null) {
      return text;
    }
    boolean reached = reason.getValue() >= reason.getThreshold();
    return text + (reached ? unicode ? "≥" : ">=" : "<") + number(reason.getThreshold());
  }

  /** Cuts to the width of the screen. */
  String fit(String line, int width) {
    if (line.length() <= width) {
      return line;
    }
    return unicode ? line.substring(0, width - 1) + "…" : line.substring(0, width);
  }

  static String counts(Board.Snapshot board) {
    return String.format(
        Locale.ROOT,
        "in %,d   out %,d   late %,d   dead %,d   %,.0f records/s",
        board.in(),
        board.alerts(),
        board.late(),
        board.dead(),
        board.perSecond());
  }

  /** How many decisions there were, and how many sales were kept with and without an offer. */
  static String offers(Offers.Snapshot offers) {
    String counts =
        String.format(
            Locale.ROOT,
            "offers sent %,d   held out %,d   refused %,d",
            offers.count(DecisionOutcome.ISSUED),
            offers.count(DecisionOutcome.HELD_OUT),
            offers.count(DecisionOutcome.SUPPRESSED));
    Estimate uplift = offers.treated().minus(offers.heldOut());
    return counts
        + kept("   kept with an offer ", offers.treated())
        + kept("   without ", offers.heldOut())
        + (uplift.isKnown()
            ? String.format(
                Locale.ROOT,
                "   uplift %+.0f%% (%+.0f to %+.0f)",
                100 * uplift.value(),
                100 * uplift.low(),
                100 * uplift.high())
            : "");
  }

  private static String kept(String name, Share share) {
    return share.isKnown()
        ? String.format(
            Locale.ROOT, "%s%d of %d (%.0f%%)", name, share.hits(), share.of(), 100 * share.value())
        : "";
  }

  /** A decision as a row of the same columns as an alert's. */
  static String row(CouponDecision decision) {
    Offer offer = decision.getOffer();
    return String.format(
        Locale.ROOT,
        "%-11s  %-9s  %-22s  %-10s  %s",
        SHORT.format(decision.getDecidedAt()),
        decision.getCustomerId(),
        decision.getPattern(),
        decision.getOutcome(),
        offer == null
            ? decision.getReason()
            : offer.getKind()
                + (offer.getValueMinor() > 0 ? " " + money(offer.getValueMinor()) : ""));
  }

  static String time(long millis) {
    return LONG.format(Instant.ofEpochMilli(millis));
  }

  private static String money(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }

  private static String number(double value) {
    return new BigDecimal(String.format(Locale.ROOT, "%.2f", value))
        .stripTrailingZeros()
        .toPlainString();
  }
}
