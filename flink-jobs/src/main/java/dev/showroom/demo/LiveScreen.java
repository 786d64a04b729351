package dev.showroom.demo;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponDecision;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** For a terminal: one page, drawn again in place on the terminal's alternate screen. */
final class LiveScreen implements Screen {
  private static final String ESC = "\u001b[";
  private static final String ENTER = ESC + "?1049h" + ESC + "?25l";
  private static final String LEAVE = ESC + "0m" + ESC + "?25h" + ESC + "?1049l";
  private static final String BOLD = ESC + "1m";
  private static final String DIM = ESC + "2m";
  private static final String PLAIN = ESC + "0m";

  /** From this width on the reasons stand beside their alert, below it they stand under it. */
  private static final int WIDE = 120;

  private final PrintWriter out;
  private final Wording wording;
  private final TerminalSize size;
  private final String subtitle;
  private final boolean colour;
  private boolean closed;

  LiveScreen(PrintWriter out, Wording wording, TerminalSize size, String subtitle, boolean colour) {
    this.out = out;
    this.wording = wording;
    this.size = size;
    this.subtitle = subtitle;
    this.colour = colour;
    out.print(ENTER);
    out.flush();
  }

  @Override
  public void alert(Alert alert) {
    // The next drawing has it.
  }

  @Override
  public void decision(CouponDecision decision) {
    // Likewise.
  }

  @Override
  public synchronized void show(Board.Snapshot board) {
    if (closed) {
      return;
    }
    TerminalSize.Size now = size.now();
    List<String> lines = page(board, now.columns(), now.rows());
    // Each line is cleared behind its end, and the rest of the screen behind the last: no flicker.
    out.print(ESC + "H" + String.join(ESC + "K\r\n", lines) + ESC + "K" + ESC + "J");
    out.flush();
  }

  private List<String> page(Board.Snapshot board, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        styled(BOLD, wording.fit("Showrooming detector " + wording.dot() + " demo", columns)));
    lines.add(styled(DIM, wording.fit(subtitle, columns)));
    lines.add(
        wording.fit(
            board.simulated() == 0
                ? board.phase()
                : "simulated " + Wording.time(board.simulated()) + "   " + board.phase(),
            columns));
    lines.add(styled(BOLD, wording.fit(Wording.counts(board), columns)));
    lines.add(wording.fit(Wording.offers(board.offers()), columns));
    lines.add(wording.dash().repeat(columns));
    // A third of the page, if there are so many.
    List<CouponDecision> offers = board.offers().newest();
    for (CouponDecision offer :
        offers.subList(0, Math.min(offers.size(), Math.max(0, rows / 3 - 2)))) {
      lines.add(wording.fit(Wording.row(offer), columns));
    }
    lines.add(wording.dash().repeat(columns));
    boolean wide = columns >= WIDE;
    lines.add(styled(DIM, wording.fit(Wording.header() + (wide ? "  why" : ""), columns)));
    for (Alert alert : board.newest()) {
      if (lines.size() + (wide ? 1 : 2) > rows - 1) {
        break;
      }
      String row = wording.row(alert);
      if (wide) {
        lines.add(painted(alert, wording.fit(row + "  " + wording.why(alert), columns)));
      } else {
        lines.add(painted(alert, wording.fit(row, columns)));
        lines.add(styled(DIM, wording.fit("    " + wording.why(alert), columns)));
      }
    }
    if (board.newest().isEmpty()) {
      lines.add("no alert yet");
    }
    while (lines.size() < rows - 1) {
      lines.add("");
    }
    lines.add(styled(DIM, wording.fit("Ctrl-C ends it and leaves nothing behind.", columns)));
    return lines.size() > rows ? lines.subList(0, rows) : lines;
  }

  private String painted(Alert alert, String line) {
    AlertStatus status = alert.getStatus();
    String code =
        status == AlertStatus.CONFIRMED ? "31m" : status == AlertStatus.SUSPECTED ? "33m" : "32m";
    return line.replaceFirst(
        status.name(), colour ? ESC + code + status.name() + PLAIN : status.name());
  }

  private String styled(String style, String line) {
    return colour ? style + line + PLAIN : line;
  }

  @Override
  public boolean isGone() {
    return out.checkError();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      out.print(LEAVE);
      out.flush();
    }
  }
}
