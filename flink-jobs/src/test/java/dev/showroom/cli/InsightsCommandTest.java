package dev.showroom.cli;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.SECOND;
import static dev.showroom.core.insight.GivenNotices.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.insight.GivenNotices;
import dev.showroom.core.insight.Sheet;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.OutcomeKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsightsCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Sheet sheet = new Sheet();
  private int cases;

  /** On two days, so many decisions of which so many were saved. */
  private void closed(boolean treated, int of, int saved) {
    for (int i = 0; i < of; i++) {
      GivenNotices given = GivenNotices.of("a-" + ++cases, T0 + (i % 2) * DAY);
      given = treated ? given : given.heldOut();
      boolean kept = i < saved;
      sheet.give(
          given.suspected(),
          given.decision(),
          given.outcome(
              1, kept ? OutcomeKind.SAVED : OutcomeKind.LOST, T0 + 8 * DAY, kept ? 1_000 + i : 0));
    }
  }

  @Test
  void addsUpTheDaysAndMakesTheIntervalsOfTheSums() throws IOException {
    closed(true, 70, 56);
    closed(false, 80, 48);

    assertThat(insights()).isZero();

    // Newcombe 1998, table II (a): 0.0524 to 0.3339; 70 times over 3.7 to 23.4.
    assertThat(line("all"))
        .contains("70  80.0 (69.2 to 87.7)")
        .contains("80  60.0 (49.0 to 70.0)")
        .contains("20.0 (5.2 to 33.4)")
        .contains("14.0 (3.7 to 23.4)");
    assertThat(line("pattern HOP")).contains("20.0 (5.2 to 33.4)");
    assertThat(line("offer COUPON")).contains("20.0 (5.2 to 33.4)");
    assertThat(out.toString()).doesNotContain("category tv").doesNotContain("store st-1");
    assertThat(line("Days from"))
        .isEqualTo(
            "Days from 2026-02-01T00:00:00Z to 2026-02-03T00:00:00Z, UTC. Money in minor units.");
    assertThat(line("Alerts")).isEqualTo("Alerts: 150 (SUSPECTED 150).");
    assertThat(line("Decisions")).isEqualTo("Decisions: 150 (HELD_OUT 80, ISSUED 70).");
    assertThat(line("BEST_OFFER")).endsWith("70");
  }

  @Test
  void tellsTheArmsByWhatIsAskedFor() throws IOException {
    closed(true, 7, 4);

    assertThat(insights("--by", "store,Category")).isZero();

    assertThat(line("store st-1")).contains(" 7  57.1");
    assertThat(line("category tv")).contains(" 7  57.1");
    assertThat(line("all")).contains(" 7  57.1");
    assertThat(out.toString()).doesNotContain("pattern HOP").doesNotContain("offer COUPON");
    assertThat(insights("--by", "customer")).isEqualTo(2);
    assertThat(oneSentence()).contains("--by").contains("customer");
  }

  @Test
  void theMarginOfSeveralDaysIsThatOfAllTogether() throws IOException {
    closed(true, 70, 56);
    closed(false, 80, 48);
    assertThat(insights()).isZero();
    String twoDays = line("all");

    Sheet oneDay = new Sheet();
    for (int i = 0; i < 150; i++) {
      boolean treated = i < 70;
      int turn = treated ? i : i - 70;
      GivenNotices given = GivenNotices.of("b-" + i, T0);
      given = treated ? given : given.heldOut();
      boolean kept = turn < (treated ? 56 : 48);
      OutcomeKind kind = kept ? OutcomeKind.SAVED : OutcomeKind.LOST;
      oneDay.give(given.decision(), given.outcome(1, kind, T0 + 8 * DAY, kept ? 1_000 + turn : 0));
    }
    write(oneDay.lines());
    out.getBuffer().setLength(0);
    assertThat(execute("insights", "--input", directory.toString())).isZero();

    assertThat(line("all")).isEqualTo(twoDays).contains("14,553");
  }

  @Test
  void tellsReasonsCouponsPushesCostAndBudgets() throws IOException {
    GivenNotices used = GivenNotices.of("a", T0).with(OfferKind.PRICE_MATCH);
    sheet.give(
        used.suspected(),
        used.alert(2, AlertStatus.RETRACTED, T0 + HOUR),
        used.decision(),
        used.coupon(1, CouponState.ISSUED, T0 + SECOND),
        used.coupon(2, CouponState.DELIVERED, T0 + 3 * SECOND),
        used.coupon(3, CouponState.REDEEMED, T0 + HOUR));
    sheet.give(GivenNotices.of("b", T0).refused(DecisionReason.QUIET_HOURS));
    sheet.give(GivenNotices.budget("spring", null, T0, 40));
    sheet.give(GivenNotices.budget("spring", null, T0 + DAY, 1_250));
    sheet.give(GivenNotices.budget("spring", "st-1", T0, 7));

    assertThat(insights()).isZero();

    assertThat(line("Alerts")).isEqualTo("Alerts: 1 (RETRACTED 1).");
    assertThat(line("Coupons")).isEqualTo("Coupons: 1 (REDEEMED 1).");
    assertThat(line("From alert"))
        .isEqualTo("From alert to push: 3.0 s on average, 3.0 s at most, of 1 coupons.");
    assertThat(line("QUIET_HOURS")).endsWith(" 1");
    assertThat(line("offer PRICE_MATCH")).contains("500");
    assertThat(line("spring,")).startsWith("spring, st-1").contains("9,993");
    assertThat(line("spring ")).contains("1,250").contains("8,750");
  }

  @Test
  void whatWasOnlyLookedAtIsToldOnDemand() throws IOException {
    sheet.give(GivenNotices.of("a", T0).suspected());
    sheet.give(GivenNotices.of("b", T0).inShadow().suspected());
    sheet.give(GivenNotices.of("c", T0).inShadow().suspected());

    assertThat(insights()).isZero();
    assertThat(line("Alerts")).contains("SUSPECTED 1");
    assertThat(insights("--shadow")).isZero();
    assertThat(line("Alerts")).contains("SUSPECTED 2");
  }

  @Test
  void ofSeveralFiguresWithOneKeyTheLastHolds() throws IOException {
    sheet.give(GivenNotices.of("a", T0).suspected());
    List<String> lines = new ArrayList<>(sheet.lines());
    sheet.give(GivenNotices.of("b", T0).suspected());
    lines.addAll(sheet.lines());
    write(lines);

    assertThat(execute("insights", "--input", directory.toString())).isZero();
    assertThat(line("Alerts")).contains("SUSPECTED 2");
  }

  @Test
  void saysThatThereIsNothingToRead() throws IOException {
    assertThat(execute("insights", "--input", directory.resolve("no").toString())).isEqualTo(1);
    assertThat(oneSentence()).contains("There is no directory");
    assertThat(execute("insights", "--input", directory.toString())).isEqualTo(1);
    assertThat(oneSentence()).contains("There is no insights.jsonl in").contains("replay");
    write(List.of());
    assertThat(execute("insights", "--input", directory.toString())).isEqualTo(1);
    assertThat(oneSentence()).contains("holds no figures of days");
  }

  @Test
  void saysWhichLineIsBroken() throws IOException {
    sheet.give(GivenNotices.of("a", T0).suspected());
    List<String> lines = new ArrayList<>(sheet.lines().subList(0, 2));
    lines.add("{\"metric\":");
    write(lines);

    assertThat(execute("insights", "--input", directory.toString())).isEqualTo(1);
    assertThat(oneSentence()).contains("Line 3 of").contains("is not a figure");
  }

  private int insights(String... more) throws IOException {
    write(sheet.lines());
    out.getBuffer().setLength(0);
    List<String> args = new ArrayList<>(List.of("insights", "--input", directory.toString()));
    args.addAll(List.of(more));
    return execute(args.toArray(String[]::new));
  }

  private void write(List<String> lines) throws IOException {
    Files.write(directory.resolve("insights.jsonl"), lines);
  }

  private int execute(String... args) {
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private String line(String start) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError(start + " is not in\n" + out));
  }

  private String oneSentence() {
    String said = err.toString().strip();
    assertThat(said).startsWith("showroom: ").endsWith(".").doesNotContain("\n");
    return said;
  }
}
