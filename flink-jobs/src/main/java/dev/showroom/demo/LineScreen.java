package dev.showroom.demo;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import java.io.PrintWriter;
import java.util.Locale;

/** For a pipe or a file: a line for each alert, and one with the counts now and then. */
final class LineScreen implements Screen {
  private static final long COUNTS_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final Wording wording;
  private long lastCounts = System.nanoTime() - COUNTS_NANOS;
  private String lastPhase = "";

  LineScreen(PrintWriter out, Wording wording) {
    this.out = out;
    this.wording = wording;
  }

  @Override
  public synchronized void alert(Alert alert) {
    out.println(
        "alert "
            + alert.getDecidedAt()
            + wording.row(alert).substring(11).replaceAll(" +", " ")
            + " "
            + wording.why(alert));
    out.flush();
  }

  @Override
  public synchronized void decision(CouponDecision decision) {
    out.println(
        "offer "
            + decision.getDecidedAt()
            + Wording.row(decision).substring(11).replaceAll(" +", " "));
    out.flush();
  }

  @Override
  public synchronized void show(Board.Snapshot board) {
    if (!board.phase().equals(lastPhase)) {
      lastPhase = board.phase();
      out.println(lastPhase);
      out.flush();
    }
    long now = System.nanoTime();
    if (board.in() > 0 && now - lastCounts >= COUNTS_NANOS) {
      lastCounts = now;
      out.printf(
          Locale.ROOT,
          "counts %s   simulated %s%n",
          Wording.counts(board),
          Wording.time(board.simulated()));
      out.println(Wording.offers(board.offers()));
      out.flush();
    }
  }

  @Override
  public boolean isGone() {
    return out.checkError();
  }

  @Override
  public void close() {
    out.flush();
  }
}
