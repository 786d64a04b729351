package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.List;

/** The sums of one cell, and which of its figures changed since they were last told. */
public final class CellSums {
  private static final int FORM = 1;

  private Tally sums = new Tally();
  private int untold;
  private long timerAt = Long.MAX_VALUE;

  public void take(Change change) {
    sums.absorb(change.by());
    untold |= change.by().topics();
  }

  /** Whether a figure changed since they were last told. */
  public boolean isUntold() {
    return untold != 0;
  }

  /** The figures of which one changed since the last call. */
  public List<Figure> tell() {
    List<Figure> figures = Figures.of(sums, untold);
    untold = 0;
    return figures;
  }

  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(128);
    out.number(FORM).number(untold).number(timerAt);
    sums.pack(out);
    return out.toBytes();
  }

  public static CellSums unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    if (form != FORM) {
      throw new IllegalStateException("state holds an account of form " + form);
    }
    CellSums account = new CellSums();
    account.untold = in.integer();
    account.timerAt = in.number();
    account.sums = Tally.unpack(in);
    return account;
  }
}
