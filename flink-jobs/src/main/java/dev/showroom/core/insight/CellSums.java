package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.List;

/** The sums of one cell, and what was added since its figures were last told. */
public final class CellSums {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 2;

  private final Tally sums;
  private Tally untold;

  public CellSums() {
    this(new Tally(), new Tally());
  }

  private CellSums(Tally sums, Tally untold) {
    this.sums = sums;
    this.untold = untold;
  }

  public void take(Tally by) {
    sums.absorb(by);
    untold.absorb(by);
  }

  /** What was added since the last call. */
  public Tally takeUntold() {
    Tally taken = untold;
    untold = new Tally();
    return taken;
  }

  /** The figures that something of this kind changes. */
  public List<Figure> figures(Tally changed) {
    return Figures.of(sums, changed.topics());
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(128).number(FORM);
    sums.pack(out);
    untold.pack(out);
    return out.toBytes();
  }

  public static CellSums unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "sums");
    return new CellSums(Tally.unpack(in), Tally.unpack(in));
  }
}
